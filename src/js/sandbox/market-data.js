const { format } = require('./decimal.js')

// A price walks around its reference and stays within a tenth of it, so that a long test stays plausible.

const AMOUNT_PLACES = 6
/** The largest trade, in the quote currency. */
const LARGEST_TRADE = 1000

class Market {
  #random

  constructor({ id, base, quote }, { base: baseCurrency, quote: quoteCurrency }, position, random) {
    Object.assign(this, { id, base, quote, position })
    this.#random = random
    const price = Number(baseCurrency.price) / Number(quoteCurrency.price)
    this.pricePlaces = Math.min(8, Math.max(2, 5 - Math.floor(Math.log10(price))))
    this.amountPlaces = Math.min(AMOUNT_PLACES, 10 - this.pricePlaces)
    // At least a hundred steps of the smallest price, so that even the cheapest coin can move.
    this.largestAmount = (LARGEST_TRADE / price) * 10 ** this.amountPlaces
    this.reference = BigInt(Math.max(100, Math.round(price * 10 ** this.pricePlaces)))
    this.open = this.high = this.low = this.last = this.reference
    this.amount = 0n
    this.volume = 0n
    for (let trades = 0; trades < 20; trades += 1) this.trade()
  }

  /** One more trade: the price always moves. */
  trade() {
    const largest = this.reference / 400n + 1n
    const step = 1n + BigInt(Math.floor(this.#random() * Number(largest)))
    const tenth = this.reference / 10n
    const tooHigh = this.last + step > this.reference + tenth
    const tooLow = this.last - step < this.reference - tenth
    const up = tooLow || (!tooHigh && this.#random() < 0.5)
    this.last += up ? step : -step
    if (this.last > this.high) this.high = this.last
    if (this.last < this.low) this.low = this.last
    const amount = 1n + BigInt(Math.floor(this.#random() * this.largestAmount))
    this.amount += amount
    this.volume += amount * this.last
  }

  /** The figures of 24 hours, each as the exchange writes it. */
  figures() {
    const price = (ticks) => format(ticks, this.pricePlaces)
    return {
      avg_price: format((this.volume * 10_000n) / this.amount, this.pricePlaces + 4),
      high: price(this.high),
      last: price(this.last),
      low: price(this.low),
      open: price(this.open),
      price_change_percent: percent(this.last - this.open, this.open),
      volume: format(this.volume, this.pricePlaces + this.amountPlaces),
      amount: format(this.amount, this.amountPlaces),
    }
  }
}

/** `+1.37%` */
function percent(change, open) {
  const hundredths = ((change < 0n ? -change : change) * 10_000n + open / 2n) / open
  return `${change < 0n ? '-' : '+'}${(hundredths / 100n).toString()}.${(hundredths % 100n).toString().padStart(2, '0')}%`
}

/** The markets of a sandbox, in the order of their positions. */
function createMarkets(markets, currencies, random = Math.random) {
  const byId = new Map(currencies.map((currency) => [currency.id, currency]))
  return markets.map((market, index) => {
    const pair = { base: byId.get(market.base), quote: byId.get(market.quote) }
    return new Market(market, pair, index + 1, random)
  })
}

module.exports = { createMarkets }
