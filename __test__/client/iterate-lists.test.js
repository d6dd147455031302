const assert = require('node:assert/strict')
const { test } = require('node:test')
const coinport = require('coinport')
const { json, serve } = require('../support/server.js')

const { CoinPort, DecodeError, CanceledError } = coinport

const order = (id) => ({ id, side: 'buy', market: 'btcaud', origin_volume: '1.0', remaining_volume: '1.0' })
const orders = (count) => Array.from({ length: count }, (_, index) => order(count - index))

/** Serves `rows()` in pages, as the exchange does: without a Total for orders. */
function paged(rows, { cap = 1000, headers = () => ({}) } = {}) {
  return (request, response) => {
    const { searchParams } = new URL(request.url, 'http://localhost')
    const page = Number(searchParams.get('page') ?? 1)
    const size = Math.min(cap, Number(searchParams.get('limit') ?? 100))
    const body = JSON.stringify(rows(page).slice((page - 1) * size, page * size))
    json(response, 200, body, { 'per-page': String(size), page: String(page), ...headers(page, size) })
  }
}

async function collect(list) {
  const rows = []
  for await (const row of list) rows.push(row)
  return rows
}

const pages = (requests) => requests.map(({ url }) => new URL(url, 'http://localhost').searchParams.get('page') ?? '1')

test('230 orders without Total, 100 a page: each once', async (t) => {
  const all = orders(230)
  const { baseUrl, requests } = await serve(
    t,
    paged(() => all),
  )
  const found = await collect(new CoinPort({ baseUrl, apiKey: 'key' }).getOrders({ limit: 100 }))
  assert.deepEqual(found, all)
  // The last request reads the front again, where orders that were updated meanwhile would be.
  assert.deepEqual(pages(requests), ['1', '2', '3', '1'])
})

test('after a break no further page is requested', async (t) => {
  const { baseUrl, requests } = await serve(
    t,
    paged(() => orders(230)),
  )
  let seen = 0
  for await (const _ of new CoinPort({ baseUrl, apiKey: 'key' }).getOrders({ limit: 100 })) {
    seen += 1
    if (seen === 150) break
  }
  assert.deepEqual(pages(requests), ['1', '2'])
})

test('orders that are added or move to the front while pages are read are yielded once', async (t) => {
  let all = orders(250)
  const { baseUrl } = await serve(
    t,
    paged((page) => {
      if (page === 2) all = [order(1000), ...all]
      // Updates an order of the last page, so that it moves to the front, which has been read already.
      if (page === 3) all = [order(3), ...all.filter(({ id }) => id !== 3)]
      return all
    }),
  )
  const ids = (await collect(new CoinPort({ baseUrl, apiKey: 'key' }).getOrders({ limit: 100 }))).map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const { id } of orders(250)) assert.ok(ids.includes(id), `order ${id}`)
})

const LISTS = [
  ['a history starts at its page', 'getDeposits', { page: 2, limit: 10 }, 25, ['2', '3']],
  ['a whole last page ends with Total', 'getDeposits', { limit: 10 }, 18, ['1', '2']],
  ['a complete list is read whole', 'getBalances', {}, 25, ['1']],
  ['a complete list in pages of the caller', 'getBalances', { limit: 10 }, 24, ['1', '2', '3']],
  ['no rows', 'getDeposits', {}, 0, ['1']],
]
for (const [name, call, params, count, expected] of LISTS) {
  test(`for await: ${name}`, async (t) => {
    const row = (id) => ({ id, currency: `c${id}`, amount: '1.0', fee: '0.0', balance: '1.0', locked: '0.0' })
    const all = Array.from({ length: count }, (_, index) => row(index))
    const { baseUrl, requests } = await serve(
      t,
      paged(() => all, { headers: () => ({ total: String(count) }) }),
    )
    const found = await collect(new CoinPort({ baseUrl, apiKey: 'key' })[call](params))
    assert.deepEqual(found, all.slice(((params.page ?? 1) - 1) * (params.limit ?? 100)))
    assert.deepEqual(pages(requests), expected)
  })
}

test('awaiting a history returns one page, with its headers', async (t) => {
  const { baseUrl, requests } = await serve(
    t,
    paged(() => orders(230)),
  )
  const { data, response } = await new CoinPort({ baseUrl, apiKey: 'key' }).getOrders({ limit: 100 }).withResponse()
  assert.equal(data.length, 100)
  assert.equal(response.headers['per-page'], '100')
  assert.equal(requests.length, 1)
})

test('hasMore says whether there is another page', async (t) => {
  const { baseUrl } = await serve(
    t,
    paged(() => orders(230)),
  )
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  const pages = [1, 2, 3, 4].map((page) => coinport.getOrders({ page, limit: 100 }).withResponse())
  const hasMore = (await Promise.all(pages)).map(({ response }) => response.hasMore)
  assert.deepEqual(hasMore, [true, true, false, false])
})

const deposits = (count) => orders(count).map(({ id }) => ({ id, currency: 'btc', amount: '1.0', fee: '0.0' }))
const LIES = [
  ['a page that comes again', (_, response) => json(response, 200, JSON.stringify(deposits(10)))],
  ['a list shorter than its Total', paged(() => deposits(15), { headers: () => ({ total: '20' }) })],
  ['a list longer than its Total', paged(() => deposits(15), { headers: () => ({ total: '12' }) })],
  ['a Total that is no number', paged(() => deposits(15), { headers: () => ({ total: 'many' }) })],
]
for (const [name, reply] of LIES) {
  test(`an inconsistent list is refused: ${name}`, async (t) => {
    const { baseUrl } = await serve(t, reply)
    const list = new CoinPort({ baseUrl, apiKey: 'key' }).getDeposits({ limit: 10 })
    await assert.rejects(collect(list), (error) => error instanceof DecodeError && error.code === 'ERR_BAD_RESPONSE')
  })
}

test('a signal ends the iteration, and each page has its own timeout', async (t) => {
  const controller = new AbortController()
  const { baseUrl, requests } = await serve(
    t,
    paged(() => orders(230)),
  )
  const list = new CoinPort({ baseUrl, apiKey: 'key' }).getOrders({ limit: 100 }, { signal: controller.signal })
  const walk = async () => {
    for await (const { id } of list) if (id === 131) controller.abort()
  }
  await assert.rejects(walk(), (error) => error instanceof CanceledError)
  assert.deepEqual(pages(requests), ['1'])
})

test('if the default client cannot be created, the loop fails with the reason', async (t) => {
  const before = process.env.COINPORT_BASE_URL
  process.env.COINPORT_BASE_URL = 'no url'
  t.after(() => {
    if (before === undefined) delete process.env.COINPORT_BASE_URL
    else process.env.COINPORT_BASE_URL = before
  })
  await assert.rejects(collect(coinport.getOrders()), { name: 'ConfigError', option: 'baseUrl' })
})

const at = (second) => new Date(1_740_000_000_000 + second * 1000).toISOString()
const open = (id, updated = id) => ({ ...order(id), updated_at: at(updated) })

test('cancelling 3,500 open orders while they are listed leaves none open', async (t) => {
  for (const limit of [1000, 100]) {
    let all = Array.from({ length: 3500 }, (_, index) => open(3500 - index))
    const { baseUrl, requests } = await serve(
      t,
      paged(() => all),
    )
    const coinport = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false })
    const canceled = new Set()
    for await (const { id } of coinport.getOrders({ state: 'wait', limit })) {
      canceled.add(id)
      // Rows are yielded one by one: the next page is requested when all rows of this one are canceled.
      if (canceled.size % limit === 0 || canceled.size > 3400) all = all.filter((one) => !canceled.has(one.id))
    }
    assert.equal(all.filter(({ id }) => !canceled.has(id)).length, 0)
    assert.equal(canceled.size, 3500)
    assert.ok(requests.length <= 3 * (3500 / limit), `${requests.length} requests`)
  }
})

const amount = { currency: 'btc', amount: '1.0', fee: '0.0' }

/** Changes before the second request. None of them may hide or repeat another row. */
const CHANGES = [
  ['a deposit leaves the filter', 'getDeposits', (rows) => rows.filter(({ id }) => id !== 480)],
  ['a page of deposits leaves the filter', 'getDeposits', (rows) => rows.slice(100)],
  [
    'a deposit comes back to its old place',
    'getDeposits',
    (rows) => [...rows.slice(0, 200), { ...open(101), ...amount }, ...rows.slice(200)],
  ],
  ['an order is filled, and leaves the filter', 'getOrders', (rows) => rows.filter(({ id }) => id !== 480)],
  [
    'an unread order moves to the front, then 100 that were read',
    'getOrders',
    (rows) => {
      const moved = [...rows.slice(0, 100).map(({ id }) => open(id, 1001)), open(6, 1000)]
      return [...moved, ...rows.filter(({ id }) => !moved.some((one) => one.id === id))]
    },
  ],
  ['the last order moves to the front', 'getOrders', (rows) => [open(2, 1000), ...rows.slice(0, -1)]],
]
for (const [name, call, change] of CHANGES) {
  test(`for await misses no row if ${name}`, async (t) => {
    const before = Array.from({ length: 250 }, (_, index) => ({ ...open(2 * (250 - index)), ...amount }))
    let [all, requested] = [before, 0]
    const list = paged(() => all)
    const { baseUrl } = await serve(t, (request, response) => {
      requested += 1
      if (requested === 2) all = change(all)
      return list(request, response)
    })
    const found = await collect(new CoinPort({ baseUrl, apiKey: 'key' })[call]({ limit: 100 }))
    const ids = new Set(found.map(({ id }) => id))
    assert.equal(ids.size, found.length, 'none twice')
    const stayed = before.filter(({ id }) => all.some((one) => one.id === id))
    assert.deepEqual(
      stayed.filter(({ id }) => !ids.has(id)),
      [],
    )
  })
}

test('an unread order that moves after others of the same second is not missed', async (t) => {
  let all = Array.from({ length: 10 }, (_, index) => open(10 - index, index < 3 ? 100 : 10 - index))
  let requested = 0
  const list = paged(() => all)
  const { baseUrl } = await serve(t, (request, response) => {
    requested += 1
    // The rows before it do not change.
    if (requested === 6) all = [...all.slice(0, 3), open(1, 100), ...all.slice(3, -1)]
    return list(request, response)
  })
  const found = await collect(new CoinPort({ baseUrl, apiKey: 'key' }).getOrders({ limit: 2 }))
  assert.deepEqual(
    found.map(({ id }) => id).sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  )
})

test('a list that never stops changing fails with the reason', async (t) => {
  let next = 2000
  let all = Array.from({ length: 1500 }, (_, index) => open(1500 - index))
  const { baseUrl } = await serve(
    t,
    paged(() => {
      // All rows are updated between any two requests, and there are more than fit on a page.
      all = all.map(({ id }) => open(id, next++)).reverse()
      return all
    }),
  )
  const list = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false }).getOrders({ limit: 3 })
  await assert.rejects(collect(list), (error) => {
    assert.match(error.message, /could not be read completely/)
    assert.match(error.hint, /changes faster/)
    return error instanceof DecodeError
  })
})

for (const [name, rows] of [
  ['getDeposits', (index) => ({ id: 20 - index, currency: 'btc', amount: '1.0', fee: '0.0' })],
  ['getBalances', (index) => ({ currency: `c${index}`, balance: '1.0', locked: '0.0' })],
]) {
  test(`${name}: a server without pages that sends a round number of rows has sent them all`, async (t) => {
    const body = JSON.stringify(Array.from({ length: 20 }, (_, index) => rows(index)))
    const { baseUrl } = await serve(t, body)
    const all = []
    for await (const row of new CoinPort({ baseUrl, apiKey: 'key' })[name]()) all.push(row)
    assert.deepEqual(all, JSON.parse(body))
  })
}
