const { format, times } = require('../decimal.js')
const { Addresses } = require('./addresses.js')

/** Where a withdrawal still holds what it takes. */
const UNDER_WAY = ['accepted', 'processing']

/**
 * The member's account. Every amount moves through the methods here, which also write the rows of the histories, so
 * that the balances are what the histories add up to. Amounts are decimals of `decimal.js`, times are milliseconds.
 */
class Account {
  #random
  #ids = { deposit: 9000, withdraw: 500, order: 40_000, beneficiary: 70 }
  /** By currency: `{ balance, locked }`, only for currencies that were ever held. */
  balances = new Map()
  deposits = []
  withdraws = []
  transfers = []
  beneficiaries = []
  orders = []
  trades = []

  constructor({ random, member }) {
    this.#random = random
    this.member = member
    this.addresses = new Addresses(random)
  }

  #id(kind) {
    this.#ids[kind] += 1
    return this.#ids[kind]
  }

  /** Opens the row of a currency. */
  open(currency) {
    if (!this.balances.has(currency)) this.balances.set(currency, { balance: 0n, locked: 0n })
    return this.balances.get(currency)
  }

  /** Moves an amount in or out of what is available and of what is locked; what is not there cannot be taken. */
  #move(currency, available, locked = 0n) {
    const held = this.open(currency)
    const after = { balance: held.balance + available, locked: held.locked + locked }
    if (after.balance < 0n || after.locked < 0n) {
      throw new Error(`${currency}: ${format(after.balance)} would be available and ${format(after.locked)} locked`)
    }
    Object.assign(held, after)
  }

  /** A deposit: credited, but for one that is only `submitted`. */
  deposit(currency, amount, time, { state = currency.type === 'fiat' ? 'accepted' : 'collected', ...more } = {}) {
    if (state !== 'submitted') this.#move(currency.id, amount)
    const isDone = state !== 'submitted'
    const completedAt = isDone ? time + 30 * 60 * 1000 : null
    const row = {
      id: this.#id('deposit'),
      currency,
      network: currency.networks[0],
      amount,
      fee: 0n,
      txid: currency.type === 'fiat' ? null : this.#random.hex(64),
      confirmations: isDone ? 64 : 1,
      state,
      transferType: 0,
      createdAt: time,
      updatedAt: completedAt ?? time,
      completedAt,
      tid: `TID${this.#random.hex(10).toUpperCase()}`,
      ...more,
    }
    this.deposits.push(row)
    return row
  }

  /** A withdrawal, fee included, that is under way: its amount is locked until {@link settle} or {@link release}. */
  withdraw(currency, amount, fee, time, { beneficiary, note = null }) {
    this.#move(currency.id, -amount, amount)
    const row = {
      id: this.#id('withdraw'),
      currency,
      network: currency.networks[0],
      amount,
      fee,
      txid: null,
      rid: beneficiary.data.address ?? String(beneficiary.id),
      beneficiary,
      state: 'processing',
      confirmations: 0,
      note,
      transferType: 0,
      createdAt: time,
      updatedAt: time,
      doneAt: null,
    }
    beneficiary.withdrawals += 1
    this.withdraws.push(row)
    return row
  }

  /** The withdrawal has arrived. */
  settle(row, time) {
    this.#end(row, 0n, 'succeed', time)
    if (row.currency.type === 'coin') Object.assign(row, { txid: this.#random.hex(64), confirmations: 12 })
  }

  /** The withdrawal was called off. */
  release(row, time) {
    this.#end(row, row.amount, 'canceled', time)
  }

  #end(row, back, state, time) {
    if (!UNDER_WAY.includes(row.state)) throw new Error(`withdrawal ${row.id} has ended`)
    this.#move(row.currency.id, back, -row.amount)
    Object.assign(row, { state, updatedAt: time, doneAt: time })
  }

  /** A transfer to another member, or from one. */
  transfer(currency, amount, direction, time, other) {
    this.#move(currency.id, direction === 'in' ? amount : -amount)
    const [sender, receiver] = direction === 'in' ? [other, this.member] : [this.member, other]
    const row = { currency, sender, receiver, direction, amount, time }
    this.transfers.push(row)
    return row
  }

  addBeneficiary(currency, details) {
    const row = { id: this.#id('beneficiary'), currency, network: currency.networks[0], withdrawals: 0, ...details }
    this.beneficiaries.push(row)
    return row
  }

  /** An order that goes to the book of its market. A market order has no price; it locks what it will take. */
  place(market, side, price, volume, time, { makerFee, takerFee, cost = times(price, volume) }) {
    const [currency, lock] = side === 'buy' ? [market.quote, cost] : [market.base, volume]
    this.#move(currency, -lock, lock)
    const order = this.#order(market, side, price, volume, time, { makerFee, takerFee })
    Object.assign(order, { locked: lock, fill: (trade) => this.fill(order, trade) })
    if (price !== null) market.orders.push(order)
    return order
  }

  /** An order that the exchange did not take: nothing moves. */
  reject(market, side, price, volume, time, fees) {
    return Object.assign(this.#order(market, side, price, volume, time, fees), { state: 'reject' })
  }

  #order(market, side, price, volume, time, { makerFee, takerFee }) {
    const order = {
      id: this.#id('order'),
      uuid: this.#random.uuid(),
      side,
      ordType: price === null ? 'market' : 'limit',
      price,
      state: 'wait',
      market,
      createdAt: time,
      updatedAt: time,
      volume,
      remaining: volume,
      spent: 0n,
      makerFee,
      takerFee,
      trades: [],
    }
    this.orders.push(order)
    return order
  }

  /** A trade of the market's with an order of the member's. Fees come out of what is received. */
  fill(order, { id, price, amount, takerType, time }) {
    const { market, side } = order
    const total = times(price, amount)
    const fee = takerType === side ? order.takerFee : order.makerFee
    const received = side === 'buy' ? amount : total
    const feeAmount = times(received, fee)
    const [given, gave, taken] =
      side === 'buy' ? [market.quote, total, market.base] : [market.base, amount, market.quote]
    // What was locked for a better price than this one is free again.
    const unlocked = side === 'sell' ? amount : order.price === null ? total : times(order.price, amount)
    this.#move(given, unlocked - gave, -unlocked)
    this.#move(taken, received - feeAmount)
    order.locked -= unlocked
    order.remaining -= amount
    order.spent += total
    order.updatedAt = time
    const trade = { id, price, amount, total, takerType, time, side, order, market, fee, feeAmount, feeCurrency: taken }
    order.trades.push(trade)
    this.trades.push(trade)
    if (order.remaining === 0n) this.#leave(order, 'done')
  }

  /** The rest of the order is taken back. */
  cancel(order, time) {
    order.updatedAt = time
    this.#leave(order, 'cancel')
  }

  #leave(order, state) {
    const currency = order.side === 'buy' ? order.market.quote : order.market.base
    this.#move(currency, order.locked, -order.locked)
    order.locked = 0n
    order.state = state
    order.market.orders = order.market.orders.filter((other) => other !== order)
  }
}

module.exports = { Account }
