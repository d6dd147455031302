'use strict'

// Keys of services are JWTs of 800 to 1,600 characters. Every text that an error shows is searched for them.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const axios = require('axios')
const { CoinPort, configure } = require('coinport')
const adapter = require('coinport/axios')
const { CANARY_JWT, leaks } = require('../support/canary.js')
const { serve, json, BALANCES } = require('../support/server.js')

const MEBIBYTE = 2 ** 20
/** What the adapter searches and shows of an error body. */
const SHOWN = 256 * 1024

/** The worst cases for the search, and an ordinary page. */
const PAGES = {
  HTML: '<p class="message">The origin did not answer. <a href="/cdn-cgi/main.css?v=8e70c1d4bca5a9d6">8e70c1d4</a></p>\n',
  'the key without its end': CANARY_JWT.slice(0, -1),
  escapes: '%20',
  'one letter': 'e',
}
const page = (unit, size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)

for (const [name, unit] of Object.entries(PAGES)) {
  test(`a hundred error pages do not hold up the deadline: ${name}`, async (t) => {
    const body = page(unit, 64 * 1024)
    const { baseUrl } = await serve(t, (_request, response) => json(response, 503, body))
    const timeout = 3000
    const coinport = new CoinPort({ baseUrl, apiKey: CANARY_JWT, rateLimit: false, timeout })
    const started = performance.now()
    const calls = Array.from({ length: 100 }, () => coinport.getBalances().catch((error) => error))
    for (const error of await Promise.all(calls)) assert.match(error.code, /^(ERR_BAD_RESPONSE|ECONNABORTED)$/)
    // On an idle machine the limit is 250 ms.
    assert.ok(performance.now() - started < 2 * timeout)
  })
}

async function exchange(t, status, body) {
  const { baseUrl } = await serve(t, (_request, response) => json(response, status, body))
  configure({ baseUrl, rateLimit: false })
  const headers = { Authorization: `Bearer ${CANARY_JWT}` }
  const options = { adapter, timeout: 5000, responseType: 'text', validateStatus: null, transformResponse: [] }
  return (more = { headers }) => axios.get(`${baseUrl}/another/path`, { ...options, ...more })
}

for (const [name, unit] of Object.entries(PAGES)) {
  test(`through axios, an error body of 15 MiB is cut off and arrives in time: ${name}`, async (t) => {
    const { data, status } = await (await exchange(t, 503, page(unit, 15 * MEBIBYTE)))()
    assert.equal(status, 503)
    assert.ok(data.length <= SHOWN)
    assert.ok(data.length > 0)
  })
}

test('through axios, an error body is cut off before a key, of which no part is shown', async (t) => {
  for (const before of [SHOWN - 100, SHOWN - CANARY_JWT.length, SHOWN - 37, SHOWN + 10]) {
    const get = await exchange(t, 400, `${page('a text ', before)}${CANARY_JWT} and more`)
    const { data } = await get()
    assert.deepEqual(leaks(data), [])
    assert.ok(!data.includes(CANARY_JWT.slice(0, 10)), data.slice(-100))
    assert.ok(data.startsWith(page('a text ', Math.min(before, SHOWN) - 7)))
  }
})

test('through axios, a successful body and an error body without a key arrive whole', async (t) => {
  const body = page('a text ', MEBIBYTE)
  assert.equal((await (await exchange(t, 503, body))({})).data, body, 'no key was sent')
  assert.equal((await (await exchange(t, 200, JSON.stringify(body)))()).data, JSON.stringify(body), 'no error')
  const short = page('a text ', SHOWN - 1)
  assert.equal((await (await exchange(t, 503, short))()).data, short, 'no long error')
})

test('a response keeps all of its many headers, without the key', async (t) => {
  const echoed = {
    'x-raw': CANARY_JWT,
    'x-escaped': CANARY_JWT.replaceAll('.', '%2E'),
    'x-claims': CANARY_JWT.split('.')[1],
  }
  const others = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`x-${index}`, page('0123456789abcdef-', 64)]),
  )
  const { baseUrl } = await serve(t, (_request, response) => json(response, 200, BALANCES, { ...others, ...echoed }))
  const { response } = await new CoinPort({ baseUrl, apiKey: CANARY_JWT }).getBalances().withResponse()
  assert.deepEqual(leaks(response), [])
  for (const [name, value] of Object.entries(others)) assert.equal(response.headers[name], value)
  for (const name of Object.keys(echoed)) assert.equal(response.headers[name], '[redacted]')
})
