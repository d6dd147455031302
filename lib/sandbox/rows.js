const { format, over, truncate } = require('./decimal.js')
const { percent } = require('./exchange/day.js')
const { writeTime } = require('./time.js')

/** The row of an order, without its trades. */
function orderRow(order, { tz }) {
  const { id, uuid, side, ordType, price, state, market, volume, remaining, spent } = order
  const executed = volume - remaining
  const average = executed === 0n ? 0n : truncate(over(spent, executed), market.pricePlaces)
  return {
    ...{ id, uuid, side, ord_type: ordType, price: price === null ? null : format(price) },
    ...{ avg_price: format(average), state, market: market.id, market_type: 'spot' },
    created_at: writeTime(order.createdAt, tz),
    updated_at: writeTime(order.updatedAt, tz),
    origin_volume: format(volume),
    remaining_volume: format(remaining),
    executed_volume: format(executed),
    maker_fee: format(order.makerFee),
    taker_fee: format(order.takerFee),
    trades_count: order.trades.length,
  }
}

/** The row of a trade of the member. Inside an order it has no fees and no order id. */
function tradeRow(trade, { tz }, { withinOrder = false } = {}) {
  const { id, price, amount, total, market, takerType, side, order } = trade
  const fees = { fee_currency: trade.feeCurrency, fee: format(trade.fee), fee_amount: format(trade.feeAmount) }
  return {
    ...{ id, price: format(price), amount: format(amount), total: format(total) },
    ...(!withinOrder && fees),
    ...{ market: market.id, market_type: 'spot', created_at: writeTime(trade.time, tz), taker_type: takerType, side },
    ...(!withinOrder && { order_id: order.id }),
  }
}

/** The row of a market's last 24 hours. */
const figuresRow = ({ open, last, high, low, average, amount, volume, change }) => ({
  low: format(low),
  high: format(high),
  open: format(open),
  last: format(last),
  volume: format(volume),
  amount: format(amount),
  avg_price: format(average),
  price_change_percent: percent(change),
})

module.exports = { figuresRow, orderRow, tradeRow }
