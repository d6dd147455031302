const { rawNumber, stringify } = require('../response.js')
const { format, formatNumber } = require('../decimal.js')
const { candles } = require('../exchange/candles.js')
const { figuresRow, orderRow } = require('../rows.js')
const { seconds } = require('../time.js')

// The messages of the streams, as the exchange's programs write them.

/** The periods of candles in minutes, by their names in streams. */
const PERIODS = {
  ...{ '1m': 1, '5m': 5, '15m': 15, '30m': 30, '1h': 60, '2h': 120, '4h': 240, '6h': 360, '12h': 720 },
  ...{ '1d': 1440, '3d': 4320, '1w': 10_080 },
}

/** A message: an object whose one key is its stream. All keys are sorted, since the streaming server sorts them. */
const write = (stream, data) => stringify({ [stream]: sorted(data) })

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]))
}

function tickers({ markets }, now) {
  const at = String(seconds(now))
  return Object.fromEntries(
    [...markets.values()].map((market) => [market.id, { at, ...figuresRow(market.figures(now)) }]),
  )
}

/** The current candle of a market. Numbers are written as Go writes them. */
function candle({ trades }, period, now) {
  const [{ time, open, high, low, close, volume }] = candles(trades, { minutes: PERIODS[period], limit: 1, now })
  const number = (value) => rawNumber(formatNumber(value, { zeros: 6, digits: 1 }))
  return [time, ...[open, high, low, close, volume].map(number)]
}

const trade = ({ id, price, amount, takerType, time }) => ({
  ...{ tid: id, taker_type: takerType, date: seconds(time), price: format(price), amount: format(amount) },
})

/** An order of the member, without UUID, market type and fees. */
function order(own) {
  const { uuid: _uuid, market_type: _type, maker_fee: _maker, taker_fee: _taker, ...row } = orderRow(own, { tz: 'Z' })
  const created = seconds(own.createdAt)
  const kind = own.side === 'buy' ? 'bid' : 'ask'
  return { ...row, kind, at: created, created_at: created, updated_at: seconds(own.updatedAt) }
}

/** A trade of the member. */
const ownTrade = ({ id, price, amount, total, market, side, takerType, time, order: { id: orderId } }) => ({
  ...{ id, price: format(price), amount: format(amount), total: format(total), market: market.id, side },
  ...{ taker_type: takerType, created_at: seconds(time), order_id: orderId },
})

module.exports = { PERIODS, candle, order, ownTrade, tickers, trade, write }
