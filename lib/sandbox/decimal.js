// Decimals are integers in units of 10^-16, as in the exchange's database, so that no amount is ever a float.

const PLACES = 16
const UNITS = Array.from({ length: PLACES + 1 }, (_, places) => 10n ** BigInt(PLACES - places))
const ONE = UNITS[0]

/** Parses a plain decimal with at most 16 decimals. */
function parse(text) {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(PLACES, '0'))
}

/** Formats as the exchange does: plain notation, always with a point, no trailing zeros. */
function format(value) {
  const sign = value < 0n ? '-' : ''
  const text = magnitude(value)
    .toString()
    .padStart(PLACES + 1, '0')
  const fraction = text.slice(-PLACES).replace(/0+$/, '')
  return `${sign}${text.slice(0, -PLACES)}.${fraction || '0'}`
}

/** Formats as the exchange's time series database does: `1000`, `0.5`, `9.299e-05`. */
function formatNumber(value) {
  const plain = format(value).replace(/\.0$/, '')
  const small = /^(-?)0\.(0{4,})(\d)(\d*)$/.exec(plain)
  if (!small) return plain
  const [, sign, zeros, first, rest] = small
  return `${sign}${first}${rest && `.${rest}`}e-${String(zeros.length + 1).padStart(2, '0')}`
}

/** The product, exact if both together have at most 16 decimals. */
const times = (a, b) => (a * b) / ONE

/** The quotient, rounded towards zero. */
const over = (a, b) => (a * ONE) / b

/** Rounds towards zero to `places` decimals. */
function truncate(value, places) {
  const unit = unitOf(places)
  return (value / unit) * unit
}

/** The smallest decimal with `places` decimals. */
const unitOf = (places) => UNITS[places]

const magnitude = (value) => (value < 0n ? -value : value)

module.exports = { ONE, parse, format, formatNumber, times, over, truncate, unitOf, magnitude }
