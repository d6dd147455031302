const addon = require('../native/addon.js')
const { MAX_MILLISECONDS } = require('../generated/limits.js')
const { isTimeout } = require('../options/time-limit.js')
const { ADDED, nameOf, nameTimeOf, requestOf } = require('./finders/index.js')
const { createIntent, remember } = require('./intent.js')

/** How much later than its timeout a call may report its end, because its thread was busy. */
const GRACE = 10_000

/**
 * A call that changes something, from its start to its end. If it adds something, the journal of the process knows it
 * (src/client/journal), so that reconcile does not take what it adds for that of another call.
 */
class TrackedWrite {
  #endpoint
  #key
  #params
  #owner
  #sentAt = Date.now()
  /** The number of the call in the journal. */
  #token

  /** `params` is JSON. `owner` is `{ exchange, account }`. */
  constructor({ endpoint, key }, params, owner, timeout) {
    this.#endpoint = endpoint
    this.#key = key
    this.#params = params
    this.#owner = owner
    if (!ADDED[endpoint.name]) return
    const { exchange, account } = owner
    const limit = isTimeout(timeout) ? Math.min(timeout + GRACE, MAX_MILLISECONDS) : 0
    const request = requestOf(endpoint, JSON.parse(params ?? '{}'))
    this.#token = addon.beginWrite(exchange, account, request, this.#sentAt, limit)
  }

  succeeded(result) {
    if (this.#token === undefined) return
    addon.completeWrite(this.#token, nameOf(this.#endpoint, result), nameTimeOf(this.#endpoint, result))
  }

  failed(error) {
    const isUnknown = error.outcome === 'unknown'
    let sentAt = this.#sentAt
    if (this.#token !== undefined) {
      if (isUnknown) sentAt = addon.leaveWrite(this.#token) ?? sentAt
      else addon.completeWrite(this.#token, null, 0)
    }
    if (!isUnknown) return
    const intent = createIntent(this.#endpoint, this.#key, this.#params, sentAt)
    remember(error, { intent, token: this.#token, ...this.#owner })
  }
}

module.exports = { TrackedWrite }
