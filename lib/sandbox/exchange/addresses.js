/** The member's deposit addresses, by currency and network. */
class Addresses {
  #random
  #rows = new Map()

  constructor(random) {
    this.#random = random
  }

  /** Creates an active address. */
  open(currency) {
    const row = this.ask(currency)
    return this.ask(currency, row.network)
  }

  /** Returns the address. The first request creates it as pending; from the second on it is active. */
  ask(currency, network = currency.networks[0]) {
    const key = `${currency.id} ${network.key}`
    const row = this.#rows.get(key) ?? { currency, network, address: null, state: 'pending', isNew: true }
    if (!row.isNew) Object.assign(row, { address: row.address ?? `sandbox-${this.#random.hex(32)}`, state: 'active' })
    this.#rows.set(key, row)
    const shown = { ...row }
    row.isNew = false
    return shown
  }

  /** The addresses of a currency, its default network first. */
  of(currency) {
    const rows = currency.networks.map((network) => this.#rows.get(`${currency.id} ${network.key}`))
    return rows.filter((row) => row !== undefined)
  }
}

module.exports = { Addresses }
