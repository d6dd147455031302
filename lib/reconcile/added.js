const addon = require('../native/addon.js')
const { ADDED, nameOf, nameTimeOf, requestOf } = require('./finders/index.js')
const { isSince } = require('./since.js')
const { ambiguous, done } = require('./verdict.js')

/** How often to ask whether identical calls have ended. They may be of another thread, whose events do not arrive here. */
const POLL = 50

/** The search for what a call has added, over several looks. */
class Added {
  #endpoint
  #intent
  #params
  /** The number of the call in the journal of the process (src/client/journal). */
  #token

  /** `record` is that of the intent, and gets the number of the call. `owner` is `{ exchange, account }`. */
  constructor(endpoint, record, { exchange, account }) {
    const { intent } = record
    this.#endpoint = endpoint
    this.#intent = intent
    this.#params = { ...endpoint.defaults, ...intent.params }
    const request = requestOf(endpoint, intent.params)
    const isKnown = record.token !== undefined && addon.resumeWrite(record.token, exchange, account, request)
    if (!isKnown) record.token = addon.adoptWrite(exchange, account, request, intent.sentAt)
    this.#token = record.token
  }

  /** Returns the verdict, or undefined if nothing was found. `pause()` waits a little. */
  async look({ reader, since, pause }) {
    const finder = ADDED[this.#endpoint.name]
    const search = { reader, endpoint: this.#endpoint, params: this.#params, since }
    const { found, isUncertain } = await finder.find(search)
    // What starts from now on is not in the rows.
    const mark = addon.latestWrite()
    const rows = this.#candidates(found, finder, since)
    if (isUncertain && rows.length > 0) return ambiguous(rows)
    const names = rows.map((row) => nameOf(this.#endpoint, row))
    const times = rows.map((row) => nameTimeOf(this.#endpoint, row))
    for (;;) {
      const { kind, rows: chosen } = addon.settleWrite(this.#token, names, times, mark)
      if (kind === 'absent') return undefined
      if (kind === 'claimed') return done(rows[chosen[0]])
      if (kind === 'ambiguous') return ambiguous(chosen.map((index) => rows[index]))
      await pause(POLL)
    }
  }

  /** The rows that may be that of the call, oldest first. */
  #candidates(found, { timeOf }, since) {
    const { exclude = [] } = this.#intent
    const isPossible = (row) => isSince(timeOf(row), since) && !exclude.includes(row.id)
    const age = (a, b) => Date.parse(timeOf(a)) - Date.parse(timeOf(b)) || a.id - b.id || 0
    return found.filter(isPossible).sort(age)
  }

  end(isAbsent) {
    addon.releaseWrite(this.#token, isAbsent)
  }
}

module.exports = { Added }
