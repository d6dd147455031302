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
  ['200 rows, 100 a page, with Total', 200, 100, undefined, 2],
  ['200 rows, 100 a page, without Total', 200, 100, without('Total'), 3],
  ['57 rows in one page', 57, 1000, undefined, 1],
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
    assert.ok(requests.every((request) => request.url.includes('limit=1000')))
  })
}

test('page or limit asks for one page', async (t) => {
  const { baseUrl, requests } = await serve(t, pagedList(250, 100))
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  assert.equal((await coinport.getBalances({ page: 3 })).length, 50)
  assert.equal((await coinport.getBalances({ limit: 10 })).length, 10)
  assert.deepEqual(
    requests.map((request) => request.url.split('?')[1]),
    ['page=3', 'limit=10'],
  )
})

test('withResponse() gives the headers of the last page', async (t) => {
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
  ['a Total that is no number', (rows, cap) => pagedList(rows, cap, (own) => ({ ...own, Total: 'abc' }))],
]

for (const [name, lie] of LIES) {
  test(`a list that cannot be right is refused: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, lie(250, 100))
    const error = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances().then(assert.fail, (error) => error)
    assert.ok(error instanceof DecodeError, error.stack)
    assert.ok(requests.length <= 3)
  })
}

test('a list without an end is refused', async (t) => {
  let next = 0
  const { baseUrl, requests } = await serve(t, (_request, response) => {
    json(response, 200, JSON.stringify([row(next++)]), { 'Per-Page': '1' })
  })
  const call = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false }).getBalances()
  await assert.rejects(call, { name: 'DecodeError', message: /does not end within 100 pages/ })
  assert.equal(requests.length, 100)
})
