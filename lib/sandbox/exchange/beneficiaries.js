/** How long a PIN is accepted. */
const PIN_LIFETIME_MS = 300_000
const RESEND_INTERVAL_MS = 60_000
/** States that the member sees. A deleted beneficiary is archived. */
const STATES = ['pending', 'active', 'disabled']

/** The member's beneficiaries: where money may be withdrawn to. */
class Beneficiaries {
  #random
  #lastId = 70
  #all = []

  constructor(random) {
    this.#random = random
  }

  get rows() {
    return this.#all.filter(({ state }) => STATES.includes(state))
  }

  find(id) {
    return this.rows.find((row) => row.id === id)
  }

  ofCurrency(currency) {
    return this.rows.find((row) => row.currency === currency)
  }

  add(currency, { network = currency.networks[0], state = 'pending', ...details }) {
    this.#lastId += 1
    const row = { id: this.#lastId, currency, network, withdrawals: 0, pin: this.#newPin(), state, ...details }
    this.#all.push(row)
    return row
  }

  /** Activates a pending beneficiary. Returns `active`, or why not: `pin_expired` or `invalid_pin`. */
  activate(row, pin, now) {
    if (now - row.sentAt >= PIN_LIFETIME_MS) return 'pin_expired'
    if (String(pin) !== row.pin) return 'invalid_pin'
    row.state = 'active'
    return 'active'
  }

  /** Sends a new PIN. Returns false if the last one is less than a minute old. */
  resend(row, now) {
    if (now - row.sentAt < RESEND_INTERVAL_MS) return false
    Object.assign(row, { pin: this.#newPin(), sentAt: now })
    return true
  }

  /** As at the exchange, from 10^5 to 10^6. */
  #newPin() {
    return String(100_000 + this.#random.below(900_001))
  }
}

/** The name of a beneficiary in a withdrawal: its address, or for a bank account a name made of its owner's. */
function ridOf({ id, currency, data }) {
  if (currency.type === 'coin') return data.address
  const owner = data.full_name.toLowerCase().trim().split(/\s+/).join('-')
  return `${owner}-${currency.id}-${String(id).padStart(8, '0')}`
}

module.exports = { Beneficiaries, STATES, ridOf }
