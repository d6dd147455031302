const { times, truncate, unitOf } = require('../decimal.js')
const { firstDigits } = require('./currencies.js')
const { feesOf } = require('./fees.js')
const { holdLocked } = require('./locked.js')
const { MEMBERS } = require('./members.js')

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Writes a history that leads to the balances in `targets`, `{ balance, locked }` by currency. Invents trades,
 * withdrawals and transfers first, then the deposits that they need, so that everything adds up.
 */
function writeHistory(exchange, targets) {
  new History(exchange, targets).write()
}

class History {
  /** `[time, event]`, in any order. */
  #events = []
  /** Outgoing and incoming sums by currency, without deposits. */
  #out = new Map()
  #in = new Map()
  #hasRefused = false
  #hasPartial = false

  constructor(exchange, targets) {
    this.exchange = exchange
    this.account = exchange.account
    this.now = exchange.began
    this.targets = targets
    const isHeld = ([, { balance, locked }]) => balance + locked > 0n
    this.held = [...targets].filter(isHeld).map(([id]) => exchange.currencies.get(id))
  }

  write() {
    for (const id of this.targets.keys()) this.exchange.ledger.open(id)
    for (const currency of this.held) this.#introduce(currency)
    const held = new Set(this.held.map(({ id }) => id))
    for (const market of this.exchange.markets.values()) {
      if (held.has(market.base) && held.has(market.quote)) this.#trade(market)
    }
    for (const currency of this.held) this.#withdraw(currency)
    if (this.held.length > 0) this.#transfer(this.exchange.currencies.get(held.has('usdt') ? 'usdt' : this.held[0].id))
    for (const currency of this.held) this.#deposit(currency)
    this.#events.sort(([a], [b]) => a - b)
    for (const [, event] of this.#events) event()
    for (const currency of this.held) {
      holdLocked(this.exchange, currency, this.targets.get(currency.id).locked, this.now - HOUR)
    }
    this.#announceDeposit()
  }

  #at(time, event) {
    this.#events.push([time, event])
  }

  #total(id) {
    const { balance, locked } = this.targets.get(id)
    return balance + locked
  }

  #take(id, amount) {
    this.#out.set(id, (this.#out.get(id) ?? 0n) + amount)
  }

  /** Adds an incoming amount. Returns false if too little would be left for deposits. */
  #give(id, amount) {
    const sum = (this.#in.get(id) ?? 0n) + amount
    if (sum > this.#total(id) / 2n) return false
    this.#in.set(id, sum)
    return true
  }

  /** Creates the deposit address and the beneficiary of a currency. */
  #introduce(currency) {
    const isCoin = currency.type === 'coin'
    const data = isCoin
      ? { address: `sandbox-${currency.id}-wallet` }
      : { full_name: 'A Trader', bsb: '062000', account_number: '12**5678' }
    const name = isCoin ? `My ${currency.name} wallet` : 'My bank'
    const details = { name, description: '', data, state: 'active', sentAt: this.now - 80 * DAY }
    this.account.beneficiaries.add(currency, details)
    if (isCoin) this.account.addresses.open(currency)
  }

  /** Makes three of the market's trades the member's: two buys and one sell. */
  #trade(market) {
    const [base, quote] = [market.base, market.quote].map((id) => this.exchange.currencies.get(id))
    const past = market.trades.filter(({ time }) => time < this.now - 3 * HOUR)
    const plan = [
      { side: 'buy', share: 6n, trade: past[Math.floor(past.length / 6)] },
      { side: 'buy', share: 9n, trade: past[Math.floor(past.length / 2)] },
      { side: 'sell', share: 12n, trade: past[past.length - 2] },
    ]
    for (const { side, share, trade } of plan) {
      const amount = fit(trade.price, this.#total(market.base) / share, market, quote)
      const total = times(trade.price, amount)
      const [given, gave, taken, received] =
        side === 'buy' ? [quote, total, base, amount] : [base, amount, quote, total]
      const fees = feesOf(market)
      const rate = trade.takerType === side ? fees.takerFee : fees.makerFee
      if (amount === 0n || !this.#give(taken.id, received - times(received, rate))) continue
      this.#take(given.id, gave)
      trade.amount = amount
      // A taker order trades at once; a maker order was in the book first.
      const isTaker = trade.takerType === side
      const placed = trade.time - (isTaker ? 0 : 40 * MINUTE)
      // One order is for twice the amount, and its remainder is canceled.
      const isPartial = !this.#hasPartial && side === 'buy' && 8n * total <= this.#total(quote.id)
      if (isPartial) this.#hasPartial = true
      const volume = isPartial ? 2n * amount : amount
      const price = isTaker && !isPartial ? null : trade.price
      const cost = times(trade.price, volume)
      let order
      this.#at(placed, () => {
        order = this.exchange.orders.place(market, side, price, volume, placed, { ...fees, cost })
      })
      this.#at(trade.time, () => this.exchange.orders.fill(order, trade))
      if (isPartial) this.#at(trade.time + HOUR, () => this.exchange.orders.cancel(order, trade.time + HOUR))
    }
    this.#giveUp(market)
  }

  /** Adds two orders without trades: one canceled, one rejected for lack of funds. */
  #giveUp(market) {
    const volume = truncate(firstDigits(this.#total(market.base) / 6n, 2), market.amountPlaces)
    if (volume === 0n) return
    const [placed, refused] = [
      this.now - 2 * DAY - market.position * MINUTE,
      this.now - 5 * DAY - market.position * MINUTE,
    ]
    const [above, below] = [market.priceOf(120n), market.priceOf(-120n)]
    let order
    this.#at(placed, () => {
      order = this.exchange.orders.place(market, 'sell', above, volume, placed, feesOf(market))
    })
    this.#at(placed + HOUR, () => this.exchange.orders.cancel(order, placed + HOUR))
    // One rejected order is enough.
    if (this.#hasRefused) return
    this.#hasRefused = true
    const terms = { ...feesOf(market), state: 'reject' }
    this.#at(refused, () => this.exchange.orders.add(market, 'buy', below, 1000n * volume, refused, terms))
  }

  /** Adds one completed and one canceled withdrawal. */
  #withdraw(currency) {
    const amount = round(this.#total(currency.id) / 10n, currency)
    if (amount < currency.minWithdraw || amount === 0n) return
    const beneficiary = this.account.beneficiaries.ofCurrency(currency)
    const details = { beneficiary, note: currency.type === 'fiat' ? 'rent' : null }
    this.#take(currency.id, amount)
    for (const [days, end] of [
      [9, 'settle'],
      [4, 'release'],
    ]) {
      const time = this.now - days * DAY - currency.position * MINUTE
      this.#at(time, () => {
        const row = this.account.withdraw(currency, amount, currency.withdrawFee, time, details)
        this.account[end](row, time + 20 * MINUTE)
      })
    }
  }

  /** Adds transfers to and from other members. */
  #transfer(currency) {
    const amount = round(this.#total(currency.id) / 80n, currency)
    if (amount === 0n) return
    for (let index = 0; index < 15; index += 1) {
      const direction = index % 3 === 2 ? 'in' : 'out'
      if (direction === 'out') this.#take(currency.id, amount)
      else if (!this.#give(currency.id, amount)) continue
      const time = this.now - (29 - 2 * index) * DAY - 3 * HOUR
      this.#at(time, () => this.account.transfer(currency, amount, direction, time, MEMBERS[index % 2]))
    }
  }

  /** Deposits everything that was ever needed, in three parts, before all other events. */
  #deposit(currency) {
    const needed = this.#total(currency.id) + (this.#out.get(currency.id) ?? 0n) - (this.#in.get(currency.id) ?? 0n)
    const [half, quarter] = [round(needed / 2n, currency), round(needed / 4n, currency)]
    const isCoin = currency.type === 'coin'
    const parts = [
      // So old that the exchange no longer knows the block.
      { amount: half, days: 60, ...(isCoin && { confirmations: 'N/A' }), transferType: null },
      { amount: quarter, days: 45, network: currency.networks.at(-1) },
      { amount: needed - half - quarter, days: 31 },
    ]
    for (const { amount, days, ...details } of parts.filter(({ amount }) => amount > 0n)) {
      const time = this.now - days * DAY - currency.position * 7 * MINUTE
      this.#at(time, () => this.account.deposit(currency, amount, time, details))
    }
  }

  /** Adds a deposit that is seen on its network and not credited yet. */
  #announceDeposit() {
    const coin = this.held.find(({ type }) => type === 'coin')
    const amount = coin ? round(this.#total(coin.id) / 8n, coin) : 0n
    if (amount > 0n) this.account.deposit(coin, amount, this.now - 10 * MINUTE, { state: 'submitted' })
  }
}

/** Keeps two digits. */
const round = (amount, { precision }) => truncate(firstDigits(amount, 2), precision)

/** The largest two-digit amount up to `most` whose total needs no more decimals than the quote currency has. */
function fit(price, most, market, quote) {
  const rounded = truncate(firstDigits(most, 2), market.amountPlaces)
  const unit = 10n ** BigInt(Math.max(0, rounded.toString().length - 2))
  const [fits, isWhole] = [unitOf(quote.precision), unitOf(market.amountPlaces)]
  for (let amount = rounded; amount > rounded / 2n; amount -= unit) {
    if (amount % isWhole === 0n && times(price, amount) % fits === 0n) return amount
  }
  return 0n
}

module.exports = { writeHistory }
