const { ONE, over, parse, truncate } = require('../decimal.js')
const { FIAT, NETWORKS } = require('./networks.js')
const { CURRENCIES } = require('./snapshot.js')

/** The networks of a currency: its own, or Ethereum for a token. */
function networksOf(id) {
  if (id === 'usdt') return [NETWORKS.ethereum, NETWORKS.tron]
  return [Object.values(NETWORKS).find(({ coin }) => coin === id) ?? NETWORKS.ethereum]
}

/** The exchange's currencies, and those that only the options name with a price of 1. */
function createCurrencies(named) {
  const others = named.filter((id) => !CURRENCIES.some((currency) => currency.id === id))
  const all = [...CURRENCIES, ...others.map((id) => ({ id, name: id.toUpperCase(), price: '1' }))]
  return new Map(all.map((entry, index) => [entry.id, createCurrency(entry, index + 1)]))
}

function createCurrency({ id, name, price: text }, position) {
  const price = parse(text)
  const isFiat = id === 'aud'
  // About five dollars.
  const withdrawFee = isFiat ? 0n : firstDigits(over(5n * ONE, price), 1)
  return {
    id,
    name,
    price,
    position,
    type: isFiat ? 'fiat' : 'coin',
    precision: isFiat ? 2 : 8,
    networks: isFiat ? [FIAT] : networksOf(id),
    withdrawFee,
    minWithdraw: isFiat ? 10n * ONE : 5n * withdrawFee,
    minDeposit: isFiat ? 10n * ONE : withdrawFee,
  }
}

/** Keeps the first `count` digits: two digits of 0.01234 are 0.012. At most 8 decimals. */
function firstDigits(value, digits) {
  const zeros = BigInt(Math.max(0, value.toString().length - digits))
  return truncate((value / 10n ** zeros) * 10n ** zeros, 8)
}

module.exports = { createCurrencies, firstDigits }
