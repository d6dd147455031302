'use strict'

const { counts } = require('../../support/counts.js')
const { HEALTHY } = require('../servers/fault-server.js')
const { SUCCESS } = require('../harness/outcomes.js')
const { BALANCES, reply } = require('../servers/replies.js')
const { rows: proxyRows } = require('./proxy.js')

const UNSENT = { requests: 0, connections: 0 }
/** A case for each value that `call(client, value)` must refuse before anything is sent. */
const refused = (values, call, more = {}) =>
  values.map((value) => ({
    name: typeof value === 'string' ? JSON.stringify(value).slice(0, 40) : String(typeof value),
    call: (client) => call(client, value),
    read: { class: 'ParamError', ...UNSENT, ...more },
  }))
/** A case for each option that the constructor must refuse. */
const badOptions = (name, values, more = {}) =>
  values.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`.slice(0, 60),
    options: { [name]: value },
    healthy: false,
    read: { class: 'ConfigError', ...UNSENT, option: name, ...more },
  }))

const ORDER_FIELDS = [undefined, () => {}, Symbol('1'), 1n, Number.NaN, Number.POSITIVE_INFINITY, new Map([['a', 1]])]

const FAILED_FUNCTION = { class: 'CredentialsError', code: 'ERR_CREDENTIALS' }
const UNUSABLE_KEY = { class: 'ConfigError', option: 'apiKey' }

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
      ...refused(
        [Number.NaN, Number.POSITIVE_INFINITY, -0, 0, 2 ** 53, '1'],
        (client, timeout) => client.getBalances({}, { timeout }),
        { class: 'ConfigError', option: 'timeout' },
      ),
      {
        name: 'the longest',
        options: { timeout: 2 ** 31 - 1, connectTimeout: 2 ** 31 - 1 },
        read: { ...SUCCESS, requests: 1 },
      },
    ],
  },
  ...proxyRows,
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
        // A thousand calls are made in one turn of the event loop.
        read: { value: 1000, requests: 1000, rise: 96, blocked: 250 },
      },
      ...[
        [
          'that throws',
          () => {
            throw new Error('a vault is closed')
          },
          FAILED_FUNCTION,
        ],
        [
          'that rejects',
          async () => {
            throw new Error('a vault is closed')
          },
          FAILED_FUNCTION,
        ],
        ['that gives no string', () => 7, UNUSABLE_KEY],
        ['that gives nothing', () => undefined, UNUSABLE_KEY],
      ].map(([name, apiKey, read]) => ({
        name,
        call: (_client, { baseUrl }) => new (require('coinport').CoinPort)({ baseUrl, apiKey }).getBalances(),
        read: { ...read, requests: 0 },
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

module.exports = { group: 'K', title: 'input and configuration', rows }
