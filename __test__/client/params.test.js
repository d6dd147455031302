'use strict'

// Params and options are read at the moment of the call: own properties, once each.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const vm = require('node:vm')
const { CoinPort, ParamError } = require('coinport')
const { runScript } = require('../support/script.js')
const { json, serve } = require('../support/server.js')

const DEPOSITS = Array.from({ length: 350 }, (_, index) => ({
  id: 350 - index,
  currency: 'btc',
  amount: '1.0',
  fee: '0.0',
}))

/** Serves the deposits in pages of 100. */
const deposits = (t) =>
  serve(t, ({ url }, response) => {
    const { searchParams } = new URL(url, 'http://localhost')
    const [page, limit] = ['page', 'limit'].map((name) => Number(searchParams.get(name) ?? 1))
    const rows = DEPOSITS.slice((page - 1) * limit, page * limit)
    json(response, 200, JSON.stringify(rows), { total: '350', 'per-page': String(limit), page: String(page) })
  })

async function collect(list) {
  const rows = []
  for await (const row of list) rows.push(row)
  return rows
}

class Filter {
  get page() {
    return 2
  }
}

const INHERITED = {
  'a getter of a class': () => new Filter(),
  'a prototype with a page': () => Object.create({ page: 3 }),
  'a prototype with a limit': () => Object.create({ limit: 7 }),
  'another realm': () => vm.runInNewContext('Object.create({ page: 3 })'),
}

for (const [name, make] of Object.entries(INHERITED)) {
  test(`inherited params are ignored, also by the iterator: ${name}`, async (t) => {
    const { baseUrl, requests } = await deposits(t)
    const rows = await collect(new CoinPort({ baseUrl, apiKey: 'key' }).getDeposits(make()))
    assert.deepEqual(rows, DEPOSITS)
    assert.deepEqual(
      requests.map(({ url }) => new URL(url, 'http://localhost').searchParams.get('limit')),
      ['100', '99', '98', '97'],
    )
  })
}

test('properties of Object.prototype are ignored in params and options', async (t) => {
  const { baseUrl } = await deposits(t)
  const script = `
    const { CoinPort } = require('coinport')
    async function main() {
      const polluted = { page: 3, limit: 7, timeout: 1, signal: {}, apiKey: 'other', logger: {}, ca: 'none' }
      for (const [name, value] of Object.entries(polluted))
        Object.defineProperty(Object.prototype, name, { __proto__: null, value, writable: true, configurable: true })
      const counts = []
      for (const args of [[], [{}], [{}, {}], [{ currency: 'btc' }, { maxRetries: 0 }]]) {
        let rows = 0
        for await (const _ of new CoinPort({}).getDeposits(...args)) rows += 1
        counts.push(rows)
      }
      for (const name of Object.keys(polluted)) delete Object.prototype[name]
      console.log(counts.join())
    }
    main()`
  const env = { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' }
  const { stdout, stderr } = await runScript(script, { env })
  assert.deepEqual([stdout, stderr], ['350,350,350,350\n', ''])
})

test('every property of params and options is read once, even for a list of several pages', async (t) => {
  const { baseUrl } = await deposits(t)
  const reads = {}
  const counted = (fields) =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => {
          const get = () => {
            reads[name] = (reads[name] ?? 0) + 1
            return value
          }
          return [name, { get, enumerable: true }]
        }),
      ),
    )
  const { signal } = new AbortController()
  const params = counted({ page: 1, limit: 100, currency: 'btc' })
  const list = new CoinPort({ baseUrl, apiKey: 'key' }).getDeposits(params, counted({ signal, timeout: 5000 }))
  assert.deepEqual(await collect(list), DEPOSITS)
  assert.deepEqual(reads, { page: 1, limit: 1, currency: 1, signal: 1, timeout: 1 })
})

test('changing params after the call has no effect on it, its pages or its error', async (t) => {
  const { baseUrl, requests } = await deposits(t)
  const params = { limit: 100, currency: 'btc' }
  // The key function is called before the request is prepared.
  const list = new CoinPort({ baseUrl, apiKey: async () => 'key' }).getDeposits(params)
  Object.assign(params, { limit: 10, page: 3, currency: 'eth' })
  assert.deepEqual(await collect(list), DEPOSITS)
  assert.ok(requests.every(({ url }) => url.includes('currency=btc')))

  const asked = { currency: 'btc' }
  const refused = await serve(t, (_request, response) => json(response, 404, '{}'))
  const call = new CoinPort({ baseUrl: refused.baseUrl, apiKey: 'key' }).getDeposits(asked)
  asked.currency = 'eth'
  await assert.rejects(call, ({ config }) => assert.deepEqual(config.params, { currency: 'btc' }) === undefined)
})

const UNREADABLE = {
  'a getter': `{ get page() { throw new Error('broken') } }`,
  'a proxy': `new Proxy({}, { ownKeys() { throw new Error('broken') } })`,
}

for (const [name, source] of Object.entries(UNREADABLE)) {
  test(`params and options that cannot be read fail the call only: ${name} that throws`, async () => {
    const script = `
      const { CoinPort, ConfigError } = require('coinport')
      const coinport = new CoinPort({ apiKey: 'key' })
      const params = ${source}
      async function main() {
        const calls = [
          () => coinport.getDeposits(params),
          async () => { for await (const _ of coinport.getDeposits(params)); },
          () => coinport.getBalances({}, params),
          () => coinport.request('POST', 'market/orders', params),
        ]
        for (const call of calls) {
          const error = await call().then(() => undefined, (error) => error)
          if (!(error instanceof ConfigError) || error.cause.message !== 'broken') throw error
          console.log(error.option, error.outcome)
        }
      }
      main()`
    const { code, stdout, stderr } = await runScript(script)
    assert.deepEqual([code, stderr], [0, ''])
    const option = name === 'a getter' ? 'page' : 'params'
    assert.equal(stdout, `${option} undefined\n${option} undefined\noptions undefined\n${option} not_sent\n`)
  })
}

class Order {
  #price = '1.0'
  get price() {
    return this.#price
  }
}

class BigNumber {
  s = 1
  e = -1
  c = [10000000000000]
  toFixed() {
    return '0.1'
  }
}

const cycle = {}
cycle.order = { parts: [cycle] }
let deep = {}
for (let level = 0; level < 10_000; level += 1) deep = level % 2 ? [deep] : { deep }

/** Values that JSON would empty, change or drop, and the error for each. */
const NOT_PLAIN = {
  'a promise': [Promise.resolve('1'), /a promise: await it first$/],
  // biome-ignore lint/suspicious/noThenProperty: query builders have one
  'another promise': [{ __proto__: { then() {} } }, /a promise: await it first$/],
  'a URL': [new URL('https://exchange.example'), /an instance of URL/],
  'URL search params': [new URLSearchParams('page=2'), /an instance of URLSearchParams/],
  'a regular expression': [/1/, /an instance of RegExp/],
  'a class with private fields': [new Order(), /an instance of Order/],
  'a decimal of a library': [new BigNumber(), /an instance of BigNumber: .*value\.toFixed\(\) or value\.toString\(\)$/],
  'a Date': [new Date(0), /a Date: .*seconds since 1970/],
  'a Map': [new Map([['a', 1]]), /pass Object\.fromEntries\(map\)$/],
  'a Set': [new Set([1]), /an instance of Set/],
  bytes: [Buffer.from('1'), /an instance of Buffer/],
  'a boxed number': [Object(1.5), /an instance of Number: (?!.*toFixed)/],
  'a boxed text': [Object('1.5'), /an instance of String/],
  'an error': [new Error('1'), /an instance of Error/],
  'an object with a prototype of its own': [Object.create({ price: 1 }), /a prototype of its own/],
  'a bigint': [1n, /a bigint: pass its text, String\(value\)$/],
  NaN: [Number.NaN, /must be a finite number, not NaN$/],
  Infinity: [Number.NEGATIVE_INFINITY, /not -Infinity$/],
  'a symbol': [Symbol('1'), /not a symbol$/],
  'a function': [() => '1', /not a function$/],
  'undefined in a list': [[undefined], /not undefined$/],
  // biome-ignore lint/suspicious/noSparseArray: it is under test
  'a hole in a list': [['1', , '2'], /not undefined$/],
  'an object with toJSON': [{ toJSON: () => '1' }, /not a function$/],
  'a cycle': [cycle, /must not contain itself$/],
  'ten thousand levels': [deep, /must not be nested in more than 32 lists and objects$/],
}

for (const [name, [value, says]] of Object.entries(NOT_PLAIN)) {
  test(`a value that is not plain data is refused: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, '{}')
    const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
    for (const method of ['POST', 'GET']) {
      const call = coinport.request(method, 'market/orders', { order: { price: value } })
      const error = await call.then(assert.fail, (error) => error)
      assert.ok(error instanceof ParamError, error.stack)
      assert.equal(error.code, 'ERR_BAD_OPTION_VALUE')
      assert.ok(error.option.startsWith('order.price') && error.message.startsWith(error.option), error.message)
      assert.match(error.message, says)
      assert.equal(error.outcome, method === 'POST' ? 'not_sent' : undefined)
    }
    if (typeof value === 'object' && !Array.isArray(value)) {
      const body = coinport.request('POST', 'market/orders', value)
      await assert.rejects(body, { name: 'ParamError', outcome: 'not_sent' })
    }
    assert.equal(requests.length, 0)
  })
}

test('built-in objects without fields are refused as query params too', async (t) => {
  const { baseUrl, requests } = await serve(t, '[]')
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  for (const params of [Promise.resolve({}), new Map(), new URLSearchParams('page=2'), new Date(), Object('page')])
    await assert.rejects(coinport.getDeposits(params), { name: 'ParamError', option: 'params' })
  assert.equal(requests.length, 0)
})

const PLAIN = {
  'objects of another realm': vm.runInNewContext('({ a: { b: ["1", { c: 1.5 }] } })'),
  'objects without a prototype': { __proto__: null, a: { __proto__: null, b: '1' } },
  'every scalar': { text: '1', number: 1e-7, zero: -0, yes: true, no: false, none: null, list: [[], [null]] },
  'one object in two places': ((part) => ({ a: part, b: [part, part] }))({ price: '1' }),
  'a field named __proto__': JSON.parse('{"__proto__":{"a":1},"b":{"__proto__":2}}'),
  'a proxy': new Proxy({ a: [1] }, {}),
  'what is undefined is left out': { a: undefined, b: { c: undefined, d: 1 } },
}

for (const [name, params] of Object.entries(PLAIN)) {
  test(`plain data is sent as JSON.stringify writes it: ${name}`, async (t) => {
    let body = ''
    const { baseUrl } = await serve(t, (request, response) => {
      request.on('data', (text) => {
        body += text
      })
      request.on('end', () => response.end('{}'))
    })
    await new CoinPort({ baseUrl, apiKey: 'key' }).request('POST', 'public/echo', params)
    assert.equal(body, JSON.stringify(params))
  })
}

test('a name in an error is shortened and has no control characters', async () => {
  const name = `\u001b[31m\u202e${'x'.repeat(1000)}`
  const error = await new CoinPort({ apiKey: 'key' })
    .request('POST', 'market/orders', { [name]: 1n })
    .then(assert.fail, (error) => error)
  assert.match(error.option, /^\[31mx{60}$/)
})

test('request() sends params that are not declared, also on a declared path', async (t) => {
  const { baseUrl, requests } = await serve(t, '[]')
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  await coinport.request('GET', 'account/balances', { nonzero: true, new_filter: ['a', 'b'] })
  assert.match(requests[0].url, /\?nonzero=true&new_filter\[\]=a&new_filter\[\]=b&page=1&limit=1000$/)
  await assert.rejects(coinport.getBalances({ new_filter: 'a' }), { option: 'new_filter' })
})

const DATES = [
  ['2026-11-23T10:00:00.000Z', '1795428000'],
  ['2026-11-23T10:00:00.999Z', '1795428000'],
  ['1970-01-01T00:00:00.000Z', '0'],
]

for (const [time, seconds] of DATES) {
  test(`a Date is sent as the second that it is in: ${time}`, async (t) => {
    const { baseUrl, requests } = await serve(t, '[]')
    const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
    const date = vm.runInNewContext(`new Date('${time}')`)
    await coinport.getOrders({ time_from: new Date(time), time_to: date })
    await coinport.getKLine('btcaud', { time_from: date })
    await collect(coinport.getDeposits({ time_to: date }))
    for (const { url } of requests) {
      const { searchParams } = new URL(url, 'http://localhost')
      assert.equal(searchParams.get('time_from') ?? searchParams.get('time_to'), seconds, url)
    }
  })
}

const NO_DATES = [
  ['that is invalid', { time_from: new Date(Number.NaN) }, 'time_from', /must be a valid Date/],
  ['before 1970', { time_from: new Date(-1) }, 'time_from', /whole seconds since 1970/],
  ['where no time is expected', { market: new Date(0) }, 'market', /a Date: times are whole seconds/],
  ['in a list', { state: [new Date(0)] }, 'state[0]', /a Date/],
  ['as a number of milliseconds', { time_from: Date.now() }, 'time_from', /looks like milliseconds/],
]

for (const [name, params, option, says] of NO_DATES) {
  test(`a Date ${name} is refused`, async () => {
    const coinport = new CoinPort({ baseUrl: 'http://127.0.0.1:9', apiKey: 'key' })
    await assert.rejects(coinport.getOrders(params), { name: 'ParamError', option, message: says })
  })
}
