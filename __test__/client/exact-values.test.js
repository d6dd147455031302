const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort, DecodeError } = require('coinport')
const { json, serve } = require('../support/server.js')

const balances = (fields) => `[{"currency":"btc",${fields}}]`
const ticker = (outer, inner = '') =>
  `{"btcaud":{${outer},"ticker":{"high":"2.0","last":"1.5","low":"1.0","open":"1.0","volume":"3.0"${inner}}}}`

const EXACT = [
  [
    'a number with 20 digits',
    balances('"balance":152990.10000000000000001,"locked":"0.0"'),
    '152990.10000000000000001',
  ],
  ['a string with trailing zeros', balances('"balance":"0.0312500000000000","locked":"0.0"'), '0.0312500000000000'],
  ['a number in exponent notation', balances('"balance":1e-8,"locked":"0.0"'), '1e-8'],
  ['a string in exponent notation', balances('"balance":"1e-8","locked":"0.0"'), '1e-8'],
  ['a whole number', balances('"balance":1500,"locked":"0.0"'), '1500'],
  [
    '28 decimals',
    balances('"balance":0.1234567890123456789012345678,"locked":"0.0"'),
    '0.1234567890123456789012345678',
  ],
  ['a negative zero', balances('"balance":"-0.0","locked":"0.0"'), '-0.0'],
]

for (const [name, body, expected] of EXACT) {
  test(`a decimal keeps every character: ${name}`, async (t) => {
    const { baseUrl } = await serve(t, body)
    const [row] = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
    assert.equal(row.balance, expected)
    assert.equal(row.locked, '0.0')
  })
}

for (const sent of ['"1732350005"', '1732350005']) {
  test(`a time is a number, sent as ${sent}`, async (t) => {
    const { baseUrl } = await serve(t, ticker(`"at":${sent}`, `,"at":${sent}`))
    const { btcaud } = await new CoinPort({ baseUrl }).getTickers()
    assert.strictEqual(btcaud.at, 1732350005)
    assert.strictEqual(btcaud.ticker.at, 1732350005)
  })
}

test('null stays null and absent stays absent', async (t) => {
  const { baseUrl } = await serve(t, ticker('"at":1', ',"at":null'))
  const { btcaud } = await new CoinPort({ baseUrl }).getTickers()
  assert.strictEqual(btcaud.ticker.at, null)
  assert.ok(!('vol' in btcaud.ticker))
})

test('unknown fields arrive as JSON.parse gives them, and no name reaches a prototype', async (t) => {
  const body = balances(
    '"balance":"1","locked":"0","new":{"deep":[1.50,{"x":null}],"__proto__":{"polluted":true}},"__proto__":7',
  )
  const { baseUrl } = await serve(t, body)
  const rows = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
  assert.deepEqual(rows, JSON.parse(body))
  assert.deepEqual(Object.keys(rows[0]), ['currency', 'balance', 'locked', 'new', '__proto__'])
  assert.equal({}.polluted, undefined)
  assert.equal(Object.getPrototypeOf(rows[0]), Object.prototype)
})

test('results are ordinary objects: mutable, cloneable, with the order of keys that was sent', async (t) => {
  const { baseUrl } = await serve(t, ticker('"at":1'))
  const tickers = await new CoinPort({ baseUrl }).getTickers()
  assert.deepEqual(structuredClone(tickers), tickers)
  tickers.btcaud.ticker.last = 'changed'
  assert.deepEqual(Object.keys(tickers.btcaud.ticker), ['high', 'last', 'low', 'open', 'volume'])
})

const REFUSED = [
  ['a missing amount', balances('"locked":"0.0"'), '[0].balance', 'is missing'],
  ['an amount that is null', balances('"balance":null,"locked":"0.0"'), '[0].balance', 'is not a decimal'],
  ['an amount with a comma', balances('"balance":"1,5","locked":"0.0"'), '[0].balance', 'is not a decimal'],
  [
    'an amount that comes twice',
    balances('"balance":"1","balance":"2","locked":"0.0"'),
    '[0].balance',
    'appears twice',
  ],
  ['an object for a list', '{"errors":["x"]}', '', 'is not a list'],
  ['a page of HTML', '<html>maintenance</html>', '', 'is not JSON'],
  ['an empty body', '', '', 'is not JSON'],
  ['half a body', '[{"currency":"btc"', '', 'is not JSON'],
]

for (const [name, body, path, message] of REFUSED) {
  test(`the path of a DecodeError: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, body)
    const error = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances().then(assert.fail, (error) => error)
    assert.ok(error instanceof DecodeError)
    assert.equal(error.code, 'ERR_BAD_RESPONSE')
    assert.equal(error.path, path)
    assert.ok(error.message.includes(message), error.message)
    assert.equal(error.status, 200)
    assert.equal(requests.length, 1)
  })
}

test('only the selected markets reach JavaScript', async (t) => {
  const one = ticker('"at":"7"').slice(1, -1)
  const { baseUrl, requests } = await serve(
    t,
    `{${one},${one.replace('btcaud', 'ethaud')},${one.replace('btcaud', 'xrpaud')}}`,
  )
  const coinport = new CoinPort({ baseUrl })
  assert.deepEqual(Object.keys(await coinport.getTickers({ markets: ['xrpaud', 'unknown', 'btcaud'] })), [
    'btcaud',
    'xrpaud',
  ])
  assert.deepEqual(await coinport.getTickers({ markets: [] }), {})
  assert.equal(Object.keys(await coinport.getTickers({ markets: null })).length, 3)
  assert.ok(requests.every((request) => !request.url.includes('?')))
})

test('compressed responses are requested and read', async (t) => {
  const { brotliCompressSync, gzipSync } = require('node:zlib')
  const codings = { gzip: gzipSync, br: brotliCompressSync }
  for (const [coding, compress] of Object.entries(codings)) {
    const { baseUrl, requests } = await serve(t, (_request, response) => {
      json(response, 200, compress(balances('"balance":0.10,"locked":"0"')), { 'content-encoding': coding })
    })
    const [row] = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
    assert.equal(row.balance, '0.10')
    assert.ok(requests[0].headers['accept-encoding'].split(/, ?/).includes(coding))
  }
})

test('numbers in params and in error bodies keep their last digit', async (t) => {
  // Parsers that round twice return the neighbour of each of these.
  const numbers = [31.245270191439438, 121.48791951161945, 8.533955857709822]
  const received = []
  const { baseUrl } = await serve(t, (request, response) => {
    const query = new URL(request.url, baseUrl).searchParams.getAll('n[]')
    received.push(...query)
    request.on('data', (body) => received.push(...String(body).match(/[\d.]+/g)))
    request.on('end', () => json(response, 422, `{"errors":["e"],"n":[${numbers}]}`))
  })
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  for (const method of ['GET', 'POST']) {
    const error = await client.request(method, 'market/other', { n: numbers }).then(assert.fail, (error) => error)
    assert.deepEqual(error.response.data.n, numbers)
  }
  assert.deepEqual(received, [...numbers, ...numbers].map(String))
})
