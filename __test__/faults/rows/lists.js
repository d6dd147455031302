'use strict'

const { PRICES, respondWith, balance, ticker } = require('./json/bodies.js')
const { FULL } = require('../../support/counts.js')
const { randomNumbers } = require('../../support/random.js')
const { expect } = require('../harness/invariants.js')
const { BAD_RESPONSE, SUCCESS } = require('../harness/outcomes.js')
const { reply } = require('../servers/replies.js')

const account = (index) => ({ currency: `c${index}`, balance: `${index}.0100000000000001`, locked: '0.0' })

/** Steps that serve `count` balances, at most `cap` a page, with `headers(page, size)`. */
function pages(count, cap, headers = (_, size) => [`Total: ${count}`, `Per-Page: ${size}`]) {
  return [
    ['request'],
    (connection) => {
      const { path } = connection.requests.at(-1)
      const { page, size } = asked(path, cap)
      const length = Math.max(0, Math.min(size, count - (page - 1) * size))
      const rows = Array.from({ length }, (_, index) => account((page - 1) * size + index))
      const sent = headers(page, size)
      return connection.write(Buffer.isBuffer(sent) ? sent : reply('200 OK', JSON.stringify(rows), sent))
    },
    ['again'],
  ]
}

/** The requested page, with at most `cap` rows. */
function asked(path, cap) {
  const { searchParams } = new URL(path, 'http://x')
  return { page: Number(searchParams.get('page') ?? 1), size: Math.min(cap, Number(searchParams.get('limit'))) }
}

const isComplete = (count) => (rows) =>
  rows.length === count &&
  rows.every((row, index) => row.currency === `c${index}` && row.balance === account(index).balance)

const paged = (size) => ['Total: 250', `Per-Page: ${size}`]

const page = (first, size, headers = [`Per-Page: ${size}`]) =>
  reply('200 OK', JSON.stringify(Array.from({ length: size }, (_, index) => account(first + index))), headers)

const rows = [
  {
    id: 'H01',
    title: '250 accounts, 100 a page',
    cases: [
      { name: 'with the exchange’s headers', steps: pages(250, 100) },
      { name: 'in lower case', steps: pages(250, 100, (_, size) => ['total: 250', `per-page: ${size}`, 'page: 1']) },
      { name: 'without a total', steps: pages(250, 100, (_, size) => [`Per-Page: ${size}`]) },
    ].map((one) => ({ ...one, read: { ...SUCCESS, requests: 3, connections: 1, value: isComplete(250) } })),
    healthy: false,
  },
  {
    id: 'H02',
    title: 'a wrong Total',
    healthy: false,
    cases: [
      ...[
        // Read three times, because the list may have changed.
        ['more', 'Total: 300', 12],
        ['less', 'Total: 150', 6],
        ['no number', 'Total: abc', 3],
        ['nothing', 'Total: ', 3],
        ['less than nothing', 'Total: -1', 3],
        ['a billion', 'Total: 1000000000', 12],
        ['beyond any number', `Total: ${'9'.repeat(40)}`, 3],
      ].map(([name, total, requests]) => ({
        name,
        steps: pages(250, 100, (_, size) => [total, `Per-Page: ${size}`]),
        read: { ...BAD_RESPONSE, requests, message: /total/i },
      })),
      {
        name: 'a page size that is not a number',
        steps: pages(250, 100, () => ['Total: 250', 'Per-Page: many']),
        read: { ...BAD_RESPONSE, requests: 3, message: /per-page/ },
      },
      {
        name: 'another total on each page',
        steps: pages(250, 100, (page, size) => [`Total: ${250 + page}`, `Per-Page: ${size}`]),
        read: { ...BAD_RESPONSE, requests: 6, message: /Total/ },
      },
      {
        name: 'missing',
        steps: pages(250, 100, (_, size) => [`Per-Page: ${size}`]),
        read: { ...SUCCESS, requests: 3, value: isComplete(250) },
      },
    ],
  },
  {
    id: 'H02b',
    title: 'a list that never ends, and a server that sends the whole list as every page',
    async run({ faultServer, child }) {
      const caller = await child()
      for (const [name, steps, requests, expected] of [
        [
          'new rows forever',
          pages(Number.POSITIVE_INFINITY, 10, (_, size) => [`Per-Page: ${size}`]),
          100,
          BAD_RESPONSE,
        ],
        ['the same full page forever', [['request'], ['write', page(0, 10)], ['again']], 6, BAD_RESPONSE],
        ['the whole list as every page', [['request'], ['write', page(0, 10, [])], ['again']], 2, SUCCESS],
      ]) {
        const server = await faultServer(steps)
        const report = await caller.ask('call', { id: 'H02b', kind: 'many', options: { baseUrl: server.baseUrl } })
        expect(name, report, expected === SUCCESS ? SUCCESS : { ...expected, attempts: requests })
        if (server.requests.length !== requests) throw new Error(`${name}: ${server.requests.length} requests`)
      }
      await caller.end()
    },
    call: (client) => client.getBalances(),
  },
  {
    id: 'H03',
    title: 'a page that fails',
    healthy: false,
    cases: [
      {
        name: 'for good',
        steps: pages(250, 100, (page, size) => (page === 2 ? reply('403 Forbidden', '{"errors":["x"]}') : paged(size))),
        read: { class: 'PermissionError', status: 403, requests: 2 },
      },
      {
        name: 'with half of a body',
        options: { maxRetries: 0 },
        steps: pages(250, 100, (page, size) =>
          page === 3 ? reply('200 OK', '[{"currency":"c200","bal') : paged(size),
        ),
        read: { ...BAD_RESPONSE, requests: 3 },
      },
      {
        name: 'with an invalid row',
        steps: pages(250, 100, (page, size) => (page === 2 ? reply('200 OK', '[null]') : paged(size))),
        read: { ...BAD_RESPONSE, path: '[0]', requests: 2 },
      },
      {
        name: 'after all attempts',
        options: { maxRetries: 1 },
        steps: pages(250, 100, (page, size) => (page === 2 ? reply('503 Service Unavailable') : paged(size))),
        read: { class: 'ApiError', status: 503, requests: 3 },
      },
    ],
  },
  {
    id: 'H04',
    title: 'orders that are added or move while they are listed',
    call: listOrders,
    async run({ faultServer, child }) {
      const caller = await child()
      for (let seed = 0; seed < (FULL ? 500 : 20); seed += 1) {
        const server = await faultServer(movingOrders(seed))
        const report = await caller.ask('call', { id: 'H04', kind: 'many', options: { baseUrl: server.baseUrl } })
        expect(`seed ${seed}`, report, { ...SUCCESS, value: { missing: [], repeated: 0 } })
        if (server.requests.length < 4) throw new Error(`seed ${seed}: the front was not looked at again`)
      }
      await caller.end()
    },
  },
  {
    id: 'H11',
    title: 'an old ticker',
    call: (client) => client.getTickers().then(({ btcaud }) => btcaud.at),
    steps: respondWith(ticker('btcaud', PRICES, '1000000000')),
    read: { ...SUCCESS, value: 1_000_000_000 },
  },
  {
    id: 'H12',
    title: 'amounts are not added up',
    steps: respondWith(balance('"balance":"0.1","locked":"0.2"')),
    read: { ...SUCCESS, value: [{ currency: 'btc', balance: '0.1', locked: '0.2' }] },
  },
]

/** Orders 1 to 250 are always listed. Before each page but the first, some move to the front and new ones are added. */
function movingOrders(seed) {
  const random = randomNumbers(seed)
  let now = 1_740_000_000
  const order = (id) => ({
    id,
    side: 'buy',
    market: 'btcaud',
    origin_volume: '1.0',
    remaining_volume: '1.0',
    updated_at: new Date(now++ * 1000).toISOString(),
  })
  let orders = Array.from({ length: ORDERS }, (_, index) => order(index + 1)).reverse()
  let next = 1000
  return [
    ['request'],
    (connection) => {
      const { page, size } = asked(connection.requests.at(-1).path, 100)
      for (let changes = connection.requests.length === 1 ? 0 : random() % 4; changes > 0; changes -= 1) {
        const [moved] = orders.splice(random() % orders.length, 1)
        orders = [order(moved.id), ...orders]
        if (random() % 2) orders = [order(next++), ...orders]
      }
      const rows = orders.slice((page - 1) * size, page * size)
      return connection.write(reply('200 OK', JSON.stringify(rows), [`Per-Page: ${size}`]))
    },
    ['again'],
  ]
}

async function listOrders(client) {
  const ids = []
  for await (const { id } of client.getOrders({ limit: 100 })) ids.push(id)
  const known = new Set(ids)
  const missing = Array.from({ length: ORDERS }, (_, index) => index + 1).filter((id) => !known.has(id))
  return { missing, repeated: ids.length - known.size }
}

const ORDERS = 250
module.exports = { group: 'H', title: 'lists that are complete', rows }
