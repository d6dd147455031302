'use strict'

const { counts } = require('../../support/counts.js')
const { HEALTHY } = require('../servers/fault-server.js')
const { expect } = require('../harness/invariants.js')
const { SUCCESS } = require('../harness/outcomes.js')
const { BALANCES, reply } = require('../servers/replies.js')

const INVALID = { class: 'ConfigError', requests: 0, connections: 0 }
/** A case for each value that `call(client, value)` must refuse before anything is sent. */
const refused = (values, call, more = {}) =>
  values.map((value) => ({
    name: typeof value === 'string' ? JSON.stringify(value).slice(0, 40) : String(typeof value),
    call: (client) => call(client, value),
    read: { ...INVALID, ...more },
  }))
/** A case for each option that the constructor must refuse. */
const badOptions = (name, values, more = {}) =>
  values.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`.slice(0, 60),
    options: { [name]: value },
    healthy: false,
    read: { ...INVALID, option: name, ...more },
  }))

const ORDER_FIELDS = [undefined, () => {}, Symbol('1'), 1n, Number.NaN, Number.POSITIVE_INFINITY, new Map([['a', 1]])]

/** Query values, and what Node parses from what Rust sent. */
const QUERY = ['&', '=', '#', '+', ' ', '%', '?', '/', 'ä€', '💰', 'a&b=c#d+e f', '"', "'", '[]', '%26']

const rows = [
  {
    id: 'K01',
    title: 'a market that is a path',
    steps: HEALTHY,
    cases: refused(
      ['../../admin', '%2e%2e/', 'a/b', 'a?x=1', 'a#b', '//evil.com', 'http://evil', '\\\\evil', '..', '.', '%2e'],
      (client, market) => client.getTicker(market),
      { option: 'market' },
    ),
  },
  {
    id: 'K02',
    title: 'a currency with characters that no name has',
    steps: HEALTHY,
    cases: refused(
      ['a\r\nb', 'a\0b', 'a\tb', 'x'.repeat(1024 * 1024), '\ud800', '', 'a\nHost: evil'],
      (client, currency) => client.getBalance(currency),
      { option: (option) => option === 'currency' || option === 'params' },
    ),
  },
  {
    id: 'K03',
    title: 'query values that mean something in a URL',
    steps: [['request'], ['write', reply('200 OK', '[]')], ['again']],
    call: async (client) => {
      for (const value of QUERY) await client.request('GET', 'public/anything', { value, list: [value, 'b'] })
      return QUERY.length
    },
    read: {
      value: QUERY.length,
      requests: QUERY.length,
      check({ faultServer }) {
        for (const [index, { path }] of faultServer.requests.entries()) {
          const { searchParams } = new URL(path, 'http://localhost')
          const read = [searchParams.get('value'), ...searchParams.getAll('list[]')]
          const sent = [QUERY[index], QUERY[index], 'b']
          if (JSON.stringify(read) !== JSON.stringify(sent)) throw new Error(`${JSON.stringify(sent)} came as ${path}`)
        }
      },
    },
    healthy: false,
  },
  {
    id: 'K04',
    title: 'a base URL',
    steps: HEALTHY,
    cases: [
      ...badOptions(
        'baseUrl',
        [
          'javascript:alert(1)',
          'file:///etc/passwd',
          'ftp://127.0.0.1/',
          'https://user:CANARY@127.0.0.1/',
          'https://user@127.0.0.1/',
          'https://127.0.0.1/#fragment',
          'https://127.0.0.1/?query=1',
          'https://',
          'https://127.0.0.1:0/',
          'https://127.0.0.1:65536/',
          'http://127.0.0.1@evil/',
          'http://[fe80::1%25eth0]/',
          'https://exa mple/',
          '',
          'not a url',
          '//127.0.0.1/',
        ],
        { message: (text) => !text.includes('CANARY') },
      ),
      ...['https://xn--nxasmq6b.invalid/', 'https://exchange.invalid./', 'https://EXCHANGE.invalid/'].map(
        (baseUrl) => ({
          name: baseUrl,
          options: { baseUrl },
          healthy: false,
          read: { class: 'NetworkError', code: /^(ENOTFOUND|EAI_AGAIN)$/ },
        }),
      ),
      // Other notations of 127.0.0.1, which the origin shows in canonical form.
      ...['0177.0.0.1', '2130706433', '127.1', '0x7f.1'].map((host) => ({
        name: host,
        server: { name: host },
        read: { ...SUCCESS, requests: 1, check: hostIsCanonical },
      })),
    ],
  },
  {
    id: 'K05',
    title: 'a key that is not a string',
    steps: HEALTHY,
    async call() {
      const { CoinPort } = require('coinport')
      let asked = 0
      const getter = {
        get apiKey() {
          asked += 1
          return 'the-key'
        },
      }
      new CoinPort(getter)
      if (asked !== 1) throw new Error(`the getter was called ${asked} times`)
      const refused = [
        new String('key'),
        Buffer.from('key'),
        { toString: () => 'key' },
        7,
        ['key'],
        '',
        'a b',
        'a\nb',
        'ä',
      ]
      for (const apiKey of refused) {
        try {
          new CoinPort({ apiKey })
        } catch (error) {
          if (error.name === 'ConfigError' && error.option.startsWith('apiKey')) continue
          throw error
        }
        throw new Error(`${typeof apiKey} was taken`)
      }
    },
    read: { ...SUCCESS, connections: 0 },
  },
  {
    id: 'K06',
    title: 'order fields that JSON would change',
    steps: HEALTHY,
    // request() refuses values that JSON cannot express; it does not check the fields of an order.
    cases: refused(ORDER_FIELDS.slice(1), (client, volume) => client.request('POST', 'market/orders', { volume })),
  },
  {
    id: 'K07',
    title: 'timeouts',
    steps: HEALTHY,
    cases: [
      ...['timeout', 'connectTimeout'].flatMap((name) =>
        badOptions(name, [0, -1, 1e-9, 1.5, 2 ** 53, 2 ** 31, '1000', true, [], {}]),
      ),
      ...refused([Number.NaN, Number.POSITIVE_INFINITY, -0, 0, 2 ** 53, '1'], (client, timeout) =>
        client.getBalances({}, { timeout }),
      ),
      {
        name: 'the longest',
        options: { timeout: 2 ** 31 - 1, connectTimeout: 2 ** 31 - 1 },
        read: { ...SUCCESS, requests: 1 },
      },
    ],
  },
  {
    id: 'K08',
    title: 'proxies of the environment',
    async run({ faultServer, child }) {
      const trap = await faultServer([['stall']])
      const server = await faultServer(HEALTHY)
      const proxy = `http://127.0.0.1:${trap.port}`
      const loopback = { baseUrl: server.baseUrl }
      const elsewhere = { baseUrl: 'https://exchange.invalid/api', maxRetries: 0 }
      const all = { HTTPS_PROXY: proxy, ALL_PROXY: proxy, https_proxy: proxy, all_proxy: proxy }
      const unreached = { code: /^(ENOTFOUND|EAI_AGAIN)$/ }
      for (const [env, options, expected] of [
        [{ HTTP_PROXY: proxy, http_proxy: proxy }, loopback, SUCCESS],
        [all, loopback, SUCCESS],
        [{ ...all, NO_PROXY: 'exchange.invalid' }, elsewhere, unreached],
        [{ ...all, NO_PROXY: '*' }, elsewhere, unreached],
        [all, { ...elsewhere, proxy: false }, unreached],
        [{ HTTP_PROXY: proxy, http_proxy: proxy }, elsewhere, unreached],
      ]) {
        const caller = await child({ env })
        expect(JSON.stringify(env), await caller.ask('call', { kind: 'read', options }), expected)
        await caller.end()
      }
      if (trap.connections.length > 0) throw new Error(`${trap.connections.length} connections to the trap`)
      // Without an exception the proxy is used, so the test can detect it.
      const caller = await child({ env: all })
      await caller.ask('call', { kind: 'read', options: { ...elsewhere, connectTimeout: 300 } })
      if (trap.connections.length === 0) throw new Error('the trap would not have been met')
      await caller.end()
    },
  },
  {
    id: 'K09',
    title: 'a proxy that fails',
    healthy: false,
    cases: [
      ...[
        ['407', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n', /status 407/, /user name/],
        ['403', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nnobody'],
        ['302', 'HTTP/1.1 302 Found\r\nLocation: http://login.invalid/\r\n\r\n'],
        ['429', 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n\r\n'],
        ['500', 'HTTP/1.1 500 Internal Server Error\r\n\r\n'],
        ['502', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'],
        ['503', 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\n'],
        ['garbage', 'garbage\r\n\r\n'],
        ['headers without an end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(9000)}`],
        ['TLS', '\x15\x03\x03\x00\x02\x02\x28\r\n\r\n'],
      ].map(([name, bytes, message, hint]) => ({
        name,
        steps: [['until', '\r\n\r\n'], ['write', bytes], ['stall']],
        ...throughProxy({ code: 'ERR_PROXY_TUNNEL', attempts: 1, connections: 1 }, message, hint),
      })),
      {
        name: 'a closed connection',
        steps: [['until', '\r\n\r\n'], ['close']],
        ...throughProxy({ code: 'ECONNRESET' }, /closed the connection without a response/),
      },
      {
        name: 'a reset',
        steps: [['until', '\r\n\r\n'], ['rst']],
        ...throughProxy({ code: 'ECONNRESET' }),
      },
      {
        name: 'silence',
        steps: [['until', '\r\n\r\n'], ['stall']],
        clocks: true,
        ...throughProxy({ class: 'TimeoutError', code: /^(ETIMEDOUT|ECONNABORTED)$/ }),
      },
      ...[
        ['connection refused', 'http://user:proxy-password@127.0.0.1:1', /^ECONNREFUSED$/],
        ['a name without an address', 'http://user:proxy-password@proxy.invalid:3128', /^(ENOTFOUND|EAI_AGAIN)$/],
      ].map(([name, proxy, code]) => {
        const { read, write } = throughProxy({ code })
        const unmet = { connections: 0, check: undefined }
        return {
          name,
          steps: HEALTHY,
          options: { baseUrl: 'https://exchange.invalid/api', proxy },
          read: { ...read, ...unmet, attempts: 3 },
          write: { ...write, ...unmet },
        }
      }),
      // A proxy that does not speak TLS, although its URL says https.
      {
        name: 'that does not speak TLS',
        steps: [['write', 'HTTP/1.1 400 Bad Request\r\n\r\n'], ['close']],
        ...throughProxy({ code: 'EPROTO', attempts: 1, check: undefined }),
        options: ({ port }) => ({ baseUrl: 'https://exchange.invalid/api', proxy: `https://127.0.0.1:${port}` }),
      },
    ],
    options: ({ port }) => ({
      baseUrl: 'https://exchange.invalid/api',
      proxy: `http://user:proxy-password@127.0.0.1:${port}`,
    }),
  },
  {
    id: 'K10',
    title: 'a proxy with an http:// base URL',
    steps: HEALTHY,
    cases: badOptions('proxy', ['http://127.0.0.1:9', 'https://127.0.0.1:9', 'socks5://127.0.0.1:9', 'not a url']),
  },
  {
    id: 'K11',
    title: 'userAgent with line breaks',
    steps: HEALTHY,
    cases: badOptions('userAgent', ['a\r\nb', 'a\nHost: evil', '\0', '']),
  },
  {
    id: 'K12',
    title: 'two keys at one origin',
    steps: [['request'], answerWithKey, ['again']],
    async call(_client, { baseUrl }) {
      const { CoinPort } = require('coinport')
      const clients = ['first', 'second'].map((apiKey) => [apiKey, new CoinPort({ baseUrl, apiKey, rateLimit: false })])
      for (let done = 0; done < TWO_KEYS; done += 500) {
        const calls = Array.from({ length: Math.min(500, TWO_KEYS - done) }, (_, index) => clients[index % 2])
        const rows = await Promise.all(calls.map(([, client]) => client.getBalances()))
        for (const [index, [{ currency }]] of rows.entries()) {
          if (currency !== calls[index][0]) throw new Error(`${calls[index][0]} got the rows of ${currency}`)
        }
      }
      return TWO_KEYS
    },
    read: { value: counts(100_000), requests: counts(100_000) },
    healthy: false,
  },
  {
    id: 'K13',
    title: 'a function for a key',
    steps: [['request'], answerWithKey, ['again']],
    healthy: false,
    cases: [
      {
        name: 'that changes its answer',
        async call(_client, { baseUrl }) {
          const { CoinPort } = require('coinport')
          let key = 'old'
          const client = new CoinPort({ baseUrl, apiKey: () => key, rateLimit: false })
          const calls = Array.from({ length: 1000 }, (_, index) => {
            if (index === 500) key = 'new'
            return client.getBalances()
          })
          const seen = (await Promise.all(calls)).map(([{ currency }]) => currency)
          if (seen.some((currency, index) => currency !== (index < 500 ? 'old' : 'new')))
            throw new Error('keys are mixed')
          return seen.length
        },
        read: { value: 1000, requests: 1000, rise: 96 },
      },
      ...[
        [
          'that throws',
          () => {
            throw new Error('a vault is closed')
          },
        ],
        [
          'that rejects',
          async () => {
            throw new Error('a vault is closed')
          },
        ],
        ['that gives no string', () => 7],
        ['that gives nothing', () => undefined],
      ].map(([name, apiKey]) => ({
        name,
        call: (_client, { baseUrl }) => new (require('coinport').CoinPort)({ baseUrl, apiKey }).getBalances(),
        read: { class: 'ConfigError', option: 'apiKey', requests: 0 },
      })),
      {
        name: 'that hangs',
        clocks: true,
        call: (_client, { baseUrl }) =>
          new (require('coinport').CoinPort)({
            baseUrl,
            timeout: 1500,
            apiKey: () => new Promise(() => {}),
          }).getBalances(),
        read: { class: 'TimeoutError', phase: 'credentials', requests: 0, elapsed: [1500, 1750] },
      },
    ],
  },
]

const TWO_KEYS = counts(100_000)

/** Responds with balances whose currency is the key. */
function answerWithKey(connection) {
  const key = connection.requests.at(-1).headers.authorization.replace('Bearer ', '')
  return connection.write(reply('200 OK', BALANCES.replace('btc', key)))
}

function hostIsCanonical({ faultServer }) {
  const { host } = faultServer.requests[0].headers
  if (host !== `127.0.0.1:${faultServer.port}`) throw new Error(`the host is ${host}`)
}

/**
 * The expectation for a proxy that fails: an error about the proxy, without its password, and no request of the exchange
 * at the proxy.
 */
function throughProxy(expected, message = /./, hint = /HTTPS_PROXY/) {
  const read = {
    class: 'NetworkError',
    phase: 'connect',
    message: (text) =>
      message.test(text) &&
      /the proxy https?:\/\/(127\.0\.0\.1|proxy\.invalid):\d+/.test(text) &&
      !text.includes('proxy-password'),
    hint: (text) => hint.test(text) && /HTTPS_PROXY/.test(text) && !text.includes('baseUrl'),
    check: sawOnlyConnect,
    ...expected,
  }
  return { read, write: { ...read, outcome: 'not_sent', attempts: 1 } }
}

function sawOnlyConnect({ faultServer }) {
  for (const { received } of faultServer.connections) {
    const text = received.toString('latin1')
    if (!text.startsWith('CONNECT exchange.invalid:443 ')) throw new Error(`the proxy got ${text.slice(0, 80)}`)
    if (/^authorization:/im.test(text)) throw new Error('the proxy got the key')
    if (!/^proxy-authorization: Basic /im.test(text)) throw new Error('the proxy got no password')
  }
}

module.exports = { group: 'K', title: 'input and configuration', rows }
