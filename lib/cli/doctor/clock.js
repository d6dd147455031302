const { failed, ok, skipped, warning } = require('./result.js')

/** The exchange takes a signed request for so long, before and after. */
const WINDOW_MS = 5000

/**
 * How far this machine's clock is from the exchange's. The header `Date` has whole seconds: each answer was made within
 * the second that it names, and between its request and its arrival. All of them together narrow the difference down.
 */
function checkClock(samples, { apiSecret }) {
  const ranges = samples.flatMap(rangeOf)
  if (ranges.length === 0) return skipped('not checked: the answers have no date of their own')
  const least = Math.max(...ranges.map((range) => range.least))
  const most = Math.min(...ranges.map((range) => range.most))
  // Clocks that are set meanwhile contradict each other.
  if (least > most) return warning('the answers disagree about the time', 'Run this again.')
  if (least <= 0 && most >= 0) return ok('this clock agrees with the exchange’s')

  const off = Math.min(Math.abs(least), Math.abs(most))
  const found = `this clock is ${(off / 1000).toFixed(1)} s ${least > 0 ? 'behind' : 'ahead of'} the exchange’s`
  if (off < WINDOW_MS / 2) return ok(found)
  const advice = 'Set the clock, best by NTP: signed requests fail from 5 s on.'
  return off >= WINDOW_MS && apiSecret ? failed(found, advice) : warning(found, advice)
}

/** The exchange's clock less this one, in milliseconds. */
function rangeOf({ sentAt, receivedAt, headers }) {
  const date = Date.parse(headers.date)
  // An answer out of a cache has the date of when it was made.
  if (Number.isNaN(date) || Number(headers.age) > 0) return []
  return [{ least: date - receivedAt, most: date + 999 - sentAt }]
}

module.exports = { checkClock }
