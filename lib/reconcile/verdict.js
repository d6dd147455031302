// What reconcile finds out.

/** The call was carried out. `result` is what it would have returned, as it is now. */
const done = (result) => ({ verdict: 'done', result })

/** The call was not carried out until `time`, in milliseconds since 1970. If that is final, it never will be. */
const notDone = (isFinal, time) => ({ verdict: 'not_done', final: isFinal, lookedAt: new Date(time).toISOString() })

/** One of these may be that of the call, or none. */
const ambiguous = (candidates) => ({ verdict: 'ambiguous', candidates })

module.exports = { ambiguous, done, notDone }
