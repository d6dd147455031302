const assert = require('node:assert/strict')
const Big = require('big.js')

// What the engine of the sandbox should do, in a few plain lines and with another decimal library.

const FEES = { maker: new Big('0.001'), taker: new Big('0.002') }
const AMOUNT_PLACES = 6

// Division rounds down.
const Decimal = Big()
Decimal.DP = AMOUNT_PLACES
Decimal.RM = 0

/** A decimal as the exchange writes it. */
const text = (value) => {
  const plain = new Big(value).toFixed()
  return plain.includes('.') ? plain : `${plain}.0`
}

/** The orders and balances of a member in one market. The fees and the precision are those of ethusdt. */
class NaiveEngine {
  orders = []

  constructor({ eth, usdt }) {
    const holding = (amount) => ({ free: new Big(amount), locked: new Big(0) })
    this.balances = { eth: holding(eth), usdt: holding(usdt) }
  }

  /** Takes an order. `others` are the other members' orders of the opposite side, best first. */
  take(order, others) {
    const isBuy = order.side === 'buy'
    const given = this.balances[isBuy ? 'usdt' : 'eth']
    if (order.price === null && isBuy) {
      const buffered = cost(this.opposite(order, others), order.left).times('1.1')
      order.locked = buffered.gt(given.free) ? given.free : buffered
    } else order.locked = isBuy ? order.price.times(order.left) : order.left
    given.free = given.free.minus(order.locked)
    given.locked = given.locked.plus(order.locked)
    this.orders.push(order)
    for (const maker of this.opposite(order, others)) {
      if (order.left.eq(0)) break
      if (order.price && (isBuy ? maker.price.gt(order.price) : maker.price.lt(order.price))) break
      let amount = maker.left.lt(order.left) ? maker.left : order.left
      if (!order.price && isBuy) {
        const most = new Decimal(order.locked).div(maker.price)
        if (most.lt(amount)) amount = new Big(most)
      }
      if (amount.eq(0)) break
      if (maker.isOwn) this.fill(maker, maker.price, amount, FEES.maker)
      this.fill(order, maker.price, amount, FEES.taker)
    }
    if (order.left.gt(0) && order.price === null) this.end(order, 'cancel')
  }

  /** The orders that an order can meet: the oldest first at each price, and the others before the member's. */
  opposite({ side }, others) {
    const own = this.orders.filter((order) => order.state === 'wait' && order.side !== side)
    const sign = side === 'buy' ? 1 : -1
    return [...others, ...own]
      .map((order, index) => ({ order, index }))
      .sort((a, b) => sign * a.order.price.cmp(b.order.price) || a.index - b.index)
      .map(({ order }) => order)
  }

  fill(order, price, amount, rate) {
    const total = price.times(amount)
    const [gives, gets] = order.side === 'buy' ? ['usdt', 'eth'] : ['eth', 'usdt']
    const [gave, got] = order.side === 'buy' ? [total, amount] : [amount, total]
    const freed = order.side === 'buy' && order.price ? order.price.times(amount) : gave
    this.balances[gives].locked = this.balances[gives].locked.minus(freed)
    this.balances[gives].free = this.balances[gives].free.plus(freed.minus(gave))
    this.balances[gets].free = this.balances[gets].free.plus(got.minus(got.times(rate)))
    order.locked = order.locked.minus(freed)
    order.left = order.left.minus(amount)
    order.trades.push([text(price), text(amount)])
    if (order.left.eq(0)) this.end(order, 'done')
  }

  end(order, state) {
    const currency = order.side === 'buy' ? 'usdt' : 'eth'
    this.balances[currency].locked = this.balances[currency].locked.minus(order.locked)
    this.balances[currency].free = this.balances[currency].free.plus(order.locked)
    Object.assign(order, { locked: new Big(0), state })
  }

  /** A public trade of others: it is the best order of the member, if its price reaches that one. */
  onTrade({ price, amount, taker_type: taker }) {
    const [best] = this.opposite({ side: taker }, [])
    if (!best || (taker === 'buy' ? best.price.gt(price) : best.price.lt(price))) return
    assert.ok(best.price.eq(price), 'the best order is filled first')
    this.fill(best, best.price, new Big(amount), FEES.maker)
  }

  report() {
    return this.orders.map(({ id, state, left, trades }) => [id, state, text(left), trades])
  }
}

/** The cost of an amount over a book. */
function cost(book, amount) {
  let [left, sum] = [amount, new Big(0)]
  for (const order of book) {
    const taken = order.left.lt(left) ? order.left : left
    sum = sum.plus(order.price.times(taken))
    left = left.minus(taken)
  }
  return sum
}

module.exports = { NaiveEngine, cost, text }
