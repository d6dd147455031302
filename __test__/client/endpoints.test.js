const assert = require('node:assert/strict')
const { test } = require('node:test')
const CALLS = require('../../lib/generated/endpoints.js')
const { CoinPort } = require('coinport')
const { readFixture } = require('../support/fixtures.js')
const { json, serve } = require('../support/server.js')

// One row for each call: its arguments and the resulting request, by default a GET. `numbers`: the exchange sends decimals
// as JSON numbers; `map`: the keys of the result are ids of the exchange; `status`: that of the response.

const ROWS = {
  getTickers: { args: [], path: 'public/markets/tickers', map: true },
  getTicker: { args: ['btcaud'], path: 'public/markets/btcaud/tickers' },
  getMarkets: {
    args: [{ type: 'spot', quote_unit: 'aud', search: { base_code: 'b c', base_name: 'é' } }],
    path: 'public/markets',
    query: 'type=spot&quote_unit=aud&search[base_code]=b%20c&search[base_name]=%C3%A9&page=1&limit=1000',
  },
  getDepth: { args: ['btcaud', { limit: 5 }], path: 'public/markets/btcaud/depth', query: 'limit=5' },
  getTrades: {
    args: ['btcaud', { limit: 2 }],
    path: 'public/markets/btcaud/trades',
    query: 'limit=2',
    numbers: true,
  },
  getKLine: {
    args: ['btcaud', { period: 60, time_from: 1732300000, time_to: 1732350000, limit: null }],
    path: 'public/markets/btcaud/k-line',
    query: 'period=60&time_from=1732300000&time_to=1732350000',
    numbers: true,
  },
  getOrderBook: {
    args: ['btcaud', { asks_limit: 1, bids_limit: 200 }],
    path: 'public/markets/btcaud/order-book',
    query: 'asks_limit=1&bids_limit=200',
  },
  getCurrencies: { args: [{ type: 'coin' }], path: 'public/currencies', query: 'type=coin&page=1&limit=1000' },
  getCurrency: { args: ['eth'], path: 'public/currencies/eth' },
  getTradingFees: {
    args: [{ group: 'any', market_id: 'btcaud', market_type: 'qe', ordering: 'asc', order_by: 'id' }],
    path: 'public/trading_fees',
    query: 'group=any&market_id=btcaud&market_type=qe&ordering=asc&order_by=id&page=1&limit=1000',
  },
  getWithdrawLimits: {
    args: [{ kyc_level: 'any', page: 2, limit: 10 }],
    path: 'public/withdraw_limits',
    query: 'kyc_level=any&page=2&limit=10',
  },
  getMemberLevels: { args: [], path: 'public/member-levels' },
  getConfig: { args: [], path: 'public/config' },
  getTimestamp: { args: [], path: 'public/timestamp' },
  getVersion: { args: [], path: 'public/version' },
  getReadiness: { args: [], path: 'public/health/ready' },
  getLiveness: { args: [], path: 'public/health/alive' },
  getBalances: {
    args: [{ nonzero: true, account_type: ['spot', 'margin'] }],
    path: 'account/balances',
    query: 'nonzero=true&account_type[]=spot&account_type[]=margin&page=1&limit=1000',
    key: true,
  },
  getBalance: { args: ['btc'], path: 'account/balances/btc', key: true },
  getDeposits: {
    args: [{ currency: 'btc', state: ['accepted', 'collected'], time_from: 0 }],
    path: 'account/deposits',
    query: 'currency=btc&state[]=accepted&state[]=collected&time_from=0&limit=100',
    key: true,
  },
  getDeposit: { args: ['4e3b 0c+é'], path: 'account/deposits/4e3b%200c+%C3%A9', key: true },
  getDepositAddress: {
    args: ['bch', { blockchain_key: 'bitcoin-abc', address_format: 'cash' }],
    path: 'account/deposit_address/bch',
    query: 'blockchain_key=bitcoin-abc&address_format=cash',
    key: true,
  },
  getWithdraws: {
    args: [{ blockchain_key: 'bitcoin', rid: 'bc1q', state: 'succeed', time_to: 1732350000, page: 3 }],
    path: 'account/withdraws',
    query: 'blockchain_key=bitcoin&rid=bc1q&state=succeed&time_to=1732350000&page=3&limit=100',
    key: true,
  },
  getWithdrawSums: { args: [], path: 'account/withdraws/sums', key: true },
  createWithdraw: {
    args: [{ amount: '0.05', currency: 'btc', beneficiary_id: '77', otp: '123456', note: 'invoice 17', rid: null }],
    method: 'POST',
    path: 'account/withdraws',
    body: '{"otp":"123456","currency":"btc","amount":"0.05","beneficiary_id":77,"note":"invoice 17"}',
    status: 201,
    key: true,
  },
  getTransactions: {
    args: [{ order_by: 'asc', deposit_state: 'accepted', withdraw_state: ['succeed'], txid: '0x5f', limit: 1 }],
    path: 'account/transactions',
    query: 'order_by=asc&deposit_state=accepted&withdraw_state[]=succeed&txid=0x5f&limit=1',
    key: true,
  },
  getInternalTransfers: {
    args: [{ currency: 'usdt', state: 'completed', sender: 'alice' }],
    path: 'account/internal_transfers',
    query: 'currency=usdt&state=completed&sender=alice&limit=1000',
    key: true,
  },
  createInternalTransfer: {
    args: [{ username_or_uid: 'ID99AA88BB77', otp: '012345', currency: 'usdt', amount: '25' }],
    method: 'POST',
    path: 'account/internal_transfers',
    body: '{"otp":"012345","currency":"usdt","amount":"25","username_or_uid":"ID99AA88BB77"}',
    status: 201,
    key: true,
  },
  getBeneficiaries: {
    args: [{ state: 'active' }],
    path: 'account/beneficiaries',
    query: 'state=active&page=1&limit=1000',
    key: true,
  },
  getBeneficiary: { args: [77], path: 'account/beneficiaries/77', key: true },
  createBeneficiary: {
    args: [
      { currency: 'btc', name: 'Cold wallet', data: { address: 'bc1qexample1addr', memo: undefined }, otp: '123456' },
    ],
    method: 'POST',
    path: 'account/beneficiaries',
    body: '{"otp":"123456","currency":"btc","name":"Cold wallet","data":{"address":"bc1qexample1addr"}}',
    status: 201,
    key: true,
  },
  activateBeneficiary: {
    args: [78, { pin: '0123456' }],
    method: 'PATCH',
    path: 'account/beneficiaries/78/activate',
    body: '{"pin":"0123456"}',
    key: true,
  },
  resendBeneficiaryPin: {
    args: ['78'],
    method: 'PATCH',
    path: 'account/beneficiaries/78/resend_pin',
    body: '{}',
    status: 204,
    key: true,
  },
  updateBeneficiary: {
    args: [78, { state: 'disabled', otp: '123456' }],
    method: 'PUT',
    path: 'account/beneficiaries/78',
    body: '{"otp":"123456","state":"disabled"}',
    key: true,
  },
  deleteBeneficiary: {
    args: [78, { otp: '123456' }],
    method: 'DELETE',
    path: 'account/beneficiaries/78',
    body: '{"otp":"123456"}',
    status: 204,
    key: true,
  },
  getPnl: { args: [{ pnl_currency: 'usdt' }], path: 'account/stats/pnl', query: 'pnl_currency=usdt', key: true },
  getMe: { args: [], path: 'account/members/me', key: true },
  setBeneficiariesWhitelisting: {
    args: [{ state: false, otp: '123456' }],
    method: 'POST',
    path: 'account/members/beneficiaries_whitelisting',
    body: '{"otp":"123456","state":false}',
    status: 201,
    key: true,
  },
  getOrders: {
    args: [
      {
        market: ['btcaud', 'ethaud'],
        market_type: 'spot',
        base_unit: 'btc',
        quote_unit: 'usdt',
        state: ['wait', 'pending'],
        order_by: 'asc',
        ord_type: 'limit',
        type: 'buy',
      },
    ],
    path: 'market/orders',
    query:
      'market[]=btcaud&market[]=ethaud&market_type=spot&base_unit=btc&quote_unit=usdt&state[]=wait&state[]=pending' +
      '&order_by=asc&ord_type=limit&type=buy&limit=1000',
    key: true,
  },
  getOrder: {
    args: ['9f6c1a52-58f8-4c0e-9f0f-0d1b6c2f7a11'],
    path: 'market/orders/9f6c1a52-58f8-4c0e-9f0f-0d1b6c2f7a11',
    key: true,
  },
  createOrder: {
    args: [{ price: '151000', side: 'buy', volume: '0.0100', market: 'btcaud', ord_type: undefined }],
    method: 'POST',
    path: 'market/orders',
    body: '{"market":"btcaud","side":"buy","volume":"0.0100","price":"151000"}',
    status: 201,
    key: true,
  },
  cancelOrder: {
    args: [40123],
    method: 'POST',
    path: 'market/orders/40123/cancel',
    body: '{}',
    status: 201,
    key: true,
  },
  cancelOrders: {
    args: [{ side: 'sell', market: 'btcaud' }],
    method: 'POST',
    path: 'market/orders/cancel',
    body: '{"market":"btcaud","side":"sell"}',
    status: 201,
    key: true,
  },
  getMyTrades: {
    args: [{ market: 'btcaud', type: 'sell', time_from: 1, time_to: 2, order_by: 'desc', limit: 10 }],
    path: 'market/trades',
    query: 'market=btcaud&type=sell&time_from=1&time_to=2&order_by=desc&limit=10',
    key: true,
  },
  getCmcSummary: { args: [], path: 'coinmarketcap/summary' },
  getCmcTicker: { args: [], path: 'coinmarketcap/ticker', map: true },
  getCmcOrderBook: { args: ['BTC_AUD', { depth: 0 }], path: 'coinmarketcap/orderbook/BTC_AUD', query: 'depth=0' },
  getCmcTrades: { args: ['BTC_AUD'], path: 'coinmarketcap/trades/BTC_AUD', numbers: true },
  getCmcAssets: { args: [], path: 'coinmarketcap/assets', map: true },
  getGeckoTickers: { args: [], path: 'coingecko/tickers' },
  getGeckoPairs: { args: [], path: 'coingecko/pairs' },
  getGeckoOrderBook: {
    args: [{ ticker_id: 'BTC_AUD', depth: 10 }],
    path: 'coingecko/orderbook',
    query: 'ticker_id=BTC_AUD&depth=10',
  },
  getGeckoHistoricalTrades: {
    args: [{ ticker_id: 'btcaud', type: 'buy', limit: 1, start_time: '2026-11-23 10:00', end_time: '2026-11-24' }],
    path: 'coingecko/historical_trades',
    query: 'ticker_id=btcaud&type=buy&limit=1&start_time=2026-11-23%2010%3A00&end_time=2026-11-24',
    numbers: true,
  },
}

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i
const POINTED = /[.e]/i

/** `value` as JSON; `write` may return the text of a value in it. */
function wire(value, write) {
  const text = write(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) return `[${value.map((item) => wire(item, write)).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${wire(item, write)}`)}}`
}

const asSent = ({ numbers }) =>
  numbers ? (value) => (typeof value === 'string' && DECIMAL.test(value) ? value : undefined) : () => undefined

/** Writes decimals as numbers and whole numbers as strings. */
const swapped = (value) => {
  if (typeof value === 'string' && DECIMAL.test(value) && POINTED.test(value)) return value
  return typeof value === 'number' ? `"${value}"` : undefined
}

/** Adds an unknown field to every object with documented fields. */
function extended(value, isMap = false) {
  if (Array.isArray(value)) return value.map((item) => extended(item))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([key, item]) => [key, extended(item)])
  return Object.fromEntries(isMap ? fields : [...fields, ['not_documented', { deep: [1.5, 'x', null] }]])
}

const VARIANTS = {
  'as the exchange sends it': (body, row) => [wire(body, asSent(row)), body],
  'numbers and strings swapped': (body) => [wire(body, swapped), body],
  'unknown fields everywhere': (body, row) => {
    const more = extended(body, row.map)
    return [wire(more, asSent(row)), more]
  },
}

test('every call has a row', () => {
  assert.deepEqual(CALLS.map(({ name }) => name).sort(), Object.keys(ROWS).sort())
})

/** Serves `text` with the status of the row, and adds their bodies to the requests. */
const serveRow = (t, { status = 200 }, text) =>
  serve(t, (request, response) => {
    request.body = ''
    request.on('data', (chunk) => {
      request.body += chunk
    })
    request.on('end', () => (status === 204 ? response.writeHead(204).end() : json(response, status, text)))
  })

for (const [name, row] of Object.entries(ROWS)) {
  test(`${name} requests ${row.path}`, async (t) => {
    const { baseUrl, requests } = await serveRow(t, row, wire(readFixture(name), asSent(row)))
    const coinport = new CoinPort({ baseUrl, apiKey: 'the-key' })
    await coinport[name](...row.args)
    assert.equal(requests.length, 1)
    const [{ method, url, headers, body }] = requests
    assert.equal(method, row.method ?? 'GET')
    assert.equal(body, row.body ?? '')
    assert.equal(headers['content-type'], row.body && 'application/json')
    assert.equal(url, `/api/v2/peatio/${row.path}${row.query ? `?${row.query}` : ''}`)
    assert.equal(headers.authorization, row.key ? 'Bearer the-key' : undefined)

    const options = { apiKey: 'given' }
    await coinport[name](...row.args, ...(row.args.some((arg) => typeof arg === 'object') ? [] : [null]), options)
    assert.equal(requests[1].headers.authorization, 'Bearer given')
  })

  for (const [variant, make] of Object.entries(VARIANTS)) {
    test(`${name}, ${variant}`, async (t) => {
      const [sent, expected] = make(readFixture(name), row)
      const { baseUrl } = await serveRow(t, row, sent)
      const found = await new CoinPort({ baseUrl, apiKey: 'key' })[name](...row.args)
      assert.deepStrictEqual(found, expected)
      // The fixture of getTickers has the other documented order too, and packed results have the declared one.
      if (name !== 'getTickers') assert.equal(JSON.stringify(found), JSON.stringify(expected), 'the order of keys')
    })
  }
}

test('a path key is checked before any request', async (t) => {
  const { baseUrl, requests } = await serve(t, '{}')
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  for (const { name, keys } of CALLS.filter(({ keys }) => keys.length > 0)) {
    for (const bad of ['', undefined, null, {}, -1, 1.5, 'a/b', '..', '../me', 'a?b', 'a#b', '%2e', 'a\nb', 'a\\b']) {
      await assert.rejects(coinport[name](bad), { name: 'ParamError', option: keys[0].name }, `${name} ${bad}`)
    }
  }
  assert.equal(requests.length, 0)
})

test('a required parameter is checked before any request', async (t) => {
  const { baseUrl, requests } = await serve(t, '{}')
  const coinport = new CoinPort({ baseUrl })
  for (const name of ['getGeckoOrderBook', 'getGeckoHistoricalTrades']) {
    for (const params of [undefined, null, {}, { ticker_id: null }, { ticker_id: '' }, { ticker_id: 7 }]) {
      await assert.rejects(coinport[name](params), { name: 'ParamError', option: 'ticker_id' }, name)
    }
  }
  assert.equal(requests.length, 0)
})
