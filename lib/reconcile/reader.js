const { TimeoutError } = require('../errors.js')

/** Reads for one look, which ends within its timeout. */
class Reader {
  #client
  #settings
  #clock
  #deadline

  constructor(client, settings, clock) {
    this.#client = client
    this.#settings = settings
    this.#clock = clock
    this.#deadline = clock.monotonic() + settings.timeout
  }

  /** Reads one thing by its key. */
  one(name, key) {
    return this.#client[name](key, null, this.#options())
  }

  /** Reads a thing without a key, or a complete list. */
  get(name, params) {
    return this.#client[name](params, this.#options())
  }

  /** Reads a list page by page. */
  async *rows(name, params) {
    for await (const row of this.#client[name](params, this.#options())) {
      this.#timeLeft()
      yield row
    }
  }

  #options() {
    const { signal, apiKey } = this.#settings
    return { signal, apiKey, timeout: this.#timeLeft() }
  }

  #timeLeft() {
    const left = Math.ceil(this.#deadline - this.#clock.monotonic())
    if (left > 0) return left
    const message = `timeout of ${this.#settings.timeout}ms exceeded while looking whether a call was carried out`
    throw new TimeoutError(message, { code: 'ECONNABORTED', phase: 'headers' })
  }
}

module.exports = { Reader }
