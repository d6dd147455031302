const { ONE, format, magnitude, over, truncate, unitOf } = require('../decimal.js')
const { bookOrders } = require('./book.js')
const { Day } = require('./day.js')
const { Random } = require('./random.js')

/** The least number of trades that a market keeps. */
const MEMORY = 1000
/** Limits a price to a tenth above or below the reference, in lines, so that a long run stays plausible. */
const RANGE = 100
/** In the quote currency. */
const LARGEST_TRADE = 1000n * ONE
const SIGNIFICANT_DIGITS = 6
const LARGEST_PRICE_PLACES = 8

/**
 * One market. Its prices are on lines, a thousandth of its reference price apart. A trade between other members moves the
 * anchor, which the book lies around, by one to three lines, and first fills the member's orders on the way. The member's
 * own orders take volume out of the book, which is renewed when the anchor moves.
 */
class Market {
  #random
  #tradeId
  #events
  #day
  #largest
  /** What the member took from other orders since the anchor moved, by their id. */
  #taken = new Map()
  trades = []
  /** The member's open orders. */
  orders = []

  constructor({ id, base, quote, position, state, price, seed, began, tradeId, events }) {
    Object.assign(this, { id, base, quote, position, state, seed, began })
    this.#random = new Random(seed, id)
    this.#tradeId = tradeId
    this.#events = events
    const integerDigits = magnitude(price).toString().length - 16
    this.pricePlaces = Math.min(LARGEST_PRICE_PLACES, Math.max(2, SIGNIFICANT_DIGITS - integerDigits))
    this.amountPlaces = Math.min(6, 10 - this.pricePlaces)
    this.step = largestRoundStep(price / 1000n, unitOf(this.pricePlaces))
    this.reference = (price / this.step) * this.step
    this.#largest = Number(over(LARGEST_TRADE, price) / unitOf(this.amountPlaces))
    /** The price of the last trade. */
    this.last = this.reference
    /** Bids are below this price and asks above it. */
    this.anchor = this.reference
  }

  get name() {
    return `${this.base}/${this.quote}`.toUpperCase()
  }

  /** Makes one trade between other members, or with one of the member's orders, at another price than the last. */
  trade(time) {
    const lines = BigInt(1 + this.#random.below(3))
    const at = this.lineBelow(this.anchor)
    const up = at - lines < -RANGE || (at + lines <= RANGE && this.#random.below(2) === 1)
    const target = up
      ? this.priceOf(at + lines)
      : this.priceOf(at - lines + (this.priceOf(at) === this.anchor ? 0n : 1n))
    // Small trades are more frequent than large ones.
    const draws = [0, 0, 0].map(() => this.#random.below(this.#largest))
    let amount = BigInt(1 + Math.min(...draws)) * unitOf(this.amountPlaces)
    const met = this.#firstOrderTo(target, up)
    if (met && met.remaining < amount) amount = met.remaining
    const trade = this.record(met?.price ?? target, amount, up ? 'buy' : 'sell', time)
    this.#moveTo(trade.price)
    if (met) met.fill(trade)
    return trade
  }

  /** Adds a trade to the public ones. */
  record(price, amount, takerType, time) {
    const trade = { id: this.#tradeId(), price, amount, takerType, time }
    this.last = price
    this.trades.push(trade)
    if (this.trades.length > 2 * MEMORY) {
      this.trades.splice(0, MEMORY)
      this.#day = undefined
    }
    this.#events.emit('trade', this, trade)
    return trade
  }

  #moveTo(price) {
    this.anchor = price
    this.#taken.clear()
  }

  /** Adds an open order of the member to the book. Beyond the anchor, the other orders move out of its way. */
  rest(order) {
    this.orders.push(order)
    if (order.side === 'buy' ? order.price > this.anchor : order.price < this.anchor) this.#moveTo(order.price)
  }

  remove(order) {
    this.orders = this.orders.filter((other) => other !== order)
  }

  /** Takes an amount out of an order of another member. */
  takeFrom({ id }, amount) {
    this.#taken.set(id, this.takenFrom(id) + amount)
  }

  takenFrom(id) {
    return this.#taken.get(id) ?? 0n
  }

  /** The member's best order between the last price and the new one. */
  #firstOrderTo(price, up) {
    const isMet = (order) =>
      up ? order.side === 'sell' && order.price <= price : order.side === 'buy' && order.price >= price
    const met = this.orders.filter(isMet)
    if (met.length === 0) return undefined
    const isFirst = (a, b) => (a.price === b.price ? a.id < b.id : up === a.price < b.price)
    return met.reduce((first, order) => (isFirst(order, first) ? order : first))
  }

  /** The price of a line, counted from the reference price. */
  priceOf(line) {
    return this.reference + line * this.step
  }

  lineBelow(price) {
    const distance = price - this.reference
    const line = distance / this.step
    return distance < 0n && line * this.step !== distance ? line - 1n : line
  }

  /** The figures of the last 24 hours. */
  figures(now) {
    this.#day ??= new Day(this.trades)
    const figures = this.#day.figures(now)
    return { ...figures, average: truncate(figures.average, this.pricePlaces + 4) }
  }

  /** Iterates the orders of one side of the book, best price first, then oldest first. */
  ordersOf(side) {
    return bookOrders(this, side)
  }

  book(side) {
    return [...this.ordersOf(side)]
  }

  /** The best price of one side; zero if it is empty. */
  best(side) {
    for (const { price } of this.ordersOf(side)) return price
    return 0n
  }

  /** Whether an order keeps the rules of the market. A market order has a price of null. */
  allows(price, volume) {
    const [priceUnit, amountUnit] = [unitOf(this.pricePlaces), unitOf(this.amountPlaces)]
    const isPriceAllowed = price === null || (price >= priceUnit && price % priceUnit === 0n)
    return isPriceAllowed && volume >= amountUnit && volume % amountUnit === 0n
  }

  get minPrice() {
    return format(unitOf(this.pricePlaces))
  }

  get minAmount() {
    return format(unitOf(this.amountPlaces))
  }
}

/** Rounds `step` to two digits, so that prices are round; at least one unit. */
function largestRoundStep(step, unit) {
  const digits = magnitude(step).toString().length
  const scale = 10n ** BigInt(Math.max(0, digits - 2))
  const round = (step / scale) * scale
  return round < unit ? unit : (round / unit) * unit
}

module.exports = { Market }
