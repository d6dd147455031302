// Decimals as integers with a fixed number of decimals, so that no digit is ever made by a float.

/** `digits / 10^places` as the exchange writes decimals: plain, with a point, without zeros that say nothing. */
function format(digits, places) {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const whole = text.slice(0, text.length - places)
  const fraction = text.slice(text.length - places).replace(/0+$/, '')
  return `${sign}${whole}.${fraction || '0'}`
}

/** `text`, a plain decimal, times `10^places`; further decimals are dropped. */
function parse(text, places) {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(places, '0').slice(0, places))
}

/** `text` as the exchange would write it. */
function normalize(text) {
  const places = (text.split('.')[1] ?? '').length
  return format(parse(text, places), places)
}

module.exports = { format, parse, normalize }
