/**
 * Candles of `minutes` up to now, oldest first: `{ time, open, high, low, close, volume }` with `time` in seconds. A
 * period without trades repeats the last price. As at the exchange, `limit` is ignored if both bounds are given; it
 * keeps the first candles if only `from` is given, otherwise the last.
 */
function candles(trades, { minutes, from, to, limit, now }) {
  if (trades.length === 0) return []
  const length = minutes * 60
  const periodOf = (time) => Math.floor(time / 1000 / length)
  let first = periodOf(trades[0].time)
  let last = periodOf(now)
  if (from !== undefined) first = Math.max(first, Math.ceil(from / length))
  if (to !== undefined) last = Math.min(last, Math.floor(to / length))
  if (from === undefined) first = Math.max(first, last - limit + 1)
  else if (to === undefined) last = Math.min(last, first + limit - 1)

  let index = trades.findIndex(({ time }) => periodOf(time) >= first)
  if (index === -1) index = trades.length
  let close = (trades[index - 1] ?? trades[0]).price
  const rows = []
  for (let period = first; period <= last; period += 1) {
    const row = { time: period * length, open: close, high: close, low: close, close, volume: 0n }
    for (let isFirst = true; index < trades.length && periodOf(trades[index].time) === period; index += 1) {
      const { price, amount } = trades[index]
      if (isFirst) row.open = row.high = row.low = price
      isFirst = false
      if (price > row.high) row.high = price
      if (price < row.low) row.low = price
      row.close = price
      row.volume += amount
    }
    close = row.close
    rows.push(row)
  }
  return rows
}

module.exports = { candles }
