const { badOption } = require('../errors.js')
const { DEFAULT_WAIT, MAX_MILLISECONDS } = require('../generated/limits.js')
const { ownOptions } = require('../options/client-options.js')
const { isTimeout } = require('../options/time-limit.js')
const { checkSignal } = require('../signals.js')

const NAMES = ['wait', 'timeout', 'signal', 'apiKey']
const DEFAULT_TIMEOUT = 10_000

/** The options of reconcile, with defaults filled in. */
function readOptions(given) {
  const options = ownOptions(given)
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name))
  if (unknown !== undefined)
    throw badOption(unknown, `is unknown: known are ${NAMES.join(', ')}`, { code: 'ERR_BAD_OPTION' })
  const { wait, timeout, signal, apiKey } = options
  if (wait != null && wait !== 0 && !isTimeout(wait))
    throw badOption('wait', `must be whole milliseconds from 0 to ${MAX_MILLISECONDS}`)
  if (timeout != null && !isTimeout(timeout))
    throw badOption('timeout', `must be whole milliseconds from 1 to ${MAX_MILLISECONDS}`)
  if (apiKey != null && typeof apiKey !== 'string') throw badOption('apiKey', 'must be a string')
  return {
    wait: wait ?? DEFAULT_WAIT,
    timeout: timeout ?? DEFAULT_TIMEOUT,
    signal: checkSignal(signal),
    apiKey: apiKey ?? undefined,
  }
}

module.exports = { readOptions }
