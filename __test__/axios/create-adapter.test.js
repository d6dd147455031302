'use strict'

// Each option of `createAdapter` means what it means for a client, and what is not set stays as in axios.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const axios = require('axios')
const { configure } = require('coinport')
const { createAdapter } = require('coinport/axios')
const { CANARY, leaks } = require('../support/canary.js')
const { serve, json, BALANCES } = require('../support/server.js')

const failed = (call) => call.then(assert.fail, (error) => error)
const reply = (status, body, headers) => (_, response) => json(response, status, body, headers)

/** An axios whose adapter has `options`, and a server that replies with the next of `replies`. */
async function start(t, options, ...replies) {
  const { baseUrl, requests } = await serve(t, (request, response) => {
    const next = replies.length > 1 ? replies.shift() : replies[0]
    return typeof next === 'function' ? next(request, response) : next
  })
  const adapter = createAdapter(axios, { baseUrl, ...options })
  return { requests, instance: axios.create({ adapter, baseURL: baseUrl }) }
}

test('exact: decimals are strings with their own digits, and other forms are refused', async (t) => {
  const numbers = '[{"currency":"btc","balance":0.50,"locked":1e-8,"account_type":"spot"}]'
  const { instance } = await start(
    t,
    { exact: true },
    numbers,
    numbers,
    '[{"currency":"btc","balance":{}}]',
    '{"a":1.50}',
  )
  for (const path of ['account/balances', 'account/balances/'])
    assert.deepEqual((await instance.get(path)).data, [
      { currency: 'btc', balance: '0.50', locked: '1e-8', account_type: 'spot' },
    ])
  const error = await failed(instance.get('account/balances'))
  assert.deepEqual([error.code, error.status, error.cause.path], ['ERR_BAD_RESPONSE', 200, '[0].balance'])
  assert.deepEqual((await instance.get('another/path')).data, { a: 1.5 })
})

test('rateLimit: requests wait for their turn, and for the end of a Retry-After', async (t) => {
  const limited = await start(t, { rateLimit: { requests: 1, interval: 1e9 } }, BALANCES)
  await limited.instance.get('a/b')
  assert.equal((await failed(limited.instance.get('a/b', { timeout: 50 }))).code, 'ECONNABORTED')
  assert.equal(limited.requests.length, 1)
  const throttled = await start(
    t,
    { rateLimit: { requests: 1000 } },
    reply(429, '{"errors":["x.y"]}', { 'retry-after': 9 }),
  )
  for (const timeout of [5000, 5000])
    assert.equal((await failed(throttled.instance.get('a/b', { timeout }))).response.data.errors[0], 'x.y')
  assert.equal(throttled.requests.length, 1)
})

test('maxRetries: reads are retried, and writes are not', async (t) => {
  const down = reply(503, '{"errors":["down"]}')
  const reset = (request) => void request.socket.destroy()
  const { instance, requests } = await start(t, { maxRetries: 2 }, down, reset, BALANCES, down, down, down, down)
  assert.deepEqual((await instance.get('a/b')).data, JSON.parse(BALANCES))
  assert.equal(requests.length, 3)
  assert.deepEqual((await failed(instance.get('a/b'))).response.data, { errors: ['down'] })
  assert.equal(requests.length, 6)
  assert.equal((await failed(instance.post('a/b'))).status, 503)
  assert.equal(requests.length, 7)
})

test('timeout and maxResponseSize limit requests that set no limit', async (t) => {
  const slow = await start(t, { timeout: 50 }, () => undefined)
  const error = await failed(slow.instance.get('a/b'))
  assert.deepEqual([error.code, error.cause.name], ['ECONNABORTED', 'TimeoutError'])
  const large = await start(t, { maxResponseSize: 10 }, BALANCES)
  assert.match((await failed(large.instance.get('a/b'))).message, /10 bytes/)
})

test('apiKey is sent to private endpoints, unless the request has a key of its own', async (t) => {
  for (const apiKey of [CANARY, () => CANARY, async () => CANARY]) {
    const { instance, requests } = await start(t, { apiKey }, BALANCES)
    await instance.get('account/balances')
    await instance.get('public/markets/tickers')
    await instance.get('account/balances', { headers: { Authorization: 'Bearer its-own-key' } })
    assert.deepEqual(
      requests.map(({ headers }) => headers.authorization),
      [`Bearer ${CANARY}`, undefined, 'Bearer its-own-key'],
    )
  }
})

test('apiSecret signs requests', async (t) => {
  const { instance, requests } = await start(t, { apiKey: 'key-id', apiSecret: CANARY }, reply(401, '{}'))
  const error = await failed(instance.get('account/balances'))
  assert.deepEqual(leaks(error), [])
  assert.equal(requests[0].headers['x-auth-apikey'], 'key-id')
  assert.match(requests[0].headers['x-auth-signature'], /^[\da-f]{64}$/)
})

const BAD_OPTIONS = {
  exact: 'yes',
  timeout: -1,
  rateLimit: 5,
  baseUrl: 'nowhere',
  apiSecret: 'without a key',
  'no such option': 1,
}
for (const [option, value] of Object.entries(BAD_OPTIONS)) {
  test(`a bad option fails requests to CoinPort only, and the error names it: ${option}`, async (t) => {
    const { baseUrl, requests } = await serve(t, '{}')
    const adapter = createAdapter(axios, { [option]: value })
    await axios.get(`${baseUrl}/a/b`, { adapter })
    assert.equal(requests.length, 1)
    const error = await failed(axios.get('https://www.coinport.com.au/api/v2/peatio/a/b', { adapter }))
    assert.ok(error instanceof axios.AxiosError)
    assert.deepEqual([error.cause.name, error.cause.option, error.code], ['ConfigError', option, error.cause.code])
  })
}

test('configure() says how the exchange is reached, and nothing else', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const adapter = createAdapter(axios)
  configure({ baseUrl, userAgent: 'mine', timeout: 1, rateLimit: { requests: 1 }, apiKey: CANARY })
  t.after(() => configure())
  for (const _ of [1, 2]) await axios.get(`${baseUrl}/account/balances`, { adapter })
  assert.deepEqual(
    requests.map(({ headers }) => [headers['user-agent'], headers.authorization]),
    Array(2).fill(['mine', undefined]),
  )
  const { baseUrl: other, requests: others } = await serve(t, BALANCES)
  configure({ baseUrl: other })
  await axios.get(`${other}/account/balances`, { adapter })
  assert.match(others[0].headers['user-agent'], /^coinport\//)
})
