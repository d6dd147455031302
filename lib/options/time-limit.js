const { startTimer } = require('../native/completion-queue.js')
const { TimeoutError, canceled, interrupted } = require('../errors.js')
const { MAX_MILLISECONDS } = require('../generated/limits.js')
const { watch } = require('../signals.js')

const isTimeout = (value) => Number.isInteger(value) && value >= 1 && value <= MAX_MILLISECONDS

/**
 * Waits for what a function of the caller promised. Gives up after `timeout` milliseconds, when the signal is aborted, or
 * when `whenClosed` rejects. `awaited` names what the call waits for, and `fields` are those of the error of a timeout.
 * `describe()` describes the request for errors.
 */
async function withinTimeLimit(promise, awaited, fields, { timeout, signal, whenClosed, describe }) {
  let stopTimer
  let unwatch
  const limit = new Promise((_, reject) => {
    stopTimer = startTimer(timeout, () => {
      const message = `timeout of ${timeout}ms exceeded while waiting for the ${awaited}`
      reject(interrupted(TimeoutError, message, describe?.(), { code: 'ECONNABORTED', ...fields }))
    })
    if (signal) unwatch = watch(signal, (reason) => reject(canceled(reason, describe?.())))
  })
  try {
    return await Promise.race([promise, limit, whenClosed])
  } finally {
    stopTimer?.()
    unwatch?.()
  }
}

module.exports = { isTimeout, withinTimeLimit }
