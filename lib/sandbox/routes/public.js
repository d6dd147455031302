const { json } = require('../response.js')
const { format } = require('../decimal.js')
const { MEMBER_LEVELS, TRADING_FEES, WITHDRAW_LIMITS } = require('../exchange/fees.js')
const { paginate, readPage } = require('../paginate.js')
const { writeTime } = require('../time.js')
const { fullCurrencyRow } = require('./currencies.js')
const { marketRow } = require('./markets.js')

function tradingFees(exchange, params) {
  const isMarket = (id) => id === 'any' || exchange.markets.has(id)
  const market = params.known('market_id', isMarket, 'public.trading_fee.market_doesnt_exist')
  const type = params.oneOf('market_type', ['spot', 'qe'], 'management.trading_fee.invalid_market_type', 'spot')
  const chosen = { market_id: market, market_type: type, group: params.text('group') }
  return settings(exchange, params, TRADING_FEES, chosen, 'public.tradingfee.empty_page')
}

function withdrawLimits(exchange, params) {
  const chosen = { group: params.text('group')?.toLowerCase(), kyc_level: params.text('kyc_level') }
  return settings(exchange, params, WITHDRAW_LIMITS, chosen, 'public.withdrawlimit.empty_page')
}

/** One page of the operator's settings, filtered by `chosen` and sorted by any column. */
function settings({ options }, params, rows, chosen, emptyPage) {
  const page = readPage(params, emptyPage, 'admin.pagination')
  const ordering = params.oneOf('ordering', ['asc', 'desc'], 'admin.pagination.invalid_ordering', 'desc')
  params.check()
  const wanted = params.text('order_by')
  const column = Object.hasOwn(rows[0], wanted) ? wanted : 'id'
  const isChosen = (row) => Object.entries(chosen).every(([name, value]) => (value ?? row[name]) === row[name])
  const found = rows.filter(isChosen).sort((a, b) => (a[column] < b[column] ? -1 : 1))
  if (ordering === 'desc') found.reverse()
  return paginate(
    found.map((row) => settingRow(row, options)),
    page,
    options,
  )
}

function settingRow({ created_at: created, updated_at: updated, ...row }, { tz }) {
  const values = Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? format(value) : value])
  return { ...Object.fromEntries(values), created_at: writeTime(created, tz), updated_at: writeTime(updated, tz) }
}

function config(exchange) {
  const { currencies, markets, options } = exchange
  return json({
    currencies: [...currencies.values()].map(fullCurrencyRow),
    trading_fees: TRADING_FEES.map((row) => settingRow(row, options)),
    markets: [...markets.values()].map(marketRow),
    withdraw_limits: WITHDRAW_LIMITS.map((row) => settingRow(row, options)),
  })
}

function memberLevels() {
  const levels = Object.entries(MEMBER_LEVELS).map(([name, level]) => [name, { minimum_level: level }])
  return json(Object.fromEntries(levels))
}

function version({ options }) {
  const release = options.rails61 ? '3.1.1' : '3.1.0'
  return json({ git_sha: 'a6895f2', git_tag: release, build_date: '2024-06-06T11:43:58Z', version: release })
}

/** The exchange sends a JSON string, unlike its published description. */
const timestamp = (exchange) => json(writeTime(exchange.now(), '+00:00'))

const health = () => json(200)

module.exports = [
  { path: 'public/config', handle: config },
  { path: 'public/withdraw_limits', handle: withdrawLimits },
  { path: 'public/trading_fees', handle: tradingFees },
  { path: 'public/health/ready', handle: health },
  { path: 'public/health/alive', handle: health },
  { path: 'public/version', handle: version },
  { path: 'public/timestamp', handle: timestamp },
  { path: 'public/member-levels', handle: memberLevels },
]
