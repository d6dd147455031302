const { startTimer } = require('../native/completion-queue.js')
const { TimeoutError, badOption, canceled } = require('../errors.js')
const { MAX_MILLISECONDS } = require('../generated/limits.js')
const { watch } = require('../signals.js')

const isTimeout = (value) => Number.isInteger(value) && value >= 1 && value <= MAX_MILLISECONDS

/** Calls the key function of a client. Gives up after `timeout` milliseconds, or when `whenClosed` rejects. */
async function callKeyFunction(keyFunction, timeout, signal, whenClosed) {
  let stopTimer
  let unwatch
  const limit = new Promise((_, reject) => {
    const message = `timeout of ${timeout}ms exceeded while waiting for the apiKey function`
    stopTimer = startTimer(timeout, () => {
      reject(new TimeoutError(message, { code: 'ECONNABORTED', phase: 'credentials' }))
    })
    if (signal) unwatch = watch(signal, (reason) => reject(canceled(reason)))
  })
  const returned = new Promise((resolve) => resolve(keyFunction())).catch((cause) => {
    throw badOption('apiKey', 'is a function that failed: see the cause of this error', { cause })
  })
  try {
    const key = await Promise.race([returned, limit, whenClosed])
    if (typeof key !== 'string')
      throw badOption('apiKey', 'is a function that must return a string or a promise of one')
    return key
  } finally {
    stopTimer?.()
    unwatch?.()
  }
}

module.exports = { callKeyFunction, isTimeout }
