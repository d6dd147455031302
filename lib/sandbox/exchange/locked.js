const { ONE, times, truncate, unitOf } = require('../decimal.js')
const { firstDigits } = require('./currencies.js')
const { feesOf } = require('./fees.js')

/**
 * Locks exactly `locked` of a currency, as the exchange would: about half in an open order, if one fits, and the rest in
 * a pending withdrawal.
 */
function holdLocked(exchange, currency, locked, time) {
  if (locked === 0n) return
  const { account, orders } = exchange
  const half = truncate(firstDigits(locked / 2n, 2), currency.precision)
  const order = [half, locked].map((amount) => findOrder(exchange, currency, amount)).find((found) => found)
  if (order) orders.place(order.market, order.side, order.price, order.volume, time, feesOf(order.market))
  const rest = locked - (order?.amount ?? 0n)
  if (rest === 0n) return
  const beneficiary = account.beneficiaries.ofCurrency(currency)
  const fee = rest > currency.withdrawFee ? currency.withdrawFee : 0n
  account.withdraw(currency, rest, fee, time + 1000, { beneficiary })
}

/** Finds an order that locks exactly `amount` at a price that is never reached. Prefers markets of two held currencies. */
function findOrder(exchange, { id }, amount) {
  if (amount === 0n) return undefined
  const isHeld = (currency) => exchange.account.balances.has(currency)
  const markets = [...exchange.markets.values()].filter(({ base, quote }) => base === id || quote === id)
  markets.sort((a, b) => isHeld(b.base) + isHeld(b.quote) - isHeld(a.base) - isHeld(a.quote))
  for (const market of markets) {
    const order = market.base === id ? sell(market, amount) : buy(market, amount)
    if (order) return { market, amount, ...order }
  }
  return undefined
}

function sell(market, volume) {
  const isWhole = volume % unitOf(market.amountPlaces) === 0n
  return isWhole ? { side: 'sell', price: market.priceOf(150n), volume } : undefined
}

/** Finds a two-digit price, at least an eighth below the reference, at which the volume is exact. */
function buy(market, cost) {
  const highest = firstDigits((market.reference * 7n) / 8n, 2)
  const unit = 10n ** BigInt(highest.toString().length - 2)
  for (let price = highest; price > market.reference / 2n; price -= unit) {
    const volume = truncate((cost * ONE) / price, market.amountPlaces)
    if (volume > 0n && price % unitOf(market.pricePlaces) === 0n && times(price, volume) === cost) {
      return { side: 'buy', price, volume }
    }
  }
  return undefined
}

module.exports = { holdLocked }
