const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort, ApiError, DecodeError } = require('coinport')
const { serve, json } = require('../support/server.js')

const row = (index) => ({ currency: `c${index}`, balance: `${index}.0`, locked: '0.0', account_type: 'spot' })

/** A list of `rows` rows, of which a page holds at most `cap`; `headers` may change or drop page headers. */
function pagedList(rows, cap, headers = (own) => own) {
  const all = Array.from({ length: rows }, (_, index) => row(index))
  return (request, response) => {
    const { searchParams } = new URL(request.url, 'http://localhost')
    const size = Math.min(cap, Number(searchParams.get('limit') ?? 100))
    const page = Number(searchParams.get('page') ?? 1)
    const own = { Total: String(rows), 'Per-Page': String(size), Page: String(page) }
    json(response, 200, JSON.stringify(all.slice((page - 1) * size, page * size)), headers(own, page))
  }
}

const without =
  (...names) =>
  (own) =>
    Object.fromEntries(Object.entries(own).filter(([name]) => !names.includes(name)))

const COMPLETE = [
  ['250 rows, 100 a page', 250, 100, undefined, 3],
  // Two pages that overlap cannot hold 200 rows.
  ['200 rows, 100 a page, with Total', 200, 100, undefined, 3],
  ['200 rows, 100 a page, without Total', 200, 100, without('Total'), 3],
  ['57 rows in one page', 57, 1000, undefined, 1],
  ['250 rows, 100 a page, without Per-Page', 250, 100, without('Per-Page'), 3],
  ['250 rows, 100 a page, without any header', 250, 100, without('Total', 'Per-Page', 'Page'), 3],
  ['57 rows without any header', 57, 1000, without('Total', 'Per-Page', 'Page'), 1],
  ['no rows', 0, 1000, undefined, 1],
]

for (const [name, rows, cap, headers, requestCount] of COMPLETE) {
  test(`getBalances() is complete: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, pagedList(rows, cap, headers))
    const balances = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
    assert.deepEqual(
      balances,
      Array.from({ length: rows }, (_, index) => row(index)),
    )
    assert.equal(requests.length, requestCount)
    assert.ok(requests[0].url.includes('limit=1000'))
  })
}

test('with page or limit, one page is requested', async (t) => {
  const { baseUrl, requests } = await serve(t, pagedList(250, 100))
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  assert.equal((await coinport.getBalances({ page: 3 })).length, 50)
  assert.equal((await coinport.getBalances({ limit: 10 })).length, 10)
  assert.deepEqual(
    requests.map((request) => request.url.split('?')[1]),
    ['page=3&limit=1000', 'limit=10'],
  )
})

test('withResponse() returns the headers of the last page', async (t) => {
  const { baseUrl } = await serve(t, pagedList(250, 100))
  const { data, response } = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances().withResponse()
  assert.equal(data.length, 250)
  assert.equal(response.status, 200)
  assert.equal(response.headers.page, '3')
  assert.equal(response.headers.total, '250')
})

test('a page that fails fails the call', async (t) => {
  const list = pagedList(250, 100)
  const { baseUrl, requests } = await serve(t, (request, response) => {
    if (!request.url.includes('page=2')) return list(request, response)
    json(response, 500, '{"errors":["server.internal_error"]}')
  })
  const error = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances().then(assert.fail, (error) => error)
  assert.ok(error instanceof ApiError)
  assert.equal(error.status, 500)
  assert.equal(requests.length, 4, 'page 1, and three attempts for page 2')
  assert.equal(error.attempts, 4)
})

const LIES = [
  [
    'the same page again and again',
    (rows, cap) => (request, response) =>
      pagedList(rows, cap, without('Total'))({ ...request, url: request.url.replace(/page=\d+/, 'page=1') }, response),
  ],
  ['a Total that is too large', (rows, cap) => pagedList(rows, cap, (own) => ({ ...own, Total: '251' }))],
  ['a Total that is too small', (rows, cap) => pagedList(rows, cap, (own) => ({ ...own, Total: '150' }))],
  ['a Total that is not a number', (rows, cap) => pagedList(rows, cap, (own) => ({ ...own, Total: 'abc' }))],
]

for (const [name, lie] of LIES) {
  test(`an inconsistent list is refused: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, lie(250, 100))
    const error = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances().then(assert.fail, (error) => error)
    assert.ok(error instanceof DecodeError, error.stack)
    assert.ok(requests.length <= 12)
  })
}

test('a list without an end is refused', async (t) => {
  const { baseUrl, requests } = await serve(t, (request, response) => {
    const { searchParams } = new URL(request.url, 'http://localhost')
    const size = Math.min(10, Number(searchParams.get('limit')))
    const first = (Number(searchParams.get('page')) - 1) * size
    const rows = Array.from({ length: size }, (_, index) => row(first + index))
    json(response, 200, JSON.stringify(rows), { 'Per-Page': String(size) })
  })
  const call = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false }).getBalances()
  await assert.rejects(call, { name: 'DecodeError', message: /does not end within 100 pages/ })
  assert.equal(requests.length, 100)
})

/** Balances that `change(rows, request)` replaces before each request except the first. */
async function changing(t, change, { count = 250, headers = ['Total', 'Per-Page'], cap = 100 } = {}) {
  let all = Array.from({ length: count }, (_, index) => row(index))
  let number = 0
  const { baseUrl, requests } = await serve(t, (request, response) => {
    number += 1
    if (number > 1) all = change(all, number)
    const { searchParams } = new URL(request.url, 'http://localhost')
    const size = Math.min(cap, Number(searchParams.get('limit')))
    const page = Number(searchParams.get('page'))
    const own = Object.entries({ Total: String(all.length), 'Per-Page': String(size) })
    const sent = Object.fromEntries(own.filter(([name]) => headers.includes(name)))
    json(response, 200, JSON.stringify(all.slice((page - 1) * size, page * size)), sent)
  })
  return { coinport: new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false }), requests, last: () => all }
}

for (const headers of [['Total', 'Per-Page'], ['Per-Page'], []]) {
  const headerNames = headers.join(' and ') || 'no header'
  test(`a list that shrinks between two pages is read again, with ${headerNames}`, async (t) => {
    const once = (rows, number) => (number === 2 ? rows.slice(1) : rows)
    const { coinport, last } = await changing(t, once, { headers })
    assert.deepEqual(await coinport.getBalances(), last())
  })

  test(`a row that moves between two pages is not missed, with ${headerNames}`, async (t) => {
    const once = (rows, number) => (number === 2 ? [rows[249], ...rows.slice(0, 249)] : rows)
    const { coinport, last } = await changing(t, once, { headers })
    assert.deepEqual(await coinport.getBalances(), last())
  })

  test(`a list that always shrinks is refused, with ${headerNames}`, async (t) => {
    const { coinport, requests } = await changing(t, (rows) => rows.slice(1), { headers })
    await assert.rejects(coinport.getBalances(), { name: 'DecodeError', message: /Total|the list changed/ })
    assert.equal(requests.length, 6, 'three readings of two pages')
  })
}

test('maxResponseSize bounds the whole list', async (t) => {
  const rows = (count) => pagedList(count, 100)
  const { baseUrl, requests } = await serve(t, rows(10_000))
  const size = Buffer.byteLength(JSON.stringify(Array.from({ length: 250 }, (_, index) => row(index))))
  const coinport = (maxResponseSize) => new CoinPort({ baseUrl, apiKey: 'key', maxResponseSize, rateLimit: false })
  await assert.rejects(coinport(size).getBalances(), { name: 'DecodeError', message: /maxResponseSize/ })
  assert.equal(requests.length, 3)
  const whole = await serve(t, rows(250))
  const fits = new CoinPort({ baseUrl: whole.baseUrl, apiKey: 'key', maxResponseSize: size })
  assert.equal((await fits.getBalances()).length, 250)
})

test('a page size other than the limit needs a Total', async (t) => {
  const all = Array.from({ length: 25 }, (_, index) => row(index))
  const own = (total) => (request, response) => {
    const page = Number(new URL(request.url, 'http://localhost').searchParams.get('page'))
    json(response, 200, JSON.stringify(all.slice((page - 1) * 10, page * 10)), { 'Per-Page': '10', ...total })
  }
  const sure = await serve(t, own({ Total: '25' }))
  assert.deepEqual(await new CoinPort({ baseUrl: sure.baseUrl, apiKey: 'key' }).getBalances(), all)
  const unsure = await serve(t, own({}))
  await assert.rejects(new CoinPort({ baseUrl: unsure.baseUrl, apiKey: 'key' }).getBalances(), /the list changed/)
})
