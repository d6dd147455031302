'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const coinport = require('coinport')
const { runScript } = require('../support/script.js')
const { json, serve } = require('../support/server.js')
const ENDPOINTS = require('../../lib/generated/endpoints.js')

const { CoinPort } = coinport
const DEPOSITS = Array.from({ length: 250 }, (_, index) => ({
  id: 250 - index,
  currency: 'btc',
  amount: '1',
  fee: '0',
}))

/** Serves the deposits in the pages that are asked for. */
const deposits = (t) =>
  serve(t, ({ url }, response) => {
    const { searchParams } = new URL(url, 'http://localhost')
    const [page, limit] = ['page', 'limit'].map((name) => Number(searchParams.get(name) ?? 1))
    const rows = DEPOSITS.slice((page - 1) * limit, page * limit)
    json(response, 200, JSON.stringify(rows), { total: '250', 'per-page': String(limit), page: String(page) })
  })

const LIMITS = [
  [undefined, 250, 3],
  [null, 250, 3],
  [{}, 250, 3],
  [{ limit: undefined }, 250, 3],
  [{ limit: 1 }, 1, 1],
  [{ limit: 100 }, 100, 1],
  [{ limit: 101 }, 101, 2],
  [{ limit: 9999 }, 250, 3],
]

for (const [options, rows, pages] of LIMITS) {
  test(`all(${JSON.stringify(options)}) gives ${rows} rows of ${pages} pages`, async (t) => {
    const { baseUrl, requests } = await deposits(t)
    const found = await new CoinPort({ baseUrl, apiKey: 'key' }).getDeposits().all(options)
    assert.deepEqual(found, DEPOSITS.slice(0, rows))
    assert.equal(requests.length, pages)
  })
}

test('every list has all(), also on the default client and for a client that cannot be made', async () => {
  const script = `
    const coinport = require('coinport')
    const lists = ${JSON.stringify(ENDPOINTS.filter(({ list }) => list).map(({ name }) => name))}
    async function main() {
      for (const name of lists) await coinport[name]().all().then(
        () => { throw new Error(name) },
        (error) => { if (error.option !== 'baseUrl') throw error },
      )
      console.log(lists.length)
    }
    main()`
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: 'nowhere' } })
  assert.deepEqual([stdout, stderr], ['12\n', ''])
})

const BAD = [
  [{ limit: 0 }, 'limit'],
  [{ limit: 1.5 }, 'limit'],
  [{ limit: '5' }, 'limit'],
  [{ pages: 2 }, 'pages'],
  [7, 'options'],
]

for (const [options, option] of BAD) {
  test(`all(${JSON.stringify(options)}) is refused, and the failure of its request is not left unhandled`, async () => {
    const script = `
      const { CoinPort } = require('coinport')
      const list = new CoinPort({ baseUrl: 'http://127.0.0.1:9', apiKey: 'key', maxRetries: 0 }).getDeposits()
      list.all(${JSON.stringify(options)}).catch(({ name, option }) => console.log(name, option))`
    const { stdout, stderr, code } = await runScript(script)
    assert.deepEqual([stdout, stderr, code], [`ConfigError ${option}\n`, '', 0])
  })
}

test('the response of one page of a history says whether there are more', async (t) => {
  const { baseUrl } = await deposits(t)
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  const hasMore = []
  for (const page of [1, 2, 3]) hasMore.push((await client.getDeposits({ page }).withResponse()).response.hasMore)
  assert.deepEqual(hasMore, [true, true, false])
})
