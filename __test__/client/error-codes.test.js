'use strict'

const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { test } = require('node:test')
const tls = require('node:tls')
const coinport = require('coinport')
const addon = require('../../lib/native/addon.js')
const completionQueue = require('../../lib/native/completion-queue.js')
const { fromFailure } = require('../../lib/errors.js')
const { certificates } = require('../support/certificates.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { ROOT } = require('../support/script.js')
const { closedPort, json, listen, serve } = require('../support/server.js')
const { notRunWithout } = require('../support/tools.js')

const { CoinPort } = coinport
const ONCE = { maxRetries: 0, timeout: 5000, rateLimit: false, proxy: false }

/** A call to a server that replies like this. */
const replied = (reply, options) => async (t) => {
  const { baseUrl } = await serve(t, reply)
  return new CoinPort({ baseUrl, apiKey: 'key', ...ONCE, ...options }).getBalances()
}
const status = (status, headers) => replied((_request, response) => json(response, status, '', headers))

/** A call to a server that handles connections like this. */
const connected = (onConnection, options, scheme = 'http') =>
  async function call(t) {
    const server = net.createServer((socket) => onConnection(socket.on('error', () => {})))
    const baseUrl = `${scheme}://127.0.0.1:${await listen(t, server)}`
    return new CoinPort({ baseUrl, ...ONCE, ...options }).getTickers()
  }

/** A call to a server with this certificate. */
const certified = (options, choose = ({ certificate, key }) => [certificate, key]) => ({
  skip: notRunWithout('openssl'),
  async provoke(t) {
    const files = certificates(temporaryFolder(t), options)
    const [cert, key] = choose(files).map((file) => readFileSync(file))
    const server = tls.createServer({ cert, key }, () => assert.fail('a handshake that must not succeed'))
    const port = await listen(t, server)
    const ca = options.trusted === false ? undefined : readFileSync(files.root)
    return new CoinPort({ baseUrl: `https://127.0.0.1:${port}`, ca, ...ONCE }).getTickers()
  },
})

/** A call through a proxy that replies with these bytes. */
const throughProxy = (bytes) => async (t) => {
  const proxy = net.createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(bytes)))
  const url = `http://user:password@127.0.0.1:${await listen(t, proxy)}`
  return new CoinPort({ baseUrl: 'https://exchange.invalid', ...ONCE, proxy: url }).getTickers()
}

async function refusedConnection() {
  return new CoinPort({ baseUrl: `http://127.0.0.1:${await closedPort()}`, ...ONCE }).getTickers()
}

/** Exceeds the length of the queue. */
async function tooMany() {
  const rateLimit = { requests: 1, interval: 3_600_000, burst: 1 }
  const client = new CoinPort({ baseUrl: 'http://127.0.0.1:9', ...ONCE, rateLimit })
  const calls = Array.from({ length: 10_003 }, () => client.getTickers())
  const refused = Promise.any(
    calls.map((call) => call.catch((error) => (error.code === 'ERR_QUEUE_FULL' ? error : Promise.reject(error)))),
  )
  throw await refused.finally(() => client.close())
}

/** Makes a call that the JavaScript layer never makes. */
async function defect() {
  const native = addon.createClient('{}', '{}', false, false)
  const settled = new Promise((resolve) => {
    completionQueue.start(
      (queue, id) => native.start(queue, id, 9999, null, null, null),
      (_kind, body) => resolve(body),
    )
  })
  throw fromFailure(JSON.parse(await settled))
}

const silent = () => undefined
const text = (body) => replied(body)

/** Every class with each of its codes: how to provoke it, other fields of the error, and a part of its hint. */
const CASES = [
  ['AuthenticationError', 'ERR_BAD_REQUEST', status(401), { status: 401, attempts: 1 }, /COINPORT_API_KEY/],
  ['PermissionError', 'ERR_BAD_REQUEST', status(403), { status: 403 }, /address/],
  ['RateLimitError', 'ERR_BAD_REQUEST', status(429, { 'retry-after': '70' }), { retryAfter: 70 }, /Wait 70 s/],
  ['ApiError', 'ERR_BAD_REQUEST', status(404), { status: 404 }, /path/],
  ['ApiError', 'ERR_BAD_REQUEST', status(422), { status: 422 }],
  ['ApiError', 'ERR_BAD_RESPONSE', status(500), { status: 500 }, /later/],
  ['ApiError', 'ERR_BAD_RESPONSE', status(302), { status: 302 }, /baseUrl/],
  ['ApiError', 'ERR_BAD_RESPONSE', status(206), { status: 206 }],
  ['DecodeError', 'ERR_BAD_RESPONSE', text('[{'), { path: '', status: 200 }, /baseUrl/],
  ['DecodeError', 'ERR_BAD_RESPONSE', text('[{"currency":"btc","balance":{}}]'), { path: '[0].balance' }, /report/],
  [
    'DecodeError',
    'ERR_BAD_RESPONSE',
    replied(`[${' '.repeat(2000)}]`, { maxResponseSize: 1024 }),
    { path: '' },
    /limit/,
  ],
  [
    'DecodeError',
    'ERR_BAD_RESPONSE',
    replied((_, r) => json(r, 200, 'x', { 'content-encoding': 'gzip' })),
    { path: '' },
  ],
  [
    'TimeoutError',
    'ECONNABORTED',
    replied('[]', { timeout: 50, apiKey: () => new Promise(() => {}) }),
    { phase: 'credentials' },
  ],
  [
    'TimeoutError',
    'ECONNABORTED',
    async (t) => {
      const { baseUrl } = await serve(t, '{}')
      const rateLimit = { requests: 1, interval: 3_600_000, burst: 1 }
      const client = new CoinPort({ baseUrl, ...ONCE, timeout: 200, rateLimit })
      return Promise.all([client.getTickers(), client.getTickers()])
    },
    { phase: 'queue', attempts: 0 },
    /rateLimit/,
  ],
  ['TimeoutError', 'ECONNABORTED', connected(silent, { timeout: 100 }, 'https'), { phase: 'connect' }, /no connection/],
  ['TimeoutError', 'ECONNABORTED', replied(silent, { timeout: 100 }), { phase: 'headers' }, /timeout/],
  [
    'TimeoutError',
    'ECONNABORTED',
    replied((_request, response) => void response.writeHead(200).write('['), { timeout: 100 }),
    { phase: 'body' },
    /timeout/,
  ],
  [
    'TimeoutError',
    'ETIMEDOUT',
    connected(silent, { connectTimeout: 100 }, 'https'),
    { phase: 'connect' },
    /connectTimeout/,
  ],
  ['NetworkError', 'ECONNREFUSED', refusedConnection, { phase: 'connect' }, /baseUrl/],
  [
    'NetworkError',
    /^(ENOTFOUND|EAI_AGAIN)$/,
    () => new CoinPort({ baseUrl: 'https://exchange.invalid', ...ONCE }).getTickers(),
    { phase: 'connect' },
    /host/,
  ],
  ['NetworkError', 'ECONNRESET', connected((socket) => socket.destroy(), {}, 'https'), { phase: 'connect' }, /proxy/],
  ['NetworkError', 'ECONNRESET', connected((s) => s.once('data', () => s.resetAndDestroy())), { phase: 'headers' }],
  [
    'NetworkError',
    'ECONNRESET',
    connected((s) => s.once('data', () => s.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n['))),
    { phase: 'body' },
  ],
  ['NetworkError', 'EPROTO', connected((s) => s.once('data', () => s.end('NONSENSE\r\n\r\n'))), { phase: 'headers' }],
  [
    'NetworkError',
    'EPROTO',
    connected((s) => s.end('HTTP/1.1 400 Bad Request\r\n\r\n'), {}, 'https'),
    { phase: 'connect' },
    /HTTPS/,
  ],
  [
    'NetworkError',
    'ERR_PROXY_TUNNEL',
    throughProxy('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    { phase: 'connect', attempts: 1 },
    /user name.*HTTPS_PROXY/,
  ],
  [
    'NetworkError',
    'ERR_PROXY_TUNNEL',
    throughProxy('HTTP/1.1 403 Forbidden\r\n\r\n'),
    { phase: 'connect', attempts: 1 },
    /does not allow connections to exchange\.invalid/,
  ],
  ['NetworkError', 'CERT_HAS_EXPIRED', certified({ days: [-3, -1] }), { phase: 'connect', attempts: 1 }, /clock/],
  ['NetworkError', 'CERT_NOT_YET_VALID', certified({ days: [1, 2] }), { phase: 'connect', attempts: 1 }, /clock/],
  ['NetworkError', 'ERR_TLS_CERT_ALTNAME_INVALID', certified({ names: 'DNS:other.example' }), { attempts: 1 }, /host/],
  ['NetworkError', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', certified({ trusted: false }), {}, /NODE_EXTRA_CA_CERTS/],
  [
    'NetworkError',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    certified({ trusted: false }, ({ root, rootKey }) => [root, rootKey]),
    {},
    /NODE_EXTRA_CA_CERTS/,
  ],
  [
    'CanceledError',
    'ERR_CANCELED',
    () => new CoinPort().getTickers({}, { signal: AbortSignal.abort('enough') }),
    { cause: 'enough' },
  ],
  [
    'CredentialsError',
    'ERR_CREDENTIALS',
    () => new CoinPort({ apiKey: () => Promise.reject('sealed') }).getBalances(),
    { cause: 'sealed' },
    /where the function gets the key from/,
  ],
  ['ParamError', 'ERR_BAD_OPTION', () => new CoinPort().getTickers({ market: 'btcaud' }), { option: 'market' }],
  ['ParamError', 'ERR_BAD_OPTION_VALUE', () => new CoinPort().getTicker('a/b'), { option: 'market' }],
  ['ConfigError', 'ERR_BAD_OPTION', async () => new CoinPort({ apikey: 'key' }), { option: 'apikey' }],
  ['ConfigError', 'ERR_BAD_OPTION_VALUE', async () => new CoinPort({ timeout: '1' }), { option: 'timeout' }],
  ['ConfigError', 'ERR_BAD_OPTION_VALUE', () => new CoinPort().getBalances(), { option: 'apiKey' }, /account settings/],
  ['ConfigError', 'ERR_INVALID_URL', async () => new CoinPort({ baseUrl: 'exchange' }), { option: 'baseUrl' }],
  [
    'CoinPortError',
    'ERR_CLIENT_CLOSED',
    () => {
      const client = new CoinPort()
      client.close()
      return client.getTickers()
    },
    {},
  ],
  [
    'CoinPortError',
    'ERR_LIMITER',
    replied('[]', { limiter: { acquire: () => Promise.reject(new Error('no')) } }),
    { attempts: undefined },
    /cause/,
  ],
  ['CoinPortError', 'ERR_QUEUE_FULL', tooMany, { attempts: 0 }, /10 000/],
  ['CoinPortError', 'ERR_INTERNAL', defect, {}, /report/],
]

for (const [name, code, how, fields, hint] of CASES) {
  const { provoke, skip = false } = typeof how === 'function' ? { provoke: how } : how
  test(`${name} ${code} ${JSON.stringify(fields)}`, { skip }, async (t) => {
    const error = await provoke(t).then(assert.fail, (error) => error)
    assert.equal(error.name, name, error.stack)
    assert.ok(error instanceof coinport[name] && error instanceof coinport.CoinPortError)
    assert.match(error.code, code instanceof RegExp ? code : new RegExp(`^${code}$`))
    assert.deepEqual(Object.fromEntries(Object.keys(fields).map((field) => [field, error[field]])), fields)
    if (hint) assert.match(error.hint, hint)
    if (error.request)
      assert.ok(error.message.endsWith(`(${error.request.method} ${error.request.url})`), error.message)
    assert.equal(error.toJSON().code, error.code)
  })
}

test('the README lists these classes with these codes', () => {
  const table = readFileSync(path.join(ROOT, 'README.md'), 'utf8').split('\n## Errors\n')[1].split('\n## ')[0]
  const codes = (cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code)
  const rows = [...table.matchAll(/^\| `(\w+)`.*?\|(.+?)\|/gm)].map(([, name, cell]) => [name, codes(cell)])
  for (const [name, listed] of rows) {
    const provoked = CASES.filter(([given]) => given === name).map(([, code]) => String(code))
    // Node has more codes than the table can hold.
    if (name === 'NetworkError') for (const code of listed) assert.ok(provoked.includes(code), code)
    else assert.deepEqual(listed.sort(), [...new Set(provoked)].sort(), name)
  }
  assert.deepEqual(new Set(rows.map(([name]) => name)), new Set(CASES.map(([name]) => name)))
})

test('docs/errors.md gives each class its codes', () => {
  const parts = readFileSync(path.join(ROOT, 'docs', 'errors.md'), 'utf8').split(/\n##+ /)
  for (const [name] of CASES) {
    const section = parts.find((part) => part.startsWith(`\`${name}\``))
    assert.ok(section, name)
    const listed = [...section.matchAll(/`(ERR_[A-Z_]+|E[A-Z]{5,}|CERT_[A-Z_]+)`/g)].map(([, code]) => code)
    const provoked = CASES.filter(([given]) => given === name).flatMap(([, code]) =>
      code instanceof RegExp ? code.source.match(/E[A-Z_]+/g) : [code],
    )
    for (const code of provoked) assert.ok(section.includes(`\`${code}\``), `${name} ${code}`)
    // Tests cannot provoke all codes of the network.
    if (name !== 'NetworkError') assert.deepEqual(new Set(listed), new Set(provoked), name)
  }
})
