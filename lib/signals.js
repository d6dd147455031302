const { badOption } = require('./errors.js')

// One listener for all calls of a signal: many listeners on one signal make Node warn, and each would cost.
const watched = new WeakMap()

/** The caller's signal, checked. */
function checkSignal(signal) {
  if (signal === undefined || signal === null) return undefined
  try {
    if (isSignal(signal)) return signal
  } catch (cause) {
    throw badOption('signal', 'must be an AbortSignal', { cause })
  }
  throw badOption('signal', 'must be an AbortSignal')
}

function isSignal(signal) {
  return (
    typeof signal === 'object' &&
    typeof signal.aborted === 'boolean' &&
    typeof signal.addEventListener === 'function' &&
    typeof signal.removeEventListener === 'function'
  )
}

/** Calls `abort(reason)` when the signal fires; gives the function that ends the watch. */
function watch(signal, abort) {
  const calls = watched.get(signal) ?? listen(signal)
  calls.add(abort)
  return () => {
    calls.delete(abort)
    if (calls.size > 0 || watched.get(signal) !== calls) return
    watched.delete(signal)
    leave(signal, calls.listener)
  }
}

/** A signal that fails must not take the result of a call with it. */
function leave(signal, listener) {
  try {
    signal.removeEventListener('abort', listener)
  } catch (cause) {
    process.emitWarning(`a signal given to coinport failed: ${cause}`)
  }
}

function listen(signal) {
  const calls = new Set()
  calls.listener = () => {
    watched.delete(signal)
    // The last first: the end of a request would let the next in line go.
    const reason = reasonOf(signal)
    for (const abort of [...calls].reverse()) abort(reason)
  }
  try {
    signal.addEventListener('abort', calls.listener, { once: true })
  } catch (cause) {
    throw badOption('signal', 'must be an AbortSignal', { cause })
  }
  watched.set(signal, calls)
  return calls
}

/** A reason that cannot be read is what reading it threw. */
function reasonOf(signal) {
  try {
    return signal.reason
  } catch (error) {
    return error
  }
}

module.exports = { checkSignal, isSignal, reasonOf, watch }
