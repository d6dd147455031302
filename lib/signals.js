const { badOption } = require('./errors.js')

// One listener for all calls of a signal: many listeners on one signal make Node warn, and each would cost.
const watched = new WeakMap()

/** The caller's signal, checked. */
function checkSignal(signal) {
  if (signal === undefined || signal === null) return undefined
  if (
    typeof signal === 'object' &&
    typeof signal.aborted === 'boolean' &&
    typeof signal.addEventListener === 'function' &&
    typeof signal.removeEventListener === 'function'
  ) {
    return signal
  }
  throw badOption('signal', 'must be an AbortSignal')
}

/** Calls `abort(reason)` when the signal fires; gives the function that ends the watch. */
function watch(signal, abort) {
  const calls = watched.get(signal) ?? listen(signal)
  calls.add(abort)
  return () => {
    calls.delete(abort)
    if (calls.size > 0 || watched.get(signal) !== calls) return
    watched.delete(signal)
    signal.removeEventListener('abort', calls.listener)
  }
}

function listen(signal) {
  const calls = new Set()
  calls.listener = () => {
    watched.delete(signal)
    // The last first: the end of a request would let the next in line go.
    for (const abort of [...calls].reverse()) abort(signal.reason)
  }
  try {
    signal.addEventListener('abort', calls.listener, { once: true })
  } catch (cause) {
    throw badOption('signal', 'must be an AbortSignal', { cause })
  }
  watched.set(signal, calls)
  return calls
}

module.exports = { checkSignal, watch }
