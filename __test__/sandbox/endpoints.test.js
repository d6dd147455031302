const assert = require('node:assert/strict')
const { before, after, test } = require('node:test')
const CALLS = require('../../lib/generated/endpoints.js').filter(({ changes }) => !changes)
const { CoinPort } = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { readFixture } = require('../support/fixtures.js')

// Every call that reads against the sandbox, which was written from the exchange's behaviour, not from the client.

let sandbox
let coinport
/** A stopped clock, so that two requests get the same response. */
const NOW = Date.UTC(2026, 10, 24, 9)

before(async () => {
  sandbox = await startSandbox({ clock: () => NOW })
  coinport = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey, maxRetries: 0 })
})
after(() => sandbox.close())

/** The arguments of the calls that need some. */
const ARGS = {
  getTicker: () => ['btcaud'],
  getDepth: () => ['btcaud'],
  getTrades: () => ['btcaud'],
  getKLine: () => ['btcaud'],
  getOrderBook: () => ['btcaud'],
  getCurrency: () => ['eth'],
  getBalance: () => ['btc'],
  getDeposit: async () => [(await coinport.getDeposits({ currency: 'btc' }))[0].txid],
  getDepositAddress: () => ['btc'],
  getBeneficiary: async () => [(await coinport.getBeneficiaries({ currency: 'btc' }))[0].id],
  getOrder: async () => [(await coinport.getOrders({ state: 'done' }))[0].id],
  getCmcOrderBook: () => ['BTC_AUD'],
  getCmcTrades: () => ['btcaud'],
  getGeckoOrderBook: () => [{ ticker_id: 'BTC_AUD' }],
  getGeckoHistoricalTrades: () => [{ ticker_id: 'btc_aud' }],
}

/** Results whose keys are ids, and fields with any keys. */
const MAPS = ['getTickers', 'getCmcTicker', 'getCmcAssets']
const OPEN = ['[].data', 'data']

/** The paths of all fields, such as `[].networks[].id`. */
function fieldsOf(value, isMap = false, at = '') {
  if (OPEN.includes(at) || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, false, `${at}[]`))
  return Object.entries(value).flatMap(([key, item]) => {
    const here = isMap ? '*' : `${at}${at && '.'}${key}`
    return [here, ...fieldsOf(item, false, here)]
  })
}

/** Fields that the sandbox does not send. This one exists only if the exchange computes tickers on request. */
const ABSENT = { getTickers: ['*.ticker.vol'] }

for (const { name } of CALLS) {
  test(`${name} works with the sandbox, which sends every documented field`, async () => {
    const args = (await ARGS[name]?.()) ?? []
    const result = await coinport[name](...args)
    const isMap = MAPS.includes(name)
    const found = new Set(fieldsOf(result, isMap))
    const documented = new Set(fieldsOf(readFixture(name), isMap))
    assert.deepEqual(
      [...found].filter((field) => !documented.has(field)),
      [],
      'fields that are not documented',
    )
    const missing = [...documented].filter((field) => !found.has(field))
    assert.deepEqual(missing, ABSENT[name] ?? [], 'documented fields that are absent')
  })
}

const byPage = async (list) => {
  const rows = []
  for await (const row of list) rows.push(row)
  return rows
}

for (const { name, list } of CALLS.filter(({ list }) => list)) {
  test(`iterating ${name} in pages of two gives the same rows as one page`, async () => {
    const whole = await coinport[name]()
    assert.ok(whole.length > 0 && whole.length < list.pageSize)
    assert.deepEqual(await byPage(coinport[name]({ limit: 2 })), whole)
  })
}

/** Bad parameters that only the exchange can detect. */
const REFUSED = [
  ['getTicker', ['none'], 422, 'public.market.doesnt_exist'],
  ['getTicker', ['BTCAUD'], 422, 'public.market.doesnt_exist'],
  ['getDepth', ['none'], 422, 'public.market.doesnt_exist'],
  ['getMarkets', [{ base_unit: 'none' }], 422, 'public.markets.base_unit_doesnt_exist'],
  ['getCurrency', ['none'], 422, 'public.currency.doesnt_exist'],
  ['getTradingFees', [{ market_id: 'none' }], 422, 'public.trading_fee.market_doesnt_exist'],
  ['getBalances', [{ account_type: 'margin' }], 422, 'account.type.doesnt_exist'],
  ['getBalance', ['BTC'], 422, 'account.currency.doesnt_exist'],
  ['getBalance', ['ltc'], 404, 'record.not_found'],
  ['getDeposits', [{ state: ['accepted', 'none'] }], 422, 'account.deposit.invalid_state'],
  ['getDeposits', [{ currency: 'none' }], 422, 'account.currency.doesnt_exist'],
  ['getDeposit', ['none'], 404, 'record.not_found'],
  ['getDepositAddress', ['aud'], 422, 'account.currency.doesnt_exist'],
  ['getDepositAddress', ['btc', { blockchain_key: 'tron' }], 422, 'account.deposit_address.network_not_found'],
  [
    'getDepositAddress',
    ['btc', { address_format: 'cash' }],
    422,
    'account.deposit_address.doesnt_support_cash_address_format',
  ],
  ['getWithdraws', [{ blockchain_key: 'none' }], 422, 'account.withdraw.blockchain_key_doesnt_exist'],
  ['getWithdraws', [{ state: 'to_reject' }], 422, 'account.withdraw.invalid_state'],
  ['getTransactions', [{ deposit_state: 'none' }], 422, 'account.transactions.invalid_deposit_state'],
  ['getInternalTransfers', [{ currency: 'none' }], 422, 'account.currency.doesnt_exist'],
  ['getBeneficiaries', [{ state: 'none' }], 422, 'account.beneficiary.invalid_state'],
  ['getBeneficiary', [999], 404, 'record.not_found'],
  ['getPnl', [{ pnl_currency: 'none' }], 422, 'pnl.currency.doesnt_exist'],
  ['getOrders', [{ market: ['btcaud', 'none'] }], 422, 'market.market.doesnt_exist'],
  ['getOrders', [{ quote_unit: 'aud' }], 422, 'market.market.doesnt_exist'],
  ['getOrders', [{ state: 'none' }], 422, 'market.order.invalid_state'],
  ['getOrder', ['none'], 422, 'market.order.invaild_id_or_uuid'],
  ['getOrder', [1], 404, 'record.not_found'],
  ['getMyTrades', [{ market: 'none' }], 422, 'market.market.doesnt_exist'],
  ['getCmcOrderBook', ['NONE_AUD'], 404, 'record.not_found'],
  ['getCmcTrades', ['NONE_AUD'], 404, 'record.not_found'],
  ['getGeckoOrderBook', [{ ticker_id: 'NONE' }], 404, 'record.not_found'],
  ['getGeckoHistoricalTrades', [{ ticker_id: 'BTC_AUD', start_time: '1732350000' }], 422, 'invalid'],
]

for (const [name, args, status, code] of REFUSED) {
  test(`${name}(${JSON.stringify(args).slice(1, -1)}) is refused with ${code}`, async () => {
    await assert.rejects(coinport[name](...args), (error) => {
      assert.deepEqual([error.status, error.errors], [status, [code]])
      assert.ok(error.message.includes(code))
      return true
    })
  })
}

test('numbers keep the digits that were sent, exponents included', async () => {
  const sent = await (await fetch(`${sandbox.url}/public/markets/btcaud/trades`)).text()
  const amounts = [...sent.matchAll(/"amount":([^,]+),/g)].map(([, digits]) => digits)
  assert.deepEqual(
    (await coinport.getTrades('btcaud')).map(({ amount }) => amount),
    amounts,
  )
  assert.ok(amounts.some((digits) => /^\d(\.\d+)?e-05$/.test(digits)))
})
