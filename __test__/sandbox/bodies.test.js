const assert = require('node:assert/strict')
const { test } = require('node:test')
const { start } = require('../support/sandbox.js')

// The forms of a body that the exchange reads, and the methods that its paths have.

const BALANCES = { btc: '0.5' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const PARAMS = { market: 'btcaud', side: 'sell', volume: '0.001', price: '200000' }
const multipart = new FormData()
for (const [name, value] of Object.entries(PARAMS)) multipart.append(name, value)
const JSON_TYPE = { 'content-type': 'application/json' }

const BODIES = [
  ['JSON', { headers: JSON_TYPE, body: JSON.stringify(PARAMS) }, 201],
  ['JSON numbers', { headers: JSON_TYPE, body: '{"market":"btcaud","side":"sell","volume":1e-3,"price":2e5}' }, 201],
  ['a form', { headers: FORM, body: new URLSearchParams(PARAMS).toString() }, 201],
  ['a multipart form', { body: multipart }, 201],
  ['the query', { query: `?${new URLSearchParams(PARAMS)}` }, 201],
  ['unknown fields', { headers: JSON_TYPE, body: JSON.stringify({ ...PARAMS, client_id: 'x', list: [1] }) }, 201],
  ['malformed JSON', { headers: JSON_TYPE, body: '{"market":' }, 400, { errors: 'server.method.invalid_message_body' }],
  [
    ...['plain text', { headers: { 'content-type': 'text/plain' }, body: 'market=btcaud' }, 415],
    { error: "The provided content-type 'text/plain' is not supported." },
  ],
]

for (const [name, { query = '', headers: given, body }, status, expected] of BODIES) {
  test(`params as ${name}`, async (t) => {
    const own = await start(t, { balances: BALANCES })
    const bearer = { authorization: `Bearer ${own.sandbox.apiKey}` }
    const url = `${own.sandbox.url}/market/orders${query}`
    const response = await fetch(url, { method: 'POST', headers: { ...bearer, ...given }, body })
    const result = await response.json()
    assert.equal(response.status, status, JSON.stringify(result))
    if (expected) assert.deepEqual(result, expected)
    else assert.deepEqual([result.origin_volume, result.price], ['0.001', '200000.0'])
  })
}

test('a method that a path does not have is a 405, and writing needs a key', async (t) => {
  const { get, send } = await start(t)
  for (const [method, path] of [
    ['DELETE', 'market/orders'],
    ['POST', 'account/balances'],
    ['PUT', 'market/orders/1/cancel'],
  ]) {
    const { status, body } = await send(method, path, {})
    assert.deepEqual([status, body], [405, { errors: 'server.method_not_allowed' }])
  }
  assert.equal((await get('market/orders', { method: 'POST', headers: {} })).status, 401)
})

test('rails61: a missing param is a 500', async (t) => {
  const { send } = await start(t, { rails61: true })
  assert.equal((await send('POST', 'market/orders', { side: 'buy' })).status, 500)
  assert.equal((await send('POST', 'account/withdraws', {})).status, 500)
})
