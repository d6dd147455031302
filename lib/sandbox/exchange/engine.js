const { over, parse, times, truncate } = require('../decimal.js')
const { feesOf } = require('./fees.js')

/** A market order to buy locks a tenth more than its estimate, or all that the member has. */
const BUFFER = parse('1.1')

/**
 * Takes orders and cancellations a while after they were asked for, as the exchange's workers do, and matches orders with
 * the books of the markets.
 */
class Engine {
  #orders
  #ledger
  #schedule
  #options

  constructor({ orders, ledger, schedule, options }) {
    this.#orders = orders
    this.#ledger = ledger
    this.#schedule = schedule
    this.#options = options
  }

  /**
   * Checks an order in the exchange's sequence: the depth of the book, the balance, the market's rules. Returns the amount
   * that it will lock, or why it is refused.
   */
  check(market, side, price, volume) {
    const given = side === 'buy' ? market.quote : market.base
    let lock = side === 'buy' && price !== null ? times(price, volume) : volume
    if (price === null) {
      const estimate = estimateCost(market, side, volume)
      if (estimate === undefined) return { refused: 'market.order.insufficient_market_liquidity' }
      if (side === 'buy') {
        if (!this.#ledger.has(given, estimate)) return { refused: 'market.account.insufficient_balance' }
        const buffered = times(estimate, BUFFER)
        lock = this.#ledger.has(given, buffered) ? buffered : this.#ledger.open(given).available
      }
    }
    if (!this.#ledger.has(given, lock)) return { refused: 'market.account.insufficient_balance' }
    return market.allows(price, volume) ? { lock } : { refused: 'market.order.invalid_volume_or_price' }
  }

  /** Stores an order as pending. It becomes open, or is rejected, after `orderDelay`. */
  submit(market, side, price, volume, lock, time) {
    const order = this.#orders.add(market, side, price, volume, time, { ...feesOf(market), state: 'pending' })
    this.#schedule.add(time + this.#options.orderDelay, (at) => this.#take(order, lock, at))
    return order
  }

  /** Cancels an order after `cancelDelay`. That has no effect unless the order is open then. */
  requestCancel(order, time) {
    this.#schedule.add(time + this.#options.cancelDelay, (at) => {
      if (order.state === 'wait') this.#orders.cancel(order, at)
    })
  }

  #take(order, lock, time) {
    const { market, side } = order
    if (!this.#ledger.has(side === 'buy' ? market.quote : market.base, lock)) {
      this.#orders.reject(order, time)
      return
    }
    this.#orders.open(order, lock, time)
    this.#match(order, time)
    if (order.state !== 'wait') return
    if (order.price === null) this.#orders.cancel(order, time)
    else market.rest(order)
  }

  /** Trades with the other side of the book, best price first, as far as the order's price and money go. */
  #match(order, time) {
    const { market, side } = order
    for (const opposite of market.ordersOf(side === 'buy' ? 'sell' : 'buy')) {
      const { price } = opposite
      if (order.price !== null && (side === 'buy' ? price > order.price : price < order.price)) return
      const amount = smallest(order.remaining, opposite.remaining, affordable(order, price))
      if (amount === 0n) return
      const trade = market.record(price, amount, side, time)
      if (opposite.isOwn) {
        // The exchange lets a member trade with himself. It lists that trade once, as that of the older order.
        this.#orders.fill(opposite, trade)
        this.#orders.fill(order, { ...trade, isUnlisted: true })
      } else {
        market.takeFrom(opposite, amount)
        this.#orders.fill(order, trade)
      }
      if (order.state !== 'wait') return
    }
  }
}

/** The cost of a market order over the whole book; undefined if the book does not have the volume. */
function estimateCost(market, side, volume) {
  let [left, cost] = [volume, 0n]
  for (const { price, remaining } of market.ordersOf(side === 'buy' ? 'sell' : 'buy')) {
    const amount = smallest(left, remaining)
    cost += times(price, amount)
    left -= amount
    if (left === 0n) return cost
  }
  return undefined
}

/** How much a market order to buy can still pay for with what it has locked. Any other order can pay for all of the rest. */
function affordable({ side, price: limit, locked, remaining, market }, price) {
  const isMarketBuy = side === 'buy' && limit === null
  return isMarketBuy ? truncate(over(locked, price), market.amountPlaces) : remaining
}

const smallest = (...values) => values.reduce((a, b) => (a < b ? a : b))

module.exports = { Engine }
