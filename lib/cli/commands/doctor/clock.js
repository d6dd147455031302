const { failed, ok, skipped, warning } = require('./result.js')

/** The exchange accepts a nonce at most this far from its own clock. */
const WINDOW_MS = 5000

/**
 * Compares this machine's clock with the exchange's. `Date` headers have whole seconds, so one response only gives a
 * range for the difference; the ranges of several responses are intersected.
 */
function checkClock(samples, { apiSecret }) {
  const ranges = samples.flatMap(rangeOf)
  if (ranges.length === 0) return skipped('not checked: no response has a usable date')
  const least = Math.max(...ranges.map((range) => range.least))
  const most = Math.min(...ranges.map((range) => range.most))
  // One of the clocks was set during the measurement.
  if (least > most) return warning('the responses disagree about the time', 'Run this again.')
  if (least <= 0 && most >= 0) return ok('this clock agrees with the exchange’s')

  const off = Math.min(Math.abs(least), Math.abs(most))
  const found = `this clock is ${(off / 1000).toFixed(1)} s ${least > 0 ? 'behind' : 'ahead of'} the exchange’s`
  if (off < WINDOW_MS / 2) return ok(found)
  const advice = 'Set the clock, preferably with NTP: signed requests fail if it is off by 5 s or more.'
  return off >= WINDOW_MS && apiSecret ? failed(found, advice) : warning(found, advice)
}

/** The range of the exchange's clock minus this one, in milliseconds. */
function rangeOf({ sentAt, receivedAt, headers }) {
  const date = Date.parse(headers.date)
  // A cached response carries the date of its creation.
  if (Number.isNaN(date) || Number(headers.age) > 0) return []
  return [{ least: date - receivedAt, most: date + 999 - sentAt }]
}

module.exports = { checkClock }
