const completionQueue = require('./native/completion-queue.js')
const { CoinPortError, canceled, closed, internal } = require('./errors.js')
const { watch } = require('./signals.js')

/** The calls of a client that have not ended. They end early when the client is closed or their signal is aborted. */
class RunningCalls {
  #cancels = new Set()
  #isClosed = false

  open() {
    completionQueue.clientOpened()
  }

  /** `describe()` describes the request for the error. */
  assertOpen(describe) {
    if (this.#isClosed) throw closed(describe?.())
  }

  close() {
    if (this.#isClosed) return
    this.#isClosed = true
    // Last first: the end of a call would otherwise let the next one in the queue start.
    for (const cancel of [...this.#cancels].reverse()) cancel(closed)
    completionQueue.clientClosed()
  }

  /**
   * Calls `cancel(toError)` if the client is closed; `toError(request)` makes the error of a call. Returns the function
   * that stops this.
   */
  onClose(cancel) {
    this.#cancels.add(cancel)
    return () => this.#cancels.delete(cancel)
  }

  /**
   * Runs a call of the addon, which `startNative(queue, id)` starts. Resolves with its completion, or with `{ error }` if
   * it was canceled or could not be started. `changes` says whether it may change something at the exchange. `describe()`
   * describes the request for errors. A client with a logger calls `onRetry(retry)` for each attempt that is followed by
   * another.
   */
  run(startNative, signal, changes, describe, onRetry) {
    return new Promise((resolve) => {
      let id
      let hasEnded = false
      let stopOnClose
      let unwatch
      const end = (completion) => {
        hasEnded = true
        stopOnClose?.()
        resolve(completion)
        unwatch?.()
      }
      const cancel = (toError) => {
        const error = toError(describe?.())
        if (id !== undefined) Object.assign(error, completionQueue.cancel(id, changes))
        end({ error })
      }
      unwatch = signal && watch(signal, (reason) => cancel((request) => canceled(reason, request)))
      // The signal was aborted while its listener was added.
      if (hasEnded) return unwatch?.()
      try {
        id = completionQueue.start(startNative, (kind, body, response) => {
          if (kind === completionQueue.RETRIED) onRetry(JSON.parse(body))
          else end({ kind, body, response })
        })
        stopOnClose = this.onClose(cancel)
      } catch (error) {
        end({ error: internal(error) })
      }
    })
  }
}

/** Sets the outcome of a call that failed before the addon had a request. The addon sets all other outcomes. */
async function withOutcome(call) {
  try {
    return await call
  } catch (error) {
    if (error instanceof CoinPortError) error.outcome ??= 'not_sent'
    throw error
  }
}

module.exports = { RunningCalls, withOutcome }
