// Decimals are integers in units of 10^-16, as in the exchange's database, so that no amount is ever a float.

const PLACES = 16
const UNITS = Array.from({ length: PLACES + 1 }, (_, places) => 10n ** BigInt(PLACES - places))
const ONE = UNITS[0]

/** Parses a plain decimal with at most 16 decimals. */
function parse(text) {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(PLACES, '0'))
}

/** Any number that Ruby's BigDecimal accepts, such as `.5` or `1e-8`. */
const NUMBER = /^([+-]?)(\d{0,100})(?:\.(\d{0,100}))?(?:e([+-]?\d{1,2}))?$/i

/** Reads a decimal of a request, rounded up after 16 decimals; undefined if the text is no number. */
function read(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = NUMBER.exec(text.trim()) ?? []
  if (whole === undefined || whole + fraction === '') return undefined
  const digits = BigInt(whole + fraction)
  const power = PLACES - fraction.length + Number(exponent)
  const divisor = 10n ** BigInt(Math.max(0, -power))
  const value = power >= 0 ? digits * 10n ** BigInt(power) : (digits + divisor - 1n) / divisor
  return sign === '-' ? -value : value
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

/**
 * Formats as the exchange's time series database does: `1000`, `0.5`, `9.299e-05`. A number with `zeros` after its point
 * has an exponent, of at least so many `digits`.
 */
function formatNumber(value, { zeros: most = 4, digits = 2 } = {}) {
  const plain = format(value).replace(/\.0$/, '')
  const [, sign, zeros, first, rest] = /^(-?)0\.(0*)([1-9])(\d*)$/.exec(plain) ?? []
  if (zeros === undefined || zeros.length < most) return plain
  return `${sign}${first}${rest && `.${rest}`}e-${String(zeros.length + 1).padStart(digits, '0')}`
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

module.exports = { ONE, parse, read, format, formatNumber, times, over, truncate, unitOf, magnitude }
