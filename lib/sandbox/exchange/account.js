const { format, times } = require('../decimal.js')
const { Addresses } = require('./addresses.js')

/** States in which the amount of a withdrawal is locked. */
const LOCKING_STATES = ['accepted', 'processing']

/**
 * The member's account. Its methods change the balances and write the rows of the histories together, so that they
 * always agree. Amounts are decimals of `decimal.js`, times are milliseconds.
 */
class Account {
  #random
  #ids = { deposit: 9000, withdraw: 500, order: 40_000, beneficiary: 70 }
  /** `{ balance, locked }` by currency, only for currencies that were ever held. */
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

  open(currency) {
    if (!this.balances.has(currency)) this.balances.set(currency, { balance: 0n, locked: 0n })
    return this.balances.get(currency)
  }

  /** Adds to the available and the locked amount. Throws if either would become negative. */
  #move(currency, available, locked = 0n) {
    const held = this.open(currency)
    const after = { balance: held.balance + available, locked: held.locked + locked }
    if (after.balance < 0n || after.locked < 0n) {
      throw new Error(`${currency}: ${format(after.balance)} would be available and ${format(after.locked)} locked`)
    }
    Object.assign(held, after)
  }

  /** Adds a deposit. It is credited unless its state is `submitted`. */
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

  /** Starts a withdrawal. Its amount, fee included, is locked until {@link settle} or {@link release}. */
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

  /** Completes a withdrawal. */
  settle(row, time) {
    this.#end(row, 0n, 'succeed', time)
    if (row.currency.type === 'coin') Object.assign(row, { txid: this.#random.hex(64), confirmations: 12 })
  }

  /** Cancels a withdrawal. */
  release(row, time) {
    this.#end(row, row.amount, 'canceled', time)
  }

  #end(row, back, state, time) {
    if (!LOCKING_STATES.includes(row.state)) throw new Error(`withdrawal ${row.id} has ended`)
    this.#move(row.currency.id, back, -row.amount)
    Object.assign(row, { state, updatedAt: time, doneAt: time })
  }

  /** Adds a transfer to or from another member. */
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

  /** Places an order in the book of its market. A market order has no price and locks its whole cost. */
  place(market, side, price, volume, time, { makerFee, takerFee, cost = times(price, volume) }) {
    const [currency, lock] = side === 'buy' ? [market.quote, cost] : [market.base, volume]
    this.#move(currency, -lock, lock)
    const order = this.#order(market, side, price, volume, time, { makerFee, takerFee })
    Object.assign(order, { locked: lock, fill: (trade) => this.fill(order, trade) })
    if (price !== null) market.orders.push(order)
    return order
  }

  /** Adds a rejected order, which changes no balance. */
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

  /** Fills an order of the member with a trade. The fee is deducted from the received amount. */
  fill(order, { id, price, amount, takerType, time }) {
    const { market, side } = order
    const total = times(price, amount)
    const fee = takerType === side ? order.takerFee : order.makerFee
    const received = side === 'buy' ? amount : total
    const feeAmount = times(received, fee)
    const [given, gave, taken] =
      side === 'buy' ? [market.quote, total, market.base] : [market.base, amount, market.quote]
    // Frees the amount that was locked for a worse price than this one.
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

  /** Cancels the remainder of an order. */
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
