'use strict'

// What the calls that change something make of a response with a status of success.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const Big = require('big.js')
const coinport = require('coinport')
const { fixtureText, readFixture } = require('../support/fixtures.js')
const { json, serve } = require('../support/server.js')
const { BENEFICIARY, ORDER, TRANSFER, WITHDRAW, WRITES } = require('../support/writes.js')

const { CoinPort } = coinport

test('the functions of the package are the methods of the default client', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => json(response, 201, fixtureText('createOrder')))
  coinport.configure({ baseUrl, apiKey: 'key' })
  assert.deepEqual(await coinport.createOrder(ORDER), readFixture('createOrder'))
  for (const { name } of WRITES) assert.equal(typeof coinport[name], 'function', name)
})

for (const status of [200, 201]) {
  test(`a POST succeeds with status ${status}`, async (t) => {
    const { baseUrl } = await serve(t, (_request, response) => json(response, status, fixtureText('createOrder')))
    const { response } = await new CoinPort({ baseUrl, apiKey: 'key' }).createOrder(ORDER).withResponse()
    assert.equal(response.status, status)
  })
}

test('amounts are sent with the digits of the caller', async (t) => {
  const bodies = []
  const { baseUrl } = await serve(t, (request, response) => {
    request.on('data', (text) => bodies.push(String(text)))
    request.on('end', () => {
      const [volume, price] = ['volume', 'price'].map((name) => Big(JSON.parse(bodies.at(-1))[name]).toFixed())
      json(response, 201, JSON.stringify({ ...readFixture('createOrder'), origin_volume: volume, price }))
    })
  })
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  const amounts = [
    '1',
    '1.0',
    '0.0000000000000001',
    '9999999999999999.9999999999999999',
    '0001.50',
    Big('1e-7').toFixed(),
  ]
  for (const amount of amounts) await client.createOrder({ ...ORDER, volume: amount, price: amount })
  const expected = (amount) => `{"market":"btcaud","side":"buy","volume":"${amount}","price":"${amount}"}`
  assert.deepEqual(bodies, amounts.map(expected))
})

const ORDER_WITH = (fields) => JSON.stringify({ ...readFixture('createOrder'), ...fields })

/** Responses to a call that the exchange may have carried out: `[status, body, path of the error]`. */
const UNUSABLE = {
  'W41 not JSON': [201, '<html>', ''],
  'W41 an empty body': [201, '', ''],
  'W42 a wrong field': [201, ORDER_WITH({ origin_volume: {} }), 'origin_volume'],
  'W42 a missing field': [201, ORDER_WITH({ id: undefined }), 'id'],
  'W43 another market': [201, ORDER_WITH({ market: 'ethaud' }), 'market'],
  'W43 the other side': [201, ORDER_WITH({ side: 'sell' }), 'side'],
  'W43 another volume': [201, ORDER_WITH({ origin_volume: '0.1' }), 'origin_volume'],
  'W43 a rounded volume': [201, ORDER_WITH({ origin_volume: '0.0100000000000001' }), 'origin_volume'],
  'W43 another price': [201, ORDER_WITH({ price: '15100.0' }), 'price'],
  'W43 no price': [201, ORDER_WITH({ price: null }), 'price'],
  'W44 no content': [204, undefined, ''],
  'W45 202': [202, ORDER_WITH({}), undefined],
  'W45 206': [206, ORDER_WITH({}), undefined],
}

for (const [title, [status, body, path]] of Object.entries(UNUSABLE)) {
  test(`unknown: ${title}`, async (t) => {
    const { baseUrl, requests } = await serve(t, (_request, response) => json(response, status, body))
    const error = await new CoinPort({ baseUrl, apiKey: 'key' }).createOrder(ORDER).then(assert.fail, (error) => error)
    const found = { outcome: error.outcome, status: error.status, path: error.path }
    assert.deepEqual(found, { outcome: 'unknown', status, path })
    assert.match(error.hint, /check whether it did before you repeat/)
    assert.equal(requests.length, 1)
  })
}

test('W43: values that are repeated in another notation are the same', async (t) => {
  const same = [{ origin_volume: 0.01 }, { origin_volume: '1e-2', price: '151000.00' }, { market: 'BTCAUD' }]
  for (const fields of same) {
    const { baseUrl } = await serve(t, (_request, response) => json(response, 201, ORDER_WITH(fields)))
    await new CoinPort({ baseUrl, apiKey: 'key' }).createOrder(ORDER)
  }
})

const ECHOES = [
  ['createWithdraw', WITHDRAW, { currency: 'eth' }],
  ['createWithdraw', WITHDRAW, { amount: '0.5' }],
  ['createInternalTransfer', TRANSFER, { currency: 'btc' }],
  ['createInternalTransfer', TRANSFER, { amount: '2.5' }],
  ['createBeneficiary', BENEFICIARY, { currency: 'eth' }],
]

for (const [name, params, fields] of ECHOES) {
  test(`W43: ${name} with another ${Object.keys(fields)} in the response`, async (t) => {
    const body = JSON.stringify({ ...readFixture(name), ...fields })
    const { baseUrl } = await serve(t, (_request, response) => json(response, 201, body))
    const call = new CoinPort({ baseUrl, apiKey: 'key' })[name](params)
    await assert.rejects(call, { name: 'DecodeError', outcome: 'unknown', path: Object.keys(fields)[0] })
  })
}

test('a body where none is due is unknown, and the hint of a call that sets a state allows to repeat it', async (t) => {
  const { baseUrl } = await serve(t, '{"id":78}')
  const error = await new CoinPort({ baseUrl, apiKey: 'key' }).deleteBeneficiary(78, { otp: '123456' }).catch((e) => e)
  assert.deepEqual([error.name, error.outcome, error.status], ['DecodeError', 'unknown', 200])
  assert.match(error.hint, /Sending this call again does no harm\. If it takes a one-time password, use a new one\./)
})

test('request() on the path of a call sends what it is given, and types the response', async (t) => {
  const bodies = []
  const { baseUrl } = await serve(t, (request, response) => {
    request.on('data', (text) => bodies.push(String(text)))
    request.on('end', () => json(response, 201, ORDER_WITH({ origin_volume: 0.5 })))
  })
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  const order = await client.request('POST', 'market/orders', { volume: 0.5, new_param: [1], none: null })
  assert.equal(order.origin_volume, '0.5')
  assert.deepEqual(bodies, ['{"volume":0.5,"new_param":[1],"none":null}'])
})
