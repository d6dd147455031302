'use strict'

// Frequent results reach JavaScript packed, others as JSON. A caller cannot tell the difference.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const calls = require('../../lib/generated/endpoints.js')
const shapes = require('../../lib/generated/builders.js')
const { cleanEnvironment, runScript, ROOT } = require('../support/script.js')
const { readFixture } = require('../support/fixtures.js')
const { json, serve } = require('../support/server.js')

/** The number of results that were built from their packed form. */
let built = 0
for (const [index, build] of shapes.entries()) {
  if (build)
    shapes[index] = (block) => {
      built += 1
      return build(block)
    }
}

const address = '{"currencies":["btc","ltc"],"blockchain_key":"bitcoin","address":"bc1q","state":"active"}'
const balance = (more = '') => `{"currency":"btc","balance":"0.5","locked":"0.0"${more}}`
const values = '"high":"2.0","last":"1.5","low":"1.0","open":"1.0","volume":"3.0"'
const order = (id, more) =>
  `{"id":${id},"uuid":"6c2b1e3f","side":"buy","ord_type":"limit","price":"1.0","state":"wait","market":"btcaud","created_at":"2024-11-23T08:20:05Z","updated_at":"2024-11-23T08:20:05Z","origin_volume":"1.0","remaining_volume":"1.0","executed_volume":"0.0","trades_count":0${more}}`
const ticker = (more = '') => `{"at":1732350005,"ticker":{${values}${more}}}`

const PACKED = {
  getBalances: {
    'no rows': '[]',
    'only what must be there': `[${balance()}]`,
    'all fields': `[${balance(`,"account_type":"spot","deposit_address":${address},"deposit_addresses":[${address}]`)}]`,
    'a null and an empty list': `[${balance(',"deposit_address":null,"deposit_addresses":[]')}]`,
    'rows that differ': `[${balance(',"account_type":"spot"')},${balance()},${balance(',"deposit_addresses":[{}]')}]`,
    'fields that are null': `[${balance(',"deposit_address":{"blockchain_key":null,"state":null}')}]`,
    escapes: `[${balance(String.raw`,"account_type":"a\"b\\c\/d\n\u00e9\u20ac\ud83d\ude00\u0000"`)}]`,
    'characters of one byte': `[${balance(',"account_type":"é ÿ \u00fe\u00fc"')}]`,
    'characters of two units': `[${balance(',"account_type":"€ 😀"')},${balance()}]`,
    'a long text': `[${balance(`,"account_type":"${'x'.repeat(70_000)}"`)},${balance()}]`,
    'texts of every length': `[${Array.from({ length: 260 }, (_, length) => balance(`,"account_type":"${'0123456789'.repeat(26).slice(0, length)}"`))}]`,
    'long texts, some of them twice': `[${['xy', 'xx', 'yy', 'y€', 'y€'].flatMap((pair) => [...pair].map((letter) => balance(`,"account_type":"${letter.repeat(40)}"`)))}]`,
    'many rows': `[${Array.from({ length: 500 }, (_, index) => balance(`,"account_type":"${index}${index % 3 ? '' : '€'}"`))}]`,
    'white space': `\n[ ${balance().replaceAll(',', ' ,\t').replaceAll(':', ' : ')} \r\n]  `,
    'a list longer than a code': `[${balance(`,"deposit_addresses":[${Array(300).fill(address)}]`)}]`,
  },
  getTickers: {
    'no entries': '{}',
    'all fields': `{"btcaud":${ticker(',"amount":"1","vol":"2"').replace('"high"', '"at":1,"avg_price":"1","high"').replace('"volume"', '"price_change_percent":"+1.5%","volume"')}}`,
    'keys that are numbers': `{"b":${ticker()},"2":${ticker()},"1":${ticker()},"01":${ticker()},"-1":${ticker()}}`,
    'keys of every object': `{"constructor":${ticker()},"toString":${ticker()},"hasOwnProperty":${ticker()}}`,
    'keys with other letters': `{"€uro":${ticker()},"é":${ticker()},"\\u0061":${ticker()}}`,
    'whole numbers of every size': `{${[0, 1, 255, 256, 65_535, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 53 - 1].map((at) => `"+${at}":{"at":${at},"ticker":{${values}}},"-${at}":{"at":-${at},"ticker":{${values}}}`)}}`,
    'a null instead of a number': `{"btcaud":${ticker().replace('"high"', '"at":null,"high"')}}`,
  },
  getKLine: {
    'no candles': '[]',
    tuples: '[[1732350000,"1.0","2.5","0.5","9.299e-05","0"],[1732350060,"1","1","1","1","1"]]',
    'many tuples': `[${Array.from({ length: 500 }, (_, index) => `[${index * 60},"1.${index}","2","0.5","1","${index}"]`)}]`,
  },
  getDepth: {
    'an empty book': '{"timestamp":1732350000,"asks":[],"bids":[]}',
    'both sides': '{"timestamp":1732350000,"asks":[["1.5","2"],["1.6","0.1"]],"bids":[["1.4","3"]]}',
    'many prices': `{"timestamp":1,"asks":[${Array.from({ length: 1000 }, (_, index) => `["${index}.5","0.${index}"]`)}],"bids":[]}`,
  },
}

/** Fields in another order come in the declared one. */
const IN_DECLARED_ORDER = {
  getBalances: {
    'another order': '[{"balance":"1","currency":"btc","locked":"0"}]',
    'another order of optional fields': `[${balance(',"deposit_addresses":[],"account_type":"spot"')}]`,
    'another order in some rows': `[${balance()},{"locked":"0","account_type":"a text of more than 24 characters","balance":"1","currency":"€uro"},${balance()}]`,
    'another order inside': `[{"deposit_addresses":[{"state":"active","address":"${'x'.repeat(40)}","blockchain_key":"${'y'.repeat(40)}"},{}],"locked":"0","deposit_address":{"state":"x","currencies":["btc"]},"balance":"1","currency":"btc"}]`,
  },
  getTickers: {
    'the order of a computed ticker': `{"btcaud":{"ticker":{"low":"1","high":"2","open":"3","last":"4","volume":"5","amount":"6","avg_price":"7","price_change_percent":"+8%","vol":"9","at":null},"at":10}}`,
  },
  getDepth: { 'another order of sides': '{"bids":[["1","2"]],"timestamp":1,"asks":[["3","4"]]}' },
}

/** Undeclared fields come after the declared ones. */
const WITH_UNDECLARED = {
  getBalances: {
    'an undeclared field': `[${balance(',"new":[1.50,{"x":null}]')}]`,
    'one in front': `[{"new":1e400,"currency":"btc","balance":"0.5","locked":"0.0"}]`,
    'one in some rows': `[${balance()},${balance(',"x":1')},${balance(',"y":2')},${balance(',"y":3,"x":4')}]`,
    'one in the last row': `[${Array(200).fill(balance())},${balance(',"x":1')}]`,
    'one in every row': `[${Array.from({ length: 200 }, (_, index) => balance(`,"x":"${index}"`))}]`,
    'one inside': `[${balance(`,"deposit_address":{"tag":7},"deposit_addresses":[{},{"tag":{"a":8}},{"tag":[]}]`)},${balance(',"deposit_addresses":[{"tag":9}]')}]`,
    'a repeated one': `[${balance(',"x":1,"y":2,"x":{"a":3,"a":4}')},${balance(',"y":5,"x":6,"y":7,"\\u0079":8')}]`,
    'a field named __proto__': `[${balance(',"__proto__":{"polluted":true},"x":{"__proto__":1}')}]`,
    'names of every object': `[${balance(',"constructor":1,"toString":null,"valueOf":{},"hasOwnProperty":"x"')}]`,
    'names that are numbers': `[${balance(',"1":"b","0":"a","-1":"c","01":"d"')}]`,
    'an empty name, and one with escapes': `[${balance(String.raw`,"":1,"\"\\\n\u00e9\ud83d\ude00":2`)}]`,
    'half a surrogate pair': `[${balance(String.raw`,"account_type":"\ud83d"`)},${balance(String.raw`,"x":"\ude00","account_type":"\ude00\ud83d"`)}]`,
    'half a surrogate pair inside': `[${balance(String.raw`,"deposit_addresses":[{},{"address":"\ud83d","state":"\ude00"}]`)}]`,
    'every kind of value': `[${balance(String.raw` , "a" : -0 , "b" : [ ] , "c" : { } , "d" : "\ud83d" , "e" : false , "f" : 12345678901234567890 , "g" : "é€" `)}]`,
  },
  getTickers: {
    'an undeclared field': `{"b":${ticker(',"new":"1.5"')},"2":${ticker(',"new":"2.5"')},"a":${ticker(',"new":"3.5"')}}`,
    'one outside': `{"btcaud":{"bid":"1",${ticker().slice(1)}}`,
    'keys that JavaScript orders': `{"b":${ticker(',"new":1')},"1":${ticker(',"new":2')},"__proto__":${ticker(',"new":3')}}`,
  },
  getDepth: { 'an undeclared field': '{"timestamp":1,"asks":[],"bids":[],"new":[]}' },
  getOrderBook: {
    'one in every order': `{"asks":[${order(1, ',"new":1')},${order(2, ',"new":2')}],"bids":[${order(3, ',"new":{}')}],"at":4}`,
  },
}

/** What the exchange documents: tickers from its cache, and tickers computed on request. */
const DOCUMENTED = Object.entries(readFixture('getTickers'))

for (const tables of [PACKED, WITH_UNDECLARED, IN_DECLARED_ORDER]) {
  for (const [name, table] of Object.entries(tables)) {
    for (const [what, body] of Object.entries(table)) {
      test(`${name} is packed: ${what}`, async (t) => {
        const before = built
        const result = await call(t, name, body)
        if (tables === PACKED) same(result, JSON.parse(body))
        else assert.deepStrictEqual(result, JSON.parse(body))
        assert.equal(built - before, 1)
      })
    }
  }
}

test('both documented forms of tickers are packed, also with a new field', async (t) => {
  assert.ok('at' in DOCUMENTED[0][1].ticker && 'vol' in DOCUMENTED[1][1].ticker, 'the fixture has both forms')
  const before = built
  for (const [market, { at, ticker }] of DOCUMENTED) {
    for (const more of [{}, { best_bid: '1.5' }]) {
      const tickers = { [market]: { at, ticker: { ...ticker, ...more } } }
      assert.deepStrictEqual(await call(t, 'getTickers', JSON.stringify(tickers)), tickers)
    }
  }
  assert.equal(built - before, 4)
})

test('balances are packed in any order and with new fields', async (t) => {
  const before = built
  const reversed = readFixture('getBalances').map((row) => Object.fromEntries(Object.entries(row).reverse()))
  const rows = reversed.map((row, index) => ({ total: `${index}.5`, ...row, name: { en: 'Coin' } }))
  assert.deepStrictEqual(await call(t, 'getBalances', JSON.stringify(rows)), rows)
  assert.equal(built - before, 1)
})

test('a packed result has the declared types', async (t) => {
  const before = built
  const body = `{"btcaud":${ticker(',"amount":1.10')}}`.replace('1732350005', '"1732350005"')
  const { btcaud } = await call(t, 'getTickers', body)
  assert.strictEqual(btcaud.at, 1732350005)
  assert.strictEqual(btcaud.ticker.amount, '1.10')
  assert.equal(built - before, 1)
  const [candle] = await call(t, 'getKLine', '[["1732350000",1.10,2,0.50,9.299e-05,0]]')
  assert.deepStrictEqual(candle, [1732350000, '1.10', '2', '0.50', '9.299e-05', '0'])
  assert.equal(built - before, 2)
})

test('a selection of markets is packed', async (t) => {
  const before = built
  const body = `{"a":${ticker(',"new":1')},"b":{"nothing":["declared"]},"c":${ticker(',"new":2')}}`
  const { baseUrl } = await serve(t, body)
  same(await new CoinPort({ baseUrl }).getTickers({ markets: ['c', 'a'] }), {
    a: JSON.parse(ticker(',"new":1')),
    c: JSON.parse(ticker(',"new":2')),
  })
  assert.equal(built - before, 1)
})

test('request() on a known path is packed, on any other path JSON', async (t) => {
  const { baseUrl } = await serve(t, `[${balance()}]`)
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  const before = built
  same(await coinport.request('GET', 'account/balances'), [JSON.parse(balance())])
  assert.equal(built - before, 1)
  same(await coinport.request('GET', 'account/other'), [JSON.parse(balance())])
  assert.equal(built - before, 1)
})

test('the objects of packed results are ordinary: mutable, cloneable and independent', async (t) => {
  const { baseUrl } = await serve(t, PACKED.getBalances['all fields'])
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  const [first, second] = await Promise.all([coinport.getBalances(), coinport.getBalances()])
  assert.equal(Object.getPrototypeOf(first[0]), Object.prototype)
  first[0].deposit_address.currencies.push('doge')
  first[0].balance = 'changed'
  delete first[0].locked
  same(second, JSON.parse(PACKED.getBalances['all fields']))
  same(structuredClone(second), second)
})

test('packed results need no code generation from strings', async (t) => {
  const { baseUrl } = await serve(t, PACKED.getTickers['all fields'])
  const script = `require('coinport').getTickers().then((tickers) => console.log(Object.keys(tickers).join()))`
  const args = ['--disallow-code-generation-from-strings']
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl }, args })
  assert.equal(stdout, 'btcaud\n', stderr)
})

test('names of Object.prototype are ordinary keys, even if it is frozen', async (t) => {
  const { baseUrl } = await serve(t, PACKED.getTickers['keys of every object'])
  const call = `require('coinport').getTickers().then((tickers) => {
    console.log(Object.keys(tickers).join(), Object.getPrototypeOf(tickers) === Object.prototype)
  })`
  for (const [script, args] of [
    [`Object.freeze(Object.prototype); ${call}`, []],
    [call, ['--frozen-intrinsics']],
    // An assignment would call the setter.
    [`Object.defineProperty(Object.prototype, 'constructor', { set() {}, get() {} }); ${call}`, []],
  ]) {
    const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl }, args })
    assert.equal(stdout, 'constructor,toString,hasOwnProperty true\n', stderr)
  }
})

test('a text that comes again has the same value in every thread', async (t) => {
  const { baseUrl } = await serve(t, PACKED.getBalances['all fields'])
  const script = `
    const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads')
    const { CoinPort } = require('coinport')
    async function results() {
      const coinport = new CoinPort({ apiKey: 'a-key', rateLimit: false })
      const all = []
      for (let count = 0; count < 4; count += 1) all.push(JSON.stringify(await coinport.getBalances({ page: 1 })))
      return all
    }
    async function main() {
      if (!isMainThread) return parentPort.postMessage(await results())
      const all = await results()
      for (let count = 0; count < 2; count += 1) {
        const worker = new Worker(process.argv[1], { eval: true })
        all.push(...(await new Promise((resolve) => worker.once('message', resolve))))
      }
      console.log(all.length, new Set(all).size, [...new Set(all)][0])
    }
    main()`
  const run = `process.argv[1] = ${JSON.stringify(script)}; eval(process.argv[1])`
  const { stdout, stderr } = await runScript(run, { env: { COINPORT_BASE_URL: baseUrl } })
  assert.equal(stdout, `12 1 ${JSON.stringify(JSON.parse(PACKED.getBalances['all fields']))}\n`, stderr)
})

test('the first result is built even if no file can be opened', {
  skip: process.platform === 'win32',
}, async (t) => {
  const bodies = { balances: `[${balance()}]`, orders: '[]', other: '{}' }
  const { baseUrl } = await serve(t, ({ url }) => bodies[/[a-z]+(?=\?|$)/.exec(url)[0]])
  const script = `
    const { openSync } = require('node:fs')
    const { CoinPort } = require('coinport')
    console.log('loaded')
    const coinport = new CoinPort({ apiKey: async () => 'key' })
    async function main() {
      // Opens the connection that is used below.
      await coinport.request('GET', 'other')
      const held = []
      try { for (;;) held.push(openSync('/dev/null')) } catch {}
      const [{ currency }] = await coinport.getBalances()
      for await (const _ of coinport.getOrders());
      console.log(held.length > 1, currency)
    }
    main()`
  const limited = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, '--eval', script]
  const { stdout, stderr } = await new Promise((resolve) => {
    const env = { ...cleanEnvironment(), COINPORT_BASE_URL: baseUrl }
    execFile('sh', limited, { cwd: ROOT, env }, (_error, stdout, stderr) => resolve({ stdout, stderr }))
  })
  assert.equal(stdout, 'loaded\ntrue btc\n', stderr)
})

test('every packed call is in the list of calls', () => {
  assert.equal(shapes.length, calls.length)
})

async function call(t, name, body) {
  const { baseUrl } = await serve(t, (_request, response) => json(response, 200, body, whole(body)))
  const { keys } = calls.find((known) => known.name === name)
  return new CoinPort({ baseUrl, apiKey: 'key' })[name](...keys.map(() => 'btcaud'))
}

/** The page headers of a list with a single page. */
function whole(body) {
  const value = JSON.parse(body)
  return Array.isArray(value) ? { total: String(value.length), 'per-page': '1000' } : {}
}

/** Asserts equality, including the order of keys at every depth. */
function same(actual, expected) {
  assert.deepStrictEqual(actual, expected)
  assert.equal(JSON.stringify(actual), JSON.stringify(expected))
}
