'use strict'

const { counts } = require('../../../support/counts.js')
const { HEALTHY } = require('../../servers/fault-server.js')
const { http2Row, first } = require('../../harness/http2-row.js')
const { BAD_RESPONSE, BODY_TRUNCATED, LOST, TIMEOUT, once } = require('../../harness/outcomes.js')
const { ORDER, PLACED, reply, respondWith } = require('../../servers/replies.js')
const { CLIENT, must, worker, WORKERS } = require('../lifecycle/scripts.js')

// The exchange may have placed the order. A 2xx that has arrived is shown, even if its body has not.

const HTML = '<html><body>Attention Required!</body></html>'
const HEAD = reply('201 Created', '', ['Content-Length: 500'])
const CHUNKED = reply('201 Created', '', ['Transfer-Encoding: chunked'])
const unknown = (expected) => ({ ...once(expected), outcome: 'unknown' })
/** The same fault by RST and by FIN. */
const endings = (steps, expected) =>
  ['rst', 'close'].map((end) => ({ name: end, steps: [...steps, [end]], write: unknown(expected) }))

const ORDER_ERRORS = [
  'market.order.create_error',
  'market.order.cancel_error',
  'account.withdraw.create_error',
  'account.internal_transfer.create_error',
  'account.beneficiary.create_error',
  'server.internal_error',
]
/** Bodies that are not the exchange's, or of which that is not certain. */
const FOREIGN = {
  empty: '',
  HTML,
  text: 'Forbidden',
  'JSON of a gateway': '{"message":"Forbidden"}',
  'no codes': '{"errors":[]}',
  'codes that are no text': '{"errors":[{"code":"a.b"}]}',
  'a page in JSON': JSON.stringify(HTML),
}

const rows = [
  {
    id: 'O28',
    title: 'a reset in the body of the request',
    // Longer than the buffers of both sides, so that the body cannot have been sent.
    call: (client) => client.request('POST', 'market/orders', { ...ORDER, note: 'x'.repeat(16 * 1024 * 1024) }),
    steps: [['until', '\r\n\r\n'], ['read', 100], ['unread'], ['wait', 50], ['rst']],
    write: {
      class: 'NetworkError',
      code: /^(ECONNRESET|EPIPE)$/,
      attempts: 1,
      outcome: 'unknown',
      rise: 160,
      blocked: 1000,
    },
  },
  { id: 'O29', title: 'lost after the request', cases: endings([['request']], { ...LOST, status: undefined }) },
  {
    id: 'O30',
    title: 'lost after the status line',
    cases: endings([['request'], ['write', 'HTTP/1.1 201 Created\r\n']], { ...LOST, status: undefined }),
  },
  {
    id: 'O31',
    title: 'lost after the head of a 201',
    cases: endings([['request'], ['write', HEAD]], { ...BODY_TRUNCATED, status: 201 }),
  },
  {
    id: 'O32',
    title: 'lost in the body of a 201',
    cases: [
      ...endings([['request'], ['write', Buffer.concat([HEAD, Buffer.from(PLACED)])]], {
        ...BODY_TRUNCATED,
        status: 201,
      }),
      ...endings([['request'], ['write', Buffer.concat([CHUNKED, Buffer.from('10\r\n{"id":7,')])]], {
        ...BODY_TRUNCATED,
        status: 201,
      }).map((one) => ({ ...one, name: `${one.name}, chunked` })),
      ...endings([['request'], ['write', reply('503 Busy', '', ['Content-Length: 500'])]], {
        class: 'ApiError',
        status: 503,
      }).map((one) => ({ ...one, name: `${one.name}, of a 503` })),
      ...endings([['request'], ['write', reply('422 No', '{"errors":["a.b"]}', ['Content-Length: 500'])]], {
        class: 'ApiError',
        status: 422,
        errors: [],
      }).map((one) => ({ ...one, name: `${one.name}, of a 422` })),
    ],
  },
  {
    id: 'O33',
    title: 'silence',
    options: { timeout: 500 },
    cases: [
      ['before the response', [], { phase: 'headers', status: undefined }],
      ['after the head of a 201', [['write', HEAD]], { phase: 'body', status: 201 }],
      [
        'after the head of a 503',
        [['write', reply('503 Busy', '', ['Content-Length: 500'])]],
        { phase: 'body', status: 503 },
      ],
    ].map(([name, steps, expected]) => ({
      name,
      steps: [['request'], ...steps, ['stall']],
      write: unknown({ ...TIMEOUT, ...expected }),
    })),
  },
  { id: 'O34', title: 'an abort', elsewhere: 'cancel-and-close.test.js' },
  { id: 'O35', title: 'close()', elsewhere: 'cancel-and-close.test.js' },
  {
    id: 'O36',
    title: 'a worker or a process that ends',
    async run({ faultServer, script }) {
      const server = await faultServer(HEALTHY)
      const env = { COINPORT_BASE_URL: server.baseUrl, COINPORT_API_KEY: 'key' }
      const send = (volume) => `coinport.request('POST', 'market/orders', { volume: ${volume} }).catch(() => {})`
      const waitFor = (time) => `await new Promise((resolve) => setTimeout(resolve, ${time}))`
      for (let run = 0; run < Math.max(10, counts(40)); run += 1) {
        const ending = `${waitFor(`${4 * run}`)}; process.exit()`
        await script(`${CLIENT} async function main() { ${send(`'exit-${run}'`)}; ${ending} } main()`, { env })
      }
      const inWorker = worker(`${CLIENT} ${send("require('node:worker_threads').workerData")}`)
      const workers = `${WORKERS} ${CLIENT} async function main() {
        for (let run = 0; run < ${Math.max(40, counts(1000))}; run += 1) {
          const worker = ${inWorker.replace('{ eval: true }', "{ eval: true, workerData: 'worker-' + run }")}
          await once(worker, 'online')
          ${waitFor('run % 40')}
          await worker.terminate()
        }
        await ${send("'after'")}
      }
      main()`
      await script(workers, { env })
      const bodies = server.requests.map(({ body }) => body)
      must(
        bodies.some((body) => body.includes('after')),
        'the process did not go on',
      )
      must(new Set(bodies).size === bodies.length, 'an order was sent twice')
    },
  },
  { id: 'O37', title: '5xx', elsewhere: 'G13' },
  {
    id: 'O38',
    title: 'codes that the exchange also sends after it has stored the order',
    healthy: false,
    cases: ORDER_ERRORS.flatMap((code) =>
      ['422 Unprocessable Entity', '403 Forbidden', '429 Too Many Requests', '471 Restricted'].map((status) => ({
        name: `${status} ${code}`,
        steps: respondWith(status, JSON.stringify({ errors: ['market.order.other', code] })),
        write: unknown({ status: Number(status.slice(0, 3)) }),
      })),
    ),
  },
  {
    id: 'O39',
    title: '4xx without a code of the exchange',
    cases: [400, 401, 403, 404, 413, 422, 423, 471].flatMap((status) =>
      Object.entries(FOREIGN).map(([name, body]) => ({
        name: `${status} ${name}`,
        steps: respondWith(`${status} Status`, body),
        write: unknown({ status }),
      })),
    ),
  },
  { id: 'O40', title: '307', elsewhere: 'G24' },
  { id: 'O46', title: 'GOAWAY above the stream', elsewhere: 'D01' },
  http2Row({
    id: 'O47',
    title: 'RST_STREAM',
    cases: ['cancel', 'internal'].flatMap((reason) => [
      {
        name: `${reason} before the head`,
        script: () => ({ respond: first((peer, { stream }) => peer.reset(stream, reason)) }),
        write: { ...unknown({ ...LOST, status: undefined }), requests: 1 },
      },
      {
        name: `${reason} after the head`,
        script: () => ({
          respond: first(async (peer, { stream }) => {
            await peer.sendHeaders(stream)
            await peer.reset(stream, reason)
          }),
        }),
        write: { ...unknown({ ...BODY_TRUNCATED, status: 200 }), requests: 1 },
      },
    ]),
  }),
  {
    id: 'O48',
    title: 'a response that is too large',
    options: { maxResponseSize: 50 },
    steps: respondWith('201 Created', PLACED),
    write: unknown({ ...BAD_RESPONSE, status: 201 }),
    healthy: false,
  },
]

module.exports = { rows }
