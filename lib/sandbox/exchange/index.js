const { EventEmitter } = require('node:events')
const { over, parse } = require('../decimal.js')
const { Account } = require('./account.js')
const { createCurrencies } = require('./currencies.js')
const { Engine } = require('./engine.js')
const { writeHistory } = require('./history.js')
const { Ledger } = require('./ledger.js')
const { Market } = require('./market.js')
const { MEMBER } = require('./members.js')
const { Orders } = require('./orders.js')
const { Random } = require('./random.js')
const { Schedule } = require('./schedule.js')
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

/** The whole exchange: currencies, markets, the member's account and orders, and their clock. */
class Exchange {
  #clock
  #lastTradeId = 88_000
  #now
  /** The time up to which the markets have traded. */
  #traded
  #isAdvancing = false
  schedule = new Schedule()
  ledger = new Ledger()
  /** `trade` (market, trade), `order` (order) and `fill` (trade of the member), as they happen. */
  events = new EventEmitter()
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
    const { ledger, schedule } = this
    const [account, orders, pins, codes] = ['account', 'orders', 'pins', 'codes'].map(
      (kind) => new Random(options.seed, kind),
    )
    this.account = new Account({ ledger, randoms: { account, pins, codes }, member: { ...MEMBER, whitelisting: true } })
    this.orders = new Orders({ ledger, random: orders, events: this.events })
    this.engine = new Engine({ orders: this.orders, ledger, schedule, options })
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
      events: this.events,
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

  /** The current time, which never goes back. First does everything that is due, in the order of time. */
  now() {
    // An event that asks for the time gets its own.
    if (this.#isAdvancing) return this.#now
    this.#isAdvancing = true
    try {
      this.#advance(Math.max(this.#now, Math.floor(this.#clock())))
    } finally {
      this.#isAdvancing = false
    }
    return this.#now
  }

  #advance(now) {
    const due = Math.floor((now - this.#traded) / STEP_MS)
    const steps = Math.min(due, MOST_STEPS)
    const start = this.#traded
    for (let step = 1; step <= steps; step += 1) {
      const time = start + Math.floor((due * STEP_MS * step) / steps)
      this.#runEvents(time)
      for (const market of this.markets.values()) market.trade(time)
      this.#traded = time
    }
    this.#runEvents(now)
    this.#now = now
  }

  #runEvents(until) {
    for (let event = this.schedule.take(until); event; event = this.schedule.take(until)) {
      this.#now = Math.max(this.#now, event.time)
      // What an event adds is not delayed by the request that happens to be handled now.
      this.schedule.delayed(0, () => event.run(this.#now))
    }
    this.#now = Math.max(this.#now, until)
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
