'use strict'

const { execFileSync } = require('node:child_process')
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { notRunWithout } = require('../../support/tools.js')
const { counts } = require('../../support/counts.js')
const { orderUnderEveryFault } = require('./every-fault.js')
const { HEALTHY } = require('../servers/fault-server.js')
const { expect } = require('../harness/invariants.js')
const { once, BAD_RESPONSE, SERVER, SUCCESS, UNKNOWN } = require('../harness/outcomes.js')
const redirects = require('./redirects.js')
const { respondWith, BALANCES, PLACED, reply } = require('../servers/replies.js')

const errors = (...codes) => JSON.stringify({ errors: codes })
const HTML = '<html><head><title>Attention</title></head></html>'

const API = { class: 'ApiError', code: 'ERR_BAD_REQUEST' }

/** A status that is not retried. `outcome` is that of a write. */
const final = (name, status, body, expected, outcome) => ({
  name,
  steps: respondWith(status, body),
  read: once(expected),
  write: { ...once(expected), outcome },
})
/** A status after which a read is retried, up to `attempts` attempts. */
const again = (name, status, body, attempts, headers) => ({
  name,
  steps: respondWith(status, body, headers),
  read: { ...SERVER, status: Number(status.slice(0, 3)), attempts, requests: attempts },
  write: { ...SERVER, ...UNKNOWN },
})

const throttled = (headers = []) => respondWith('429 Too Many Requests', errors('too.many'), headers)
const LIMITED = { class: 'RateLimitError', code: 'ERR_BAD_REQUEST', status: 429 }

/** A delay that just fits may leave no time for the next attempt, which then times out. */
function limitedOrOutOfTime({ report: { class: name, code, status, attempts } }) {
  const ending = `${name} ${code} ${status}`
  if (ending === 'RateLimitError ERR_BAD_REQUEST 429') return
  if (ending !== 'TimeoutError ECONNABORTED undefined' || attempts < 2) throw new Error(`${ending} after ${attempts}`)
}

/** Makes many calls; counts how they ended, and what reached the server. */
async function flood(client, { count, atOnce }) {
  const ended = {}
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const code = await client.getBalances().then(
        () => 'success',
        (error) => error.code,
      )
      ended[code] = (ended[code] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return ended
}

const rows = [
  { id: 'G01', title: '400', cases: [final('JSON', '400 Bad Request', errors('server.bad'), API, 'rejected')] },
  {
    id: 'G02',
    title: '401',
    cases: ['jwt.decode_and_verify', 'authz.invalid_session'].map((code) =>
      final(
        code,
        '401 Unauthorized',
        errors(code),
        { class: 'AuthenticationError', code: 'ERR_BAD_REQUEST', errors: [code] },
        'rejected',
      ),
    ),
    run: async ({ faultServer, child }) => {
      const count = counts(1000)
      const server = await faultServer(respondWith('401 Unauthorized', errors('authz.invalid_session')))
      const caller = await child()
      const report = await caller.ask('call', {
        id: 'flood',
        context: { count, atOnce: 16 },
        options: { baseUrl: server.baseUrl },
      })
      expect('calls', report, { value: { ERR_BAD_REQUEST: count } })
      if (server.requests.length !== count) throw new Error(`${server.requests.length} requests of ${count} calls`)
      await caller.end()
    },
  },
  {
    id: 'G03',
    title: '403',
    cases: [
      ['JSON', errors('authz.permission'), 'rejected'],
      ['HTML', HTML, 'unknown'],
    ].map(([name, body, outcome]) =>
      final(name, '403 Forbidden', body, { class: 'PermissionError', code: 'ERR_BAD_REQUEST' }, outcome),
    ),
  },
  {
    id: 'G04',
    title: '404',
    cases: [
      final('JSON', '404 Not Found', errors('record.not_found'), API, 'rejected'),
      final('HTML', '404 Not Found', HTML, API, 'unknown'),
    ],
  },
  {
    id: 'G05',
    title: '405 with errors as one text',
    cases: [
      final(
        'JSON',
        '405 Method Not Allowed',
        '{"errors":"server.method_not_allowed"}',
        { ...API, errors: ['server.method_not_allowed'] },
        'rejected',
      ),
    ],
  },
  {
    id: 'G06',
    title: '408, 409, 425',
    cases: [
      ['408 Request Timeout', 2],
      ['409 Conflict', 1],
      ['425 Too Early', 2],
    ].map(([status, attempts]) => ({
      name: status,
      steps: respondWith(status, errors('server.busy')),
      read: { ...API, attempts, requests: attempts },
      write: { ...API, ...UNKNOWN },
    })),
  },
  {
    id: 'G07',
    title: '413, 414, 431',
    cases: ['413 Payload Too Large', '414 URI Too Long', '431 Request Header Fields Too Large'].flatMap((status) => [
      final(`${status} JSON`, status, errors('too.large'), API, 'rejected'),
      final(`${status} HTML`, status, HTML, API, 'unknown'),
    ]),
  },
  {
    id: 'G08',
    title: '422 with business codes',
    cases: [
      final(
        'one',
        '422 Unprocessable Entity',
        errors('market.account.insufficient_balance'),
        { ...API, errors: ['market.account.insufficient_balance'] },
        'rejected',
      ),
      final('two', '422 Unprocessable Entity', errors('a.b', 'c.d'), { ...API, errors: ['a.b', 'c.d'] }, 'rejected'),
    ],
  },
  {
    id: 'G09',
    title: '422 that may hide a placed order',
    cases: ['market.order.create_error', 'market.order.cancel_error', 'account.withdraw.create_error'].map((code) =>
      final(code, '422 Unprocessable Entity', errors(code), { ...API, errors: [code] }, 'unknown'),
    ),
  },
  {
    id: 'G10',
    title: '429 without Retry-After',
    steps: throttled(),
    // Delays of U(0, 1 s) and U(0, 2 s).
    read: { ...LIMITED, attempts: 3, requests: 3, elapsed: [0, 3250] },
    write: { ...once(LIMITED), outcome: 'rejected' },
    cases: [
      { name: 'with time left' },
      {
        name: 'without',
        options: { timeout: 700 },
        read: { elapsed: [0, 700], check: limitedOrOutOfTime },
        write: undefined,
      },
    ],
  },
  {
    id: 'G11',
    title: '429 with Retry-After: 1',
    steps: [...throttled(['Retry-After: 1']).slice(0, 2), ...HEALTHY],
    read: { ...SUCCESS, requests: 2, elapsed: [1000, 1350] },
  },
  {
    id: 'G12',
    title: '429 with Retry-After: 3600',
    steps: throttled(['Retry-After: 3600']),
    call: async (client, { kind }) => {
      const call = () => (kind === 'write' ? client.request('POST', 'market/orders', {}) : client.getBalances())
      const first = await call().catch((error) => error)
      for (let count = 0; count < 100; count += 1) {
        const next = await call().catch((error) => error)
        if (next.code !== first.code || !(next.retryAfter > 3590 && next.retryAfter <= 3600)) throw next
      }
      throw first
    },
    read: { ...once(LIMITED), retryAfter: 3600, elapsed: [0, 1000] },
    write: { ...once(LIMITED), retryAfter: 3600, outcome: 'rejected' },
    // The cooldown goes on.
    healthy: false,
  },
  {
    id: 'G13',
    title: '500, 502, 503, 504',
    cases: ['500 Internal Server Error', '502 Bad Gateway', '503 Service Unavailable', '504 Gateway Timeout'].flatMap(
      (status) => [
        again(`${status} JSON`, status, errors('server.internal_error'), 3),
        again(`${status} HTML`, status, HTML, 3),
        again(`${status} empty`, status, '', 3),
      ],
    ),
  },
  {
    id: 'G14',
    title: '503 with Retry-After: 0',
    cases: [again('for ever', '503 Service Unavailable', HTML, 3, ['Retry-After: 0'])],
  },
  {
    id: 'G15',
    title: '520 to 527, 530',
    cases: [520, 521, 522, 523, 524, 525, 526, 527, 530].map((status) =>
      again(String(status), `${status} Cloudflare`, HTML, status <= 524 ? 3 : 1),
    ),
  },
  {
    id: 'G16',
    title: 'failure, failure, success',
    steps: (index) => (index < 2 ? [['request'], ['rst']] : HEALTHY),
    call: async (client) => (await client.getBalances().withResponse()).response.status,
    read: { succeeded: true, value: 200, requests: 3 },
  },
  { id: 'G17', title: 'jitter', elsewhere: 'cargo test jitter_is_uniform' },
  ...redirects.rows,
  {
    id: 'G22',
    title: '300 and 304',
    cases: ['300 Multiple Choices', '304 Not Modified'].map((status) => ({
      name: status,
      steps: [['request'], ['write', reply(status)], ['again']],
      read: once(SERVER),
      write: { ...SERVER, ...UNKNOWN },
    })),
  },
  {
    id: 'G23',
    title: 'Refresh',
    cases: [
      {
        name: 'header',
        steps: respondWith('200 OK', BALANCES, ['Refresh: 0; url=http://127.0.0.1:1/']),
        read: { ...SUCCESS, requests: 1 },
      },
      {
        name: 'meta',
        steps: respondWith('200 OK', '<meta http-equiv="refresh" content="0; url=http://127.0.0.1:1/">'),
        read: { class: 'DecodeError', requests: 1 },
      },
    ],
  },
  {
    id: 'G25',
    title: 'other 2xx',
    cases: [
      { name: '200 to an order', steps: respondWith('200 OK', PLACED), write: { ...SUCCESS, requests: 1 } },
      { name: '201 to a read', steps: respondWith('201 Created', BALANCES), read: { ...SUCCESS, requests: 1 } },
      ...['202 Accepted', '206 Partial Content', '226 IM Used'].map((status) => ({
        name: status,
        steps: respondWith(status, BALANCES),
        read: once(SERVER),
        write: { ...SERVER, ...UNKNOWN },
      })),
    ],
  },
  {
    id: 'G26',
    title: '204 to an order',
    steps: respondWith('204 No Content', ''),
    call: (client) => client.createOrder({ market: 'btcaud', side: 'buy', volume: '1', price: '5' }),
    write: { ...BAD_RESPONSE, status: 204, ...UNKNOWN },
  },
  { id: 'G27', title: 'a total outage', elsewhere: 'retry-figures.test.js' },
  { id: 'G28', title: 'failures at random', elsewhere: 'retry-figures.test.js' },
  {
    id: 'G29',
    title: 'an abort during a delay',
    steps: respondWith('503 Service Unavailable', HTML, ['Retry-After: 5']),
    async call(client) {
      const abort = new AbortController()
      const call = client.getBalances({}, { signal: abort.signal })
      let abortedAt
      setTimeout(() => {
        abortedAt = performance.now()
        abort.abort('enough')
      }, 300)
      await call.catch((error) => {
        const late = performance.now() - abortedAt
        if (late > 10) throw new Error(`rejected ${late} ms after the abort`)
        throw error
      })
    },
    read: { class: 'CanceledError', code: 'ERR_CANCELED', cause: 'enough', requests: 1, elapsed: [300, 450] },
    healthy: false,
  },
  {
    id: 'G30',
    title: 'a clock that jumps by a day during a delay',
    notRun: notRunWithout('faketime'),
    async run({ after, faultServer, child }) {
      for (const jump of ['+1d', '-1d']) {
        const directory = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
        after(() => rmSync(directory, { recursive: true }))
        const file = path.join(directory, 'time')
        writeFileSync(file, '+0')
        const env = {
          LD_PRELOAD: execFileSync('faketime', ['now', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim(),
          FAKETIME_TIMESTAMP_FILE: file,
          FAKETIME_NO_CACHE: '1',
          DONT_FAKE_MONOTONIC: '1',
        }
        const server = await faultServer([...respondWith('503 Busy', '', ['Retry-After: 1']).slice(0, 2), ...HEALTHY])
        const caller = await child({ env })
        const before = await caller.ask('time')
        setTimeout(() => writeFileSync(file, jump), 300)
        const report = await caller.ask('call', { kind: 'read', options: { baseUrl: server.baseUrl } })
        expect(jump, report, { ...SUCCESS, elapsed: (elapsed) => elapsed >= 1000 && elapsed - report.foreign < 1350 })
        const moved = Math.abs((await caller.ask('time')).now - before.now)
        if (moved < 80_000_000) throw new Error(`the clock moved by ${moved} ms only`)
        await caller.end()
      }
    },
  },
  {
    id: 'G31',
    title: 'an order under every fault of the tables',
    run: orderUnderEveryFault,
  },
]

module.exports = { group: 'G', title: 'status, redirects, retries', rows, calls: { flood } }
