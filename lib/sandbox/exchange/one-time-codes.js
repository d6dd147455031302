/** How long a code is accepted: its own half minute, and the two around it. */
const LIFETIME_MS = 90_000

/** The member's one-time passwords. Each passes once. */
class OneTimeCodes {
  #random
  /** The time at which each code was shown, and whether it has passed. */
  #codes = new Map()

  constructor(random) {
    this.#random = random
  }

  /** Shows a fresh code of six digits. */
  show(now) {
    for (const [code, { time }] of this.#codes) if (now - time >= LIFETIME_MS) this.#codes.delete(code)
    let code
    // The exchange reads a code as an integer, so a code that begins with 0 never passes.
    do code = String(100_000 + this.#random.below(900_000))
    while (this.#codes.has(code))
    this.#codes.set(code, { time: now, isUsed: false })
    return code
  }

  /** Uses a code up. Returns `passed`, `used` or `wrong`. */
  use(code, now) {
    const known = this.#codes.get(code)
    if (!known || now - known.time >= LIFETIME_MS) return 'wrong'
    if (known.isUsed) return 'used'
    known.isUsed = true
    return 'passed'
  }
}

module.exports = { OneTimeCodes }
