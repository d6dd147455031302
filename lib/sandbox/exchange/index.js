const { over, parse } = require('../decimal.js')
const { Account } = require('./account.js')
const { createCurrencies } = require('./currencies.js')
const { writeHistory } = require('./history.js')
const { Market } = require('./market.js')
const { Random } = require('./random.js')
const { MARKETS } = require('./snapshot.js')

/** How often every market trades. */
const STEP_MS = 10_000
/** Bounds the trades of a market between two requests, however far apart. */
const MOST_STEPS = 100
const HOUR = 60 * 60 * 1000
/** The trades of each market before the start: some over a month, the rest over the last day. */
const PAST = [
  { trades: 60, from: 30 * 24 * HOUR, to: 24 * HOUR },
  { trades: 60, from: 24 * HOUR, to: HOUR / 60 },
]
const MEMBER = { uid: 'ID12AB34CD56', username: 'sandbox', email: 'trader@example.com', group: 'vip-0' }

/** The whole exchange: currencies, markets, the member's account, and their clock. */
class Exchange {
  #clock
  #lastTradeId = 88_000
  #now
  /** The time up to which the markets have traded. */
  #traded
  /** The response with all tickers as the exchange's timer stored it. */
  storedTickers

  constructor(options) {
    this.options = options
    this.#clock = options.clock
    this.began = this.#now = this.#traded = Math.floor(this.#clock())
    this.currencies = createCurrencies(Object.keys(options.balances))
    const chosen = MARKETS.filter(({ id }) => options.markets.includes(id))
    this.markets = new Map(chosen.map((market, index) => [market.id, this.#createMarket(market, index + 1)]))
    this.#tradeUntilNow(new Random(options.seed, 'past'))
    this.account = new Account({ random: new Random(options.seed, 'account'), member: MEMBER })
    writeHistory(this, readBalances(options.balances))
  }

  #createMarket({ id, base, quote }, position) {
    const [{ price: basePrice }, { price: quotePrice }] = [this.currencies.get(base), this.currencies.get(quote)]
    return new Market({
      id,
      base,
      quote,
      position,
      state: this.options.hiddenMarkets.includes(id) ? 'hidden' : 'enabled',
      price: over(basePrice, quotePrice),
      seed: this.options.seed,
      began: this.began,
      tradeId: () => {
        this.#lastTradeId += 1
        return this.#lastTradeId
      },
    })
  }

  /** Interleaves the trades of all markets, so that ids and times have the same order. */
  #tradeUntilNow(random) {
    for (const { trades, from, to } of PAST) {
      const gap = (from - to) / (trades * this.markets.size)
      let start = this.began - from
      for (let round = 0; round < trades; round += 1) {
        for (const market of this.markets.values()) {
          market.trade(Math.floor(start + random.below(gap)))
          start += gap
        }
      }
    }
  }

  /** The current time, which never goes back. First makes the trades that are due. */
  now() {
    this.#now = Math.max(this.#now, Math.floor(this.#clock()))
    const due = Math.floor((this.#now - this.#traded) / STEP_MS)
    const steps = Math.min(due, MOST_STEPS)
    for (let step = 1; step <= steps; step += 1) {
      const time = this.#traded + Math.floor((due * STEP_MS * step) / steps)
      for (const market of this.markets.values()) market.trade(time)
    }
    this.#traded += due * STEP_MS
    return this.#now
  }

  /** Makes one trade in every market. */
  step() {
    const now = this.now()
    for (const market of this.markets.values()) market.trade(now)
  }
}

function readBalances(balances) {
  const read = (amount) => (typeof amount === 'string' ? { balance: amount } : amount)
  return new Map(
    Object.entries(balances).map(([id, amount]) => {
      const { balance, locked = '0' } = read(amount)
      return [id, { balance: parse(balance), locked: parse(locked) }]
    }),
  )
}

module.exports = { Exchange }
