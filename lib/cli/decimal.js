// Limits the length, because longer text is not a price and would be slow to compare.
const DECIMAL = /^([+-]?)(\d{1,100})(?:\.(\d{1,100}))?$/

/** Compares two decimals without rounding: -1, 0 or 1, and 0 if either is not a plain decimal. */
function compare(left, right) {
  const [a, b] = [DECIMAL.exec(left), DECIMAL.exec(right)]
  if (!a || !b) return 0
  const places = Math.max(a[3]?.length ?? 0, b[3]?.length ?? 0)
  const scaled = ([, sign, whole, fraction = '']) =>
    BigInt(whole + fraction.padEnd(places, '0')) * (sign === '-' ? -1n : 1n)
  const difference = scaled(a) - scaled(b)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

module.exports = { compare }
