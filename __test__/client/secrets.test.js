'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const { CANARY, FORMS, channels, leaks } = require('../support/canary.js')
const { runScript } = require('../support/script.js')
const { serve, json, BALANCES } = require('../support/server.js')

test('the scanner finds a planted key in every channel, in each of its forms', () => {
  for (const form of FORMS) {
    const planted = new Error(form)
    planted.data = { nested: [form] }
    Object.defineProperty(planted, 'hidden', { value: form })
    planted.toJSON = () => ({ message: form })
    delete planted.stack
    const found = leaks(planted)
    // An object with a function cannot be cloned, so the clone is tested without it.
    delete planted.toJSON
    assert.deepEqual(new Set([...found, ...leaks(planted), ...leaks({ form })]), new Set(Object.keys(channels({}))))
  }
})

const CLIENTS = [
  ['a Bearer key', { apiKey: CANARY }],
  ['a signing key', { apiKey: CANARY, apiSecret: CANARY }],
  ['a key function', { apiKey: () => Promise.resolve(CANARY.slice()) }],
]

/** Servers that echo the request wherever they can. */
const echo = (request) => request.headers.authorization ?? request.headers['x-auth-apikey']
const SERVERS = [
  [
    'echoes the key in a JSON error',
    (request, response) =>
      json(response, 401, JSON.stringify({ errors: [echo(request)], you: { [echo(request)]: [echo(request)] } })),
  ],
  [
    'echoes it with escapes',
    (request, response) =>
      json(
        response,
        403,
        `{"errors":["${[...echo(request)].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"]}`,
      ),
  ],
  [
    'echoes it in text',
    (request, response) => json(response, 500, `<html>${echo(request)} ${encodeURIComponent(echo(request))}</html>`),
  ],
  [
    'echoes it in headers',
    (request, response) =>
      json(response, 422, '', {
        'x-echo': echo(request),
        'set-cookie': 'session=1',
        'x-base64': Buffer.from(CANARY).toString('base64'),
      }),
  ],
  [
    'echoes it in the reason',
    (request, response) => {
      response.writeHead(429, echo(request), { 'retry-after': '3600' })
      response.end()
    },
  ],
  [
    'echoes it where an amount should be',
    (request, response) =>
      json(response, 200, JSON.stringify([{ currency: echo(request), balance: echo(request), locked: '0' }])),
  ],
  [
    'echoes it in a redirect',
    (request, response) => json(response, 302, '', { location: `https://evil.example/${echo(request)}` }),
  ],
  ['closes the connection', (request) => void request.socket.destroy()],
  ['never responds', () => undefined],
]

for (const [client, options] of CLIENTS) {
  for (const [server, reply] of SERVERS) {
    test(`no key in an error: ${client}, a server that ${server}`, async (t) => {
      const { baseUrl } = await serve(t, reply)
      const coinport = new CoinPort({ baseUrl, timeout: 150, maxRetries: 0, ...options })
      const call = coinport.getBalances()
      const error = await call.then(assert.fail, (error) => error)
      assert.notEqual(error.name, 'AssertionError', error.message)
      for (const value of [error, error.cause, coinport, call, CoinPort]) assert.deepEqual(leaks(value), [])
      assert.ok(!('set-cookie' in (error.response?.headers ?? {})))
    })
  }
}

test('no key in a result, its response, or the client', async (t) => {
  const { baseUrl } = await serve(t, (request, response) => json(response, 200, BALANCES, { 'x-echo': echo(request) }))
  for (const [, options] of CLIENTS) {
    const coinport = new CoinPort({ baseUrl, ...options })
    const { data, response } = await coinport.getBalances().withResponse()
    assert.equal(data.length, 1)
    assert.match(response.headers['x-echo'], /\[redacted\]/)
    for (const value of [data, response, coinport]) assert.deepEqual(leaks(value), [])
  }
})

test('no key in the error for an invalid option', () => {
  const refused = [
    { apiKey: `${CANARY}\n` },
    { apiKey: [CANARY] },
    { apiKey: 'key', apiSecret: `${CANARY} ` },
    { baseUrl: `https://${encodeURIComponent(CANARY)}@exchange.example` },
    { proxy: `socks5://user:${encodeURIComponent(CANARY)}@proxy.example` },
  ]
  for (const options of refused) {
    const isSilent = (error) => error.name === 'ConfigError' && leaks(error).length === 0
    assert.throws(() => new CoinPort(options), isSilent, Object.keys(options).join())
  }
})

test('no key in the output of a process with debug output on', async (t) => {
  const { baseUrl } = await serve(t, (request, response) =>
    json(response, 401, JSON.stringify({ errors: [echo(request)] })),
  )
  const script = "require('coinport').getBalances().catch((error) => { console.log(error); throw error })"
  const env = {
    COINPORT_BASE_URL: baseUrl,
    COINPORT_API_KEY: CANARY,
    RUST_LOG: 'trace',
    RUST_BACKTRACE: 'full',
    NODE_DEBUG: '*',
    DEBUG: '*',
  }
  const { stdout, stderr, code } = await runScript(script, { env })
  assert.equal(code, 1)
  assert.match(stdout, /AuthenticationError/)
  // NODE_DEBUG would also print the environment, which contains the key.
  for (const text of [stdout, stderr]) for (const form of FORMS) assert.ok(!text.includes(form))
})
