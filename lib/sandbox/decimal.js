// Decimals as integers, in units of 10^-16 as in the exchange's database, so that no digit is ever made by a float.

const PLACES = 16
const UNITS = Array.from({ length: PLACES + 1 }, (_, places) => 10n ** BigInt(PLACES - places))
const ONE = UNITS[0]

/** `text`, a plain decimal of at most 16 decimals. */
function parse(text) {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(PLACES, '0'))
}

/** As the exchange writes decimals: plain, with a point, without zeros that say nothing. */
function format(value) {
  const sign = value < 0n ? '-' : ''
  const text = magnitude(value)
    .toString()
    .padStart(PLACES + 1, '0')
  const fraction = text.slice(-PLACES).replace(/0+$/, '')
  return `${sign}${text.slice(0, -PLACES)}.${fraction || '0'}`
}

/** As the exchange's time series database writes numbers: `1000`, `0.5`, `9.299e-05`. */
function formatNumber(value) {
  const plain = format(value).replace(/\.0$/, '')
  const small = /^(-?)0\.(0{4,})(\d)(\d*)$/.exec(plain)
  if (!small) return plain
  const [, sign, zeros, first, rest] = small
  return `${sign}${first}${rest && `.${rest}`}e-${String(zeros.length + 1).padStart(2, '0')}`
}

/** The product; exact where both together have at most 16 decimals. */
const times = (a, b) => (a * b) / ONE

/** The quotient, towards zero. */
const over = (a, b) => (a * ONE) / b

/** Towards zero, to so many decimals. */
function truncate(value, places) {
  const unit = unitOf(places)
  return (value / unit) * unit
}

/** The smallest decimal of so many decimals. */
const unitOf = (places) => UNITS[places]

const magnitude = (value) => (value < 0n ? -value : value)

module.exports = { ONE, parse, format, formatNumber, times, over, truncate, unitOf, magnitude }
