'use strict'

// Results reach JavaScript packed, or as JSON if they have no packed form. A caller cannot tell the difference.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const calls = require('../../lib/generated/endpoints.js')
const shapes = require('../../lib/generated/builders.js')
const { cleanEnvironment, runScript, ROOT } = require('../support/script.js')
const { randomNumbers } = require('../support/random.js')
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

const AS_JSON = {
  getBalances: {
    'an undeclared field': `[${balance(',"new":[1.50,{"x":null}]')}]`,
    'a field named __proto__': `[${balance(',"__proto__":{"polluted":true}')}]`,
    'another order': '[{"balance":"1","currency":"btc","locked":"0"}]',
    'another order of optional fields': `[${balance(',"deposit_addresses":[],"account_type":"spot"')}]`,
    'half a surrogate pair': `[${balance(String.raw`,"account_type":"\ud83d"`)}]`,
    'a name with an escape': String.raw`[{"curr\u0065ncy":"btc","balance":"1","locked":"0"}]`,
    'only the last row differs': `[${Array(200).fill(balance())},${balance(',"x":1')}]`,
  },
  getTickers: {
    'a key named __proto__': `{"__proto__":${ticker()},"btcaud":${ticker()}}`,
    'an undeclared field inside': `{"btcaud":${ticker(',"new":1')}}`,
  },
  getDepth: {
    'another order of sides': '{"timestamp":1,"bids":[],"asks":[]}',
    'an undeclared field': '{"timestamp":1,"asks":[],"bids":[],"new":[]}',
  },
}

for (const [expected, tables] of [
  ['packed', PACKED],
  ['as JSON', AS_JSON],
]) {
  for (const [name, table] of Object.entries(tables)) {
    for (const [what, body] of Object.entries(table)) {
      test(`${name} is ${expected}: ${what}`, async (t) => {
        const before = built
        same(await call(t, name, body), JSON.parse(body))
        assert.equal(built - before, expected === 'packed' ? 1 : 0)
      })
    }
  }
}

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
  const body = `{"a":${ticker()},"b":${ticker()},"c":${ticker()}}`
  const { baseUrl } = await serve(t, body)
  same(await new CoinPort({ baseUrl }).getTickers({ markets: ['c', 'a'] }), {
    a: JSON.parse(ticker()),
    c: JSON.parse(ticker()),
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

test('any result equals that of JSON.parse', async (t) => {
  const random = fractions(20_241_124)
  const bodies = Array.from({ length: 400 }, (_, index) => (index % 2 ? randomBalances(random) : randomTickers(random)))
  const queues = { getBalances: [], getTickers: [] }
  const { baseUrl } = await serve(t, ({ url }, response) => {
    const body = (url.includes('balances') ? queues.getBalances : queues.getTickers).shift()
    json(response, 200, body, whole(body))
  })
  const coinport = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false })
  const before = built
  for (const body of bodies) {
    const name = body.startsWith('[') ? 'getBalances' : 'getTickers'
    queues[name].push(body)
    same(await coinport[name](), JSON.parse(body))
  }
  const packed = built - before
  assert.ok(packed > 100 && packed < 400, `${packed} of 400 were packed; the rest has unknown fields`)
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

/** A generator of reproducible numbers from 0 to 1. */
function fractions(seed) {
  const next = randomNumbers(seed)
  return () => next() / 2 ** 31
}

const ALPHABETS = ['abc', '0123456789.', 'é€😀ab', '\\"/\n\u0001 ', '\u007f\u0080\u00ff\u0100']

function randomText(random) {
  const letters = [...ALPHABETS[Math.floor(random() * ALPHABETS.length)]]
  const length = Math.floor(random() ** 4 * 300)
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('')
}

const sometimes = (random, fields) => Object.fromEntries(Object.entries(fields).filter(() => random() < 0.6))
const decimal = (random) => `${random() < 0.2 ? '-' : ''}${Math.floor(random() * 10 ** 6)}.${String(random()).slice(2)}`
const many = (random, make) => Array.from({ length: Math.floor(random() * 12) }, make)

function randomBalances(random) {
  const address = () =>
    sometimes(random, {
      currencies: many(random, () => `x${[...randomText(random).replace(/\p{Cc}/gu, '')].slice(0, 60).join('')}`),
      blockchain_key: random() < 0.3 ? null : randomText(random),
      address: random() < 0.3 ? null : randomText(random),
      state: 'active',
    })
  const rows = many(random, () => ({
    currency: `c${Math.floor(random() * 1000)}`,
    balance: decimal(random),
    locked: decimal(random),
    ...sometimes(random, {
      account_type: randomText(random),
      deposit_address: random() < 0.3 ? null : address(),
      deposit_addresses: many(random, address),
    }),
    ...(random() < 0.02 ? { unknown: randomText(random) } : {}),
  }))
  return JSON.stringify(rows)
}

function randomTickers(random) {
  const time = () => Math.floor((random() - 0.5) * 2 ** Math.floor(random() * 54))
  const market = () => {
    const at = random() < 0.5 ? { at: random() < 0.5 ? null : time() } : {}
    const average = sometimes(random, { avg_price: decimal(random) })
    const [high, last, low, open, volume] = Array.from({ length: 5 }, () => decimal(random))
    const change = sometimes(random, { price_change_percent: randomText(random) })
    const amounts = sometimes(random, { amount: decimal(random), vol: decimal(random) })
    const unknown = random() < 0.02 ? { unknown: 1 } : {}
    return {
      at: time(),
      ticker: { ...at, ...average, high, last, low, open, ...change, volume, ...amounts, ...unknown },
    }
  }
  return JSON.stringify(Object.fromEntries(many(random, () => [`m${Math.floor(random() * 1000)}`, market()])))
}
