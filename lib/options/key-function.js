const { startTimer } = require('../native/completion-queue.js')
const { TimeoutError, badOption, canceled } = require('../errors.js')
const { watch } = require('../signals.js')

// The native half takes no longer ones.
const LONGEST_TIMEOUT = 2 ** 31 - 1

const isTimeout = (value) => Number.isInteger(value) && value >= 1 && value <= LONGEST_TIMEOUT

/** Asks the caller's key function, for at most `timeout` milliseconds, or until `abandoned` rejects. */
async function askKey(ask, timeout, signal, abandoned) {
  let stopTimer
  let unwatch
  const limit = new Promise((_, reject) => {
    const message = `timeout of ${timeout}ms exceeded while waiting for the apiKey function`
    stopTimer = startTimer(timeout, () => {
      reject(new TimeoutError(message, { code: 'ECONNABORTED', phase: 'credentials' }))
    })
    if (signal) unwatch = watch(signal, (reason) => reject(canceled(reason)))
  })
  const answer = new Promise((resolve) => resolve(ask())).catch((cause) => {
    throw badOption('apiKey', 'is a function that failed; its error is the cause of this one', { cause })
  })
  try {
    const key = await Promise.race([answer, limit, abandoned])
    if (typeof key !== 'string')
      throw badOption('apiKey', 'is a function that must return a string or a promise of one')
    return key
  } finally {
    stopTimer?.()
    unwatch?.()
  }
}

module.exports = { askKey, isTimeout }
