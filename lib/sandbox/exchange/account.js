const { Addresses } = require('./addresses.js')
const { Beneficiaries, ridOf } = require('./beneficiaries.js')
const { OneTimeCodes } = require('./one-time-codes.js')

/** States in which the amount of a withdrawal is locked. */
const LOCKING_STATES = ['accepted', 'processing']
const MINUTE = 60 * 1000

/**
 * The member's money, apart from orders. Its methods move the money and write the rows of the histories together, so that
 * they always agree. Amounts are decimals of `decimal.js`, times are milliseconds.
 */
class Account {
  #random
  #ledger
  #ids = { deposit: 9000, withdraw: 500 }
  deposits = []
  withdraws = []
  transfers = []

  /** `randoms` has a source of random numbers for each kind, so that one does not depend on the other. */
  constructor({ ledger, randoms, member }) {
    this.#ledger = ledger
    this.#random = randoms.account
    this.member = member
    this.addresses = new Addresses(randoms.account)
    this.beneficiaries = new Beneficiaries(randoms.pins)
    this.oneTimeCodes = new OneTimeCodes(randoms.codes)
  }

  #id(kind) {
    this.#ids[kind] += 1
    return this.#ids[kind]
  }

  /** `{ available, locked }` by currency, only for currencies that were ever held. */
  get balances() {
    return this.#ledger.currencies
  }

  /** Adds a deposit. It is credited unless its state is `submitted`. */
  deposit(currency, amount, time, { state = currency.type === 'fiat' ? 'accepted' : 'collected', ...more } = {}) {
    const isDone = state !== 'submitted'
    if (isDone) this.#ledger.move(currency.id, 'outside', 'available', amount)
    const completedAt = isDone ? time + 30 * MINUTE : null
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

  /**
   * Stores a withdrawal as `prepared`, to a beneficiary or to `rid`. It moves no money until {@link accept}, and stays
   * `prepared` if that is refused, as at the exchange.
   */
  prepare(currency, amount, fee, time, { beneficiary, network = beneficiary.network, rid, note = null }) {
    const row = {
      id: this.#id('withdraw'),
      currency,
      network,
      amount,
      fee,
      txid: null,
      rid: rid ?? ridOf(beneficiary),
      beneficiary,
      state: 'prepared',
      confirmations: 0,
      note,
      transferType: 0,
      createdAt: time,
      updatedAt: time,
      doneAt: null,
    }
    this.withdraws.push(row)
    return row
  }

  /** Locks the amount, fee included, until {@link settle} or {@link release}. Throws if the member does not have it. */
  accept(row) {
    this.#ledger.move(row.currency.id, 'available', 'locked', row.amount)
    row.state = 'accepted'
    if (row.beneficiary) row.beneficiary.withdrawals += 1
  }

  process(row, time) {
    Object.assign(row, { state: 'processing', updatedAt: time })
  }

  /** Adds a withdrawal that is under way. */
  withdraw(currency, amount, fee, time, details) {
    const row = this.prepare(currency, amount, fee, time, details)
    this.accept(row)
    this.process(row, time)
    return row
  }

  /** Completes a withdrawal. */
  settle(row, time) {
    this.#end(row, 'succeed', time)
    this.#ledger.move(row.currency.id, 'locked', 'fees', row.fee)
    this.#ledger.move(row.currency.id, 'locked', 'outside', row.amount - row.fee)
    if (row.currency.type === 'coin') Object.assign(row, { txid: this.#random.hex(64), confirmations: 12 })
  }

  /** Cancels a withdrawal. */
  release(row, time) {
    this.#end(row, 'canceled', time)
    this.#ledger.move(row.currency.id, 'locked', 'available', row.amount)
  }

  #end(row, state, time) {
    if (!LOCKING_STATES.includes(row.state)) throw new Error(`withdrawal ${row.id} has ended`)
    Object.assign(row, { state, updatedAt: time, doneAt: time })
  }

  /** Adds a transfer to or from another member. Throws if the sender does not have the amount. */
  transfer(currency, amount, direction, time, other) {
    const [from, to] = direction === 'in' ? ['others', 'available'] : ['available', 'others']
    this.#ledger.move(currency.id, from, to, amount)
    const [sender, receiver] = direction === 'in' ? [other, this.member] : [this.member, other]
    const row = { currency, sender, receiver, direction, amount, time }
    this.transfers.push(row)
    return row
  }
}

module.exports = { Account }
