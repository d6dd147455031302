const { watch } = require('../signals.js')

/** One signal for both ways to cancel a request of axios. `release()` removes its listeners. */
function combineSignals({ cancelToken, signal }) {
  if (!cancelToken) return { signal: signal ?? undefined, release() {} }
  const controller = new AbortController()
  const abort = () => controller.abort()
  const unwatch = signal ? watch(signal, abort) : undefined
  if (signal?.aborted) abort()
  cancelToken.subscribe(abort)
  return {
    signal: controller.signal,
    release() {
      cancelToken.unsubscribe(abort)
      unwatch?.()
    },
  }
}

module.exports = { combineSignals }
