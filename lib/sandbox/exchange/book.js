const { over, ONE, times, unitOf } = require('../decimal.js')
const { Random } = require('./random.js')

/** The number of lines with orders of other members on each side. */
const LINES = 50
const HOUR = 60 * 60 * 1000

/**
 * The orders of one side of a book, best price first, then oldest first. The orders of other members are derived from
 * their price line, so that they stay the same until the market moves; the member's own orders are merged in.
 */
function* bookOrders(market, side) {
  const away = side === 'sell' ? 1 : -1
  const compare = (a, b) => (a.price === b.price ? a.createdAt - b.createdAt : a.price > b.price ? away : -away)
  const own = market.orders.filter((order) => order.side === side).sort((a, b) => compare(a, b) || a.id - b.id)
  for (const order of othersOrders(market, side)) {
    while (own.length > 0 && compare(own[0], order) < 0) yield own.shift()
    yield order
  }
  yield* own
}

/** The lines nearest to the anchor price that have orders left. */
function* othersOrders(market, side) {
  const below = market.lineBelow(market.anchor)
  const onLine = market.priceOf(below) === market.anchor
  let line = side === 'sell' ? below + 1n : onLine ? below - 1n : below
  for (let lines = 0; lines < LINES && market.priceOf(line) > 0n; line += side === 'sell' ? 1n : -1n) {
    const orders = ordersOnLine(market, side, line)
    if (orders.length > 0) lines += 1
    yield* orders
  }
}

function ordersOnLine(market, side, line) {
  const random = new Random(market.seed, market.id, side, line)
  const price = market.priceOf(line)
  const unit = unitOf(market.amountPlaces)
  // Each order is worth up to 2000 of the quote currency.
  const largest = Number(over(2000n * ONE, price) / unit)
  const orders = Array.from({ length: 1 + random.below(3) }, (_, index) => {
    const volume = BigInt(1 + random.below(largest)) * unit
    const createdAt = market.began - (1 + random.below(48)) * HOUR + random.below(HOUR)
    const id = 10_000_000 + market.position * 10_000 + (Number(line) + 500) * 10 + index + (side === 'sell' ? 3 : 0)
    const taken = market.takenFrom(id)
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
      remaining: volume - taken,
      spent: times(price, taken),
      makerFee: 0n,
      takerFee: 0n,
      trades: [],
    }
  })
  return orders.filter(({ remaining }) => remaining > 0n).sort((a, b) => a.createdAt - b.createdAt)
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
