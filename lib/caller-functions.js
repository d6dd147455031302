const { monotonicNow } = require('./native/addon.js')
const { attemptsOf } = require('./native/results.js')
const { callKeyFunction } = require('./options/key-function.js')
const { acquire, reportSpent } = require('./options/limiter.js')
const { isTimeout } = require('./options/time-limit.js')
const { assertNotAborted } = require('./signals.js')

/** The functions of the caller that a call waits for before it is sent: the limiter and the key function of its client. */
class CallerFunctions {
  #calls
  #timeout

  /** `own` has `limiter` and `keyFunction`, if there are any. `calls` are the client's, and `timeout` is its own. */
  constructor(own, calls, timeout) {
    this.limiter = own.limiter
    this.keyFunction = own.keyFunction
    this.#calls = calls
    this.#timeout = timeout
  }

  /** Waits for the limiter. Returns `options` with the time that is left. */
  async acquire(call, options, signal, describe) {
    const ask = (limits) => acquire(this.limiter, call, limits)
    return (await this.#wait(options, signal, describe, ask)).options
  }

  /** Tells the limiter how many requests a call took. */
  reportSpent(completion) {
    reportSpent(this.limiter, attemptsOf(completion))
  }

  /** Waits for the key function. Returns `options` with its key and the time that is left. */
  async withKey(options, signal, describe) {
    const ask = (limits) => callKeyFunction(this.keyFunction, limits)
    const { value, options: rest } = await this.#wait(options, signal, describe, ask)
    return { ...rest, apiKey: value }
  }

  /** Waits for the function that `ask(limits)` calls. Returns its value, and `options` with the time that is left. */
  async #wait(options, signal, describe, ask) {
    const timeout = options.timeout ?? this.#timeout
    // The addon refuses the timeout with its own message.
    if (!isTimeout(timeout)) return { options }
    const started = monotonicNow()
    let stopOnClose
    const whenClosed = new Promise((_, reject) => {
      stopOnClose = this.#calls.onClose((toError) => reject(toError(describe?.())))
    })
    let value
    try {
      value = await ask({ timeout, signal, whenClosed, describe })
    } finally {
      stopOnClose()
    }
    this.#calls.assertOpen(describe)
    assertNotAborted(signal, describe)
    return { value, options: { ...options, timeout: Math.max(1, Math.ceil(timeout - (monotonicNow() - started))) } }
  }
}

module.exports = { CallerFunctions }
