const addon = require('./addon.js')
const { internal } = require('../errors.js')
const { addKnownTexts, clearKnownTexts } = require('./packed.js')

// The JavaScript side of src/bindings/completion_queue.rs: all calls of this thread end here. It uses no JavaScript timer,
// because test runners replace those.

/** The kind of a completion that reports a retry. The call goes on. */
const RETRIED = -3

/** The functions that take the completions of pending calls, by the id of the call. */
const pending = new Map()
/** Made by the first call. It is freed with the last client, because test runners such as jest report it as an open handle. */
let queue
let lastId = 0
let openClients = 0

function clientOpened() {
  openClients += 1
}

function clientClosed() {
  openClients -= 1
  freeIfUnused()
}

function freeIfUnused() {
  if (openClients > 0 || pending.size > 0 || queue === undefined) return
  queue.free()
  queue = undefined
}

/**
 * Starts a call of the addon, with `startNative(queue, id)`. When the call ends, `complete(kind, body, response)` is called,
 * unless the call was canceled. A client with a logger also calls it with the kind RETRIED, at each retry.
 */
function start(startNative, complete) {
  if (queue === undefined) {
    // A new queue sends all known texts again.
    clearKnownTexts()
    queue = new addon.CompletionQueue(receive)
  }
  do {
    lastId = (lastId + 1) >>> 0
  } while (pending.has(lastId))
  const id = lastId
  pending.set(id, complete)
  // Keeps Node alive while calls are pending.
  if (pending.size === 1) queue.hold(true)
  try {
    startNative(queue, id)
  } catch (error) {
    take(id)
    throw error
  }
  return id
}

/**
 * Cancels a call. Returns what is known about it: `{ status, outcome, attempts }`. Only a call that `changes` something has an
 * outcome.
 */
function cancel(id, changes) {
  const known = queue.cancel(id, changes)
  take(id)
  return known
}

/** Calls `callback` after so many milliseconds of real time. Returns the function that stops the timer. */
function startTimer(milliseconds, callback) {
  try {
    const id = start((queue, id) => queue.startTimer(id, milliseconds), callback)
    return () => cancel(id, false)
  } catch (error) {
    throw internal(error)
  }
}

/** Takes a batch: new known texts, then `id, kind, body, response` for each call that has ended or is retried. */
function receive(batch) {
  if (batch[0] !== null) addKnownTexts(batch[0])
  for (let index = 1; index < batch.length; index += 4) {
    try {
      const kind = batch[index + 1]
      const complete = kind === RETRIED ? pending.get(batch[index]) : take(batch[index])
      complete?.(kind, batch[index + 2], batch[index + 3])
    } catch (error) {
      reportLater(error)
    }
  }
}

/** Makes Node report an unhandled rejection. To throw here would lose the rest of the batch. */
async function reportLater(error) {
  throw error
}

/** Removes a call from the pending ones. Returns its function, unless it was canceled. */
function take(id) {
  const complete = pending.get(id)
  if (complete && pending.delete(id) && pending.size === 0) {
    queue.hold(false)
    freeIfUnused()
  }
  return complete
}

module.exports = { RETRIED, start, startTimer, cancel, clientOpened, clientClosed }
