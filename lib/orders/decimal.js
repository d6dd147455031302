const { badParam } = require('../errors.js')

/** The lengths only keep a huge text from taking long. */
const PLAIN = /^(-?\d{1,500})(?:\.(\d{1,500}))?$/

/** A plain decimal as `{ units, places }`: its value is the bigint `units` divided by ten to the power of `places`. */
function parseDecimal(text, name) {
  const [, whole, fraction = ''] = (typeof text === 'string' && PLAIN.exec(text)) || []
  if (whole === undefined)
    throw badParam(
      name,
      "must be a plain decimal as a string, such as '0.015'. A decimal library gives it with value.toFixed()",
    )
  return { units: BigInt(whole + fraction), places: fraction.length }
}

/** Less than zero if `a` is less than `b`, zero if they are equal. */
function compare(a, b) {
  const places = Math.max(a.places, b.places)
  const [left, right] = [a, b].map((decimal) => decimal.units * 10n ** BigInt(places - decimal.places))
  return left < right ? -1 : Number(left > right)
}

/** The number of decimals without the zeros at the end. */
function significantPlaces({ units, places }) {
  let count = places
  for (let rest = units; count > 0 && rest % 10n === 0n; rest /= 10n) count -= 1
  return count
}

module.exports = { parseDecimal, compare, significantPlaces }
