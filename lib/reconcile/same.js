const { sameDecimal } = require('../native/addon.js')

const DECIMAL = /^\d+(\.\d+)?$/

/** Whether the fields of a row repeat the params of a call, as `echo` declares. Params that were left out do not count. */
function repeats(echo, params, row) {
  return Object.entries(echo).every(([name, field]) => params[name] === undefined || same(params[name], row[field]))
}

/** Decimals are compared by value. The exchange accepts some codes in both cases of letters. */
function same(sent, found) {
  if (typeof found !== 'string') return false
  return DECIMAL.test(sent) ? sameDecimal(sent, found) : sent.toLowerCase() === found.toLowerCase()
}

/** Text that may be left out. The exchange stores that as null or as empty. */
const sameText = (sent, found) => (sent ?? '') === (found ?? '')

// The params of a call are compared before the addon has checked them, so they may be anything.

/** A code in one case of letters. */
const plainCode = (code) => (typeof code === 'string' ? code.toLowerCase() : code)

/** A decimal in one form for each value. */
function plainDecimal(text) {
  if (typeof text !== 'string' || !DECIMAL.test(text)) return text
  const [whole, fraction = ''] = text.split('.')
  const [digits, decimals] = [whole.replace(/^0+(?=\d)/, ''), fraction.replace(/0+$/, '')]
  return decimals ? `${digits}.${decimals}` : digits
}

module.exports = { plainCode, plainDecimal, repeats, sameText }
