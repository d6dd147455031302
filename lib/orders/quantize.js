const { badParam } = require('../errors.js')
const { parseDecimal } = require('./decimal.js')

const MAX_PLACES = 100

/** Gives a decimal exactly so many places. `rounding` is `'down'`, towards zero, or `'up'`, away from it. */
function quantize(value, places, rounding) {
  const decimal = parseDecimal(value, 'value')
  if (!Number.isInteger(places) || places < 0 || places > MAX_PLACES)
    throw badParam('places', `must be a whole number from 0 to ${MAX_PLACES}`)
  if (rounding !== 'down' && rounding !== 'up') throw badParam('rounding', "must be 'down' or 'up'")
  return write(round(decimal, places, rounding), places)
}

/** The units of `decimal` with so many places. */
function round({ units, places: given }, places, rounding) {
  if (given <= places) return units * 10n ** BigInt(places - given)
  const factor = 10n ** BigInt(given - places)
  const isExact = units % factor === 0n
  // The division of bigints rounds towards zero.
  if (isExact || rounding === 'down') return units / factor
  return units / factor + (units < 0n ? -1n : 1n)
}

function write(units, places) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return `${units < 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`
}

module.exports = { quantize }
