const { times } = require('../decimal.js')

/** The currency that an order gives, and the one that it receives. */
const sidesOf = ({ side, market }) => (side === 'buy' ? [market.quote, market.base] : [market.base, market.quote])

/**
 * The member's orders and trades. Its methods move the money, change the rows and keep the books of the markets together,
 * so that they always agree.
 */
class Orders {
  #ledger
  #random
  #events
  #lastId = 40_000
  #byKey = new Map()
  rows = []
  trades = []

  constructor({ ledger, random, events }) {
    this.#ledger = ledger
    this.#random = random
    this.#events = events
  }

  /** Finds an order by its id, as text, or its UUID. */
  find(key) {
    return this.#byKey.get(key)
  }

  /** Stores an order. A market order has a price of null. */
  add(market, side, price, volume, time, { makerFee, takerFee, state }) {
    this.#lastId += 1
    const order = {
      id: this.#lastId,
      uuid: this.#random.uuid(),
      side,
      ordType: price === null ? 'market' : 'limit',
      price,
      state,
      market,
      createdAt: time,
      updatedAt: time,
      volume,
      remaining: volume,
      spent: 0n,
      locked: 0n,
      makerFee,
      takerFee,
      trades: [],
      isOwn: true,
      fill: (trade) => this.fill(order, trade),
    }
    this.rows.push(order)
    this.#byKey.set(String(order.id), order).set(order.uuid, order)
    this.#events.emit('order', order)
    return order
  }

  /** Locks the money of an order, which is then open. Throws if the member does not have it. */
  open(order, amount, time) {
    this.#ledger.move(sidesOf(order)[0], 'available', 'locked', amount)
    Object.assign(order, { locked: amount, state: 'wait', updatedAt: time })
    this.#events.emit('order', order)
  }

  reject(order, time) {
    Object.assign(order, { state: 'reject', updatedAt: time })
    this.#events.emit('order', order)
  }

  /** Places an open order in the book of its market, without matching it. A market order locks its whole cost. */
  place(market, side, price, volume, time, { cost = times(price, volume), ...fees }) {
    const [given, lock] = side === 'buy' ? [market.quote, cost] : [market.base, volume]
    this.#ledger.move(given, 'available', 'locked', lock)
    const order = this.add(market, side, price, volume, time, { ...fees, state: 'wait' })
    order.locked = lock
    if (price !== null) market.orders.push(order)
    return order
  }

  /** Fills an order with a trade. The fee is deducted from the received amount. */
  fill(order, trade) {
    const { price, amount, takerType, time } = trade
    const { market, side } = order
    const total = times(price, amount)
    const [gives, receives] = sidesOf(order)
    const [gave, received] = side === 'buy' ? [total, amount] : [amount, total]
    const fee = takerType === side ? order.takerFee : order.makerFee
    const feeAmount = times(received, fee)
    // Frees the amount that was locked for a worse price than this one.
    const unlocked = side === 'buy' && order.price !== null ? times(order.price, amount) : gave
    this.#ledger.move(gives, 'locked', 'others', gave)
    this.#ledger.move(gives, 'locked', 'available', unlocked - gave)
    this.#ledger.move(receives, 'others', 'available', received - feeAmount)
    this.#ledger.move(receives, 'others', 'fees', feeAmount)
    order.locked -= unlocked
    order.remaining -= amount
    order.spent += total
    order.updatedAt = time
    const row = { ...trade, total, side, order, market, fee, feeAmount, feeCurrency: receives }
    order.trades.push(row)
    this.trades.push(row)
    if (order.remaining === 0n) this.#leave(order, 'done')
    this.#events.emit('fill', row)
    this.#events.emit('order', order)
  }

  /** Cancels the remainder of an order. */
  cancel(order, time) {
    order.updatedAt = time
    this.#leave(order, 'cancel')
    this.#events.emit('order', order)
  }

  #leave(order, state) {
    this.#ledger.move(sidesOf(order)[0], 'locked', 'available', order.locked)
    Object.assign(order, { locked: 0n, state })
    order.market.remove(order)
  }
}

module.exports = { Orders }
