const { badOption, canceled } = require('./errors.js')

// One listener serves all calls with the same signal, because Node warns about many listeners on one signal.
/** The functions to call when a signal is aborted. */
const watched = new WeakMap()

/** Returns the signal, or undefined for none. Throws if it is not an AbortSignal. */
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

/** `describe()` describes the request for the error. */
function assertNotAborted(signal, describe) {
  if (signal?.aborted) throw canceled(reasonOf(signal), describe?.())
}

/** Calls `abort(reason)` when the signal is aborted. Returns the function that stops this. */
function watch(signal, abort) {
  const aborts = watched.get(signal) ?? addListener(signal)
  if (aborts.hasFired) {
    abort(reasonOf(signal))
    return () => {}
  }
  aborts.add(abort)
  return () => {
    aborts.delete(abort)
    if (aborts.size > 0 || watched.get(signal) !== aborts) return
    watched.delete(signal)
    removeListener(signal, aborts.listener)
  }
}

/** Warns if the signal throws: the call must still have its result. */
function removeListener(signal, listener) {
  try {
    signal.removeEventListener('abort', listener)
  } catch (cause) {
    process.emitWarning(`a signal given to coinport failed: ${cause}`)
  }
}

function addListener(signal) {
  const aborts = new Set()
  aborts.listener = () => {
    aborts.hasFired = true
    watched.delete(signal)
    const reason = reasonOf(signal)
    // Last first: the end of a call would otherwise let the next one in the queue start.
    for (const abort of [...aborts].reverse()) abort(reason)
  }
  try {
    signal.addEventListener('abort', aborts.listener, { once: true })
  } catch (cause) {
    throw badOption('signal', 'must be an AbortSignal', { cause })
  }
  // A signal that is not Node's may call its listener while it is added.
  if (!aborts.hasFired) watched.set(signal, aborts)
  return aborts
}

/** The reason of an aborted signal, or what reading it threw. */
function reasonOf(signal) {
  try {
    return signal.reason
  } catch (error) {
    return error
  }
}

module.exports = { assertNotAborted, checkSignal, isSignal, reasonOf, watch }
