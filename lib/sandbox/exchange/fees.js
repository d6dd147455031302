const { parse } = require('../decimal.js')

const SINCE = Date.UTC(2021, 4, 1, 2, 3, 4)
const DATES = { created_at: SINCE, updated_at: SINCE }

const fee = (id, market, maker, taker) => ({
  id,
  group: 'any',
  market_id: market,
  market_type: 'spot',
  maker: parse(maker),
  taker: parse(taker),
  ...DATES,
})

/** Trading fees as fractions: zero except on one market. The row of a market takes precedence over `any`. */
const TRADING_FEES = [fee(1, 'any', '0', '0'), fee(2, 'ethusdt', '0.001', '0.002')]

const limit = (id, group, level, day, month) => ({
  id,
  group,
  kyc_level: level,
  limit_24_hour: parse(day),
  limit_1_month: parse(month),
  ...DATES,
})

/** Withdrawal limits in Australian dollars. */
const WITHDRAW_LIMITS = [limit(1, 'any', 'any', '10000', '200000'), limit(2, 'vip-1', '3', '50000', '1000000')]

/** The verification level that each activity needs. */
const MEMBER_LEVELS = { deposit: 1, withdraw: 3, trading: 2 }

function feesOf(market) {
  const { maker, taker } = TRADING_FEES.find((row) => row.market_id === market.id) ?? TRADING_FEES[0]
  return { makerFee: maker, takerFee: taker }
}

module.exports = { TRADING_FEES, WITHDRAW_LIMITS, MEMBER_LEVELS, feesOf }
