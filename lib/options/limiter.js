const { CoinPortError, badOption, interrupted } = require('../errors.js')
const { withinTimeLimit } = require('./time-limit.js')

const SLOW = {
  phase: 'queue',
  hint: 'The limiter lets fewer calls pass than are made: make fewer at once, or raise timeout.',
}

function checkLimiter(limiter) {
  if (limiter === undefined || limiter === null) return undefined
  const { acquire, spent } = Object(limiter)
  const isUsable = typeof acquire === 'function' && (spent === undefined || typeof spent === 'function')
  if (!isUsable) throw badOption('limiter', 'must have the method acquire; if it has spent, that must be a method too')
  return limiter
}

/**
 * Waits until the limiter of a client lets a call pass. At the limits of the call it gives up, and aborts the signal that
 * the limiter got.
 */
async function acquire(limiter, { name, method, path }, limits) {
  const controller = new AbortController()
  const call = { name, method, path, signal: controller.signal, timeout: limits.timeout }
  const acquired = new Promise((resolve) => resolve(limiter.acquire(call))).catch((cause) => {
    const hint = 'Nothing was sent: the cause is what the limiter rejected with.'
    const fields = { code: 'ERR_LIMITER', hint, cause }
    throw interrupted(CoinPortError, 'the limiter refused the call', limits.describe?.(), fields)
  })
  try {
    await withinTimeLimit(acquired, 'limiter', SLOW, limits)
  } catch (error) {
    controller.abort(error)
    throw error
  }
}

/**
 * Tells the limiter about the requests of a call beyond its first. Warns if the limiter fails: the call must still have
 * its result.
 */
async function reportSpent(limiter, attempts) {
  if (!limiter.spent || !(attempts > 1)) return
  try {
    await limiter.spent(attempts - 1)
  } catch (cause) {
    process.emitWarning(`the limiter given to coinport failed: ${cause}`)
  }
}

module.exports = { acquire, checkLimiter, reportSpent }
