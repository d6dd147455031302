const { over, ONE, unitOf } = require('../decimal.js')
const { Random } = require('./random.js')

/** The number of lines with orders on each side. */
const LINES = 50
const HOUR = 60 * 60 * 1000

/**
 * The orders of one side of a book, best price first, then oldest first. The orders of other members are derived from
 * their price line, so that they stay the same; the member's own orders are merged in.
 */
function bookOrders(market, side, lines = LINES) {
  const below = market.lineBelow(market.last)
  const onLine = market.priceOf(below) === market.last
  const best = side === 'sell' ? below + 1n : onLine ? below - 1n : below
  const orders = []
  for (let index = 0n; index < lines; index += 1n) {
    const line = side === 'sell' ? best + index : best - index
    if (market.priceOf(line) <= 0n) break
    orders.push(...strangers(market, side, line))
  }
  const own = market.orders.filter((order) => order.side === side)
  if (own.length === 0) return orders
  const away = side === 'sell' ? 1 : -1
  const compare = (a, b) => (a === b ? 0 : a > b ? away : -away)
  return [...orders, ...own].sort((a, b) => compare(a.price, b.price) || a.createdAt - b.createdAt)
}

function strangers(market, side, line) {
  const random = new Random(market.seed, market.id, side, line)
  const price = market.priceOf(line)
  const unit = unitOf(market.amountPlaces)
  // Each order is worth up to 2000 of the quote currency.
  const largest = Number(over(2000n * ONE, price) / unit)
  const orders = Array.from({ length: 1 + random.below(3) }, (_, index) => {
    const volume = BigInt(1 + random.below(largest)) * unit
    const createdAt = market.began - (1 + random.below(48)) * HOUR + random.below(HOUR)
    const id = 10_000_000 + market.position * 10_000 + (Number(line) + 500) * 10 + index + (side === 'sell' ? 3 : 0)
    return {
      id,
      /** Created on first use. */
      get uuid() {
        return new Random(market.seed, id).uuid()
      },
      side,
      ordType: 'limit',
      price,
      state: 'wait',
      market,
      createdAt,
      updatedAt: createdAt,
      volume,
      remaining: volume,
      spent: 0n,
      makerFee: 0n,
      takerFee: 0n,
      trades: [],
    }
  })
  return orders.sort((a, b) => a.createdAt - b.createdAt)
}

/** Adds up orders of the same price: `{ price, amount }`. */
function levels(orders) {
  const found = []
  for (const { price, remaining } of orders) {
    if (found.at(-1)?.price === price) found.at(-1).amount += remaining
    else found.push({ price, amount: remaining })
  }
  return found
}

module.exports = { bookOrders, levels }
