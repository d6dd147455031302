const { startTimer } = require('../native/completion-queue.js')
const { CredentialsError, TimeoutError, badOption, canceled, interrupted } = require('../errors.js')
const { MAX_MILLISECONDS } = require('../generated/limits.js')
const { watch } = require('../signals.js')

const FAILED_HINT = 'Check where the function gets the key from. Nothing was sent, so the call can be repeated.'

const isTimeout = (value) => Number.isInteger(value) && value >= 1 && value <= MAX_MILLISECONDS

/**
 * Calls the key function of a client. Gives up after `timeout` milliseconds, or when `whenClosed` rejects. `describe()`
 * describes the request for errors.
 */
async function callKeyFunction(keyFunction, { timeout, signal, whenClosed, describe }) {
  let stopTimer
  let unwatch
  const limit = new Promise((_, reject) => {
    const message = `timeout of ${timeout}ms exceeded while waiting for the apiKey function`
    stopTimer = startTimer(timeout, () => {
      reject(interrupted(TimeoutError, message, describe(), { code: 'ECONNABORTED', phase: 'credentials' }))
    })
    if (signal) unwatch = watch(signal, (reason) => reject(canceled(reason, describe())))
  })
  const returned = new Promise((resolve) => resolve(keyFunction())).catch((cause) => {
    const fields = { code: 'ERR_CREDENTIALS', hint: FAILED_HINT, cause }
    throw interrupted(CredentialsError, 'the apiKey function failed: see the cause of this error', describe(), fields)
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
