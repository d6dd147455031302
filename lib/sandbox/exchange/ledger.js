const { format } = require('../decimal.js')

/**
 * Double entry: each movement takes from one account what it gives to another, so that the sum of a currency is always
 * zero. `available` and `locked` are the member's money, `fees` is the exchange's. `others` are the other members and
 * `outside` is the world beyond the exchange: they are negative by what came from them.
 */
class Ledger {
  #currencies = new Map()

  /** The accounts of a currency. */
  open(currency) {
    if (!this.#currencies.has(currency)) {
      this.#currencies.set(currency, { available: 0n, locked: 0n, others: 0n, fees: 0n, outside: 0n })
    }
    return this.#currencies.get(currency)
  }

  /** The currencies that were ever held, with their accounts. */
  get currencies() {
    return this.#currencies
  }

  has(currency, amount) {
    return (this.#currencies.get(currency)?.available ?? 0n) >= amount
  }

  /** Moves an amount. Throws if the member does not have it. */
  move(currency, from, to, amount) {
    const accounts = this.open(currency)
    const isMembers = from === 'available' || from === 'locked'
    if (amount < 0n || (isMembers && accounts[from] < amount)) {
      throw new Error(`${currency}: ${format(accounts[from] - amount)} would be ${from}`)
    }
    accounts[from] -= amount
    accounts[to] += amount
  }

  /** All accounts as decimal strings, by currency. */
  report() {
    const write = (accounts) => Object.fromEntries(Object.entries(accounts).map(([name, sum]) => [name, format(sum)]))
    return Object.fromEntries([...this.#currencies].map(([currency, accounts]) => [currency, write(accounts)]))
  }
}

module.exports = { Ledger }
