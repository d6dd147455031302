const addon = require('./addon.js')
const { internal } = require('../errors.js')

// The JavaScript end of the one queue through which all results of this thread arrive. It needs no timer of
// JavaScript's: test runners replace those.

const pending = new Map()
let bridge
let lastId = 0

/** Starts a native call; `settle(kind, body, head)` is called once unless the call is canceled. */
function start(begin, settle) {
  bridge ??= new addon.CompletionQueue(receive)
  do {
    lastId = (lastId + 1) >>> 0
  } while (pending.has(lastId))
  const id = lastId
  pending.set(id, settle)
  // A pending call keeps Node alive.
  if (pending.size === 1) bridge.hold(true)
  try {
    begin(bridge, id)
  } catch (error) {
    forget(id)
    throw error
  }
  return id
}

/** Ends a call: nothing arrives for it any more. Whether nothing of its request's body has left is the result. */
function cancel(id) {
  forget(id)
  return bridge.cancel(id)
}

/** Calls `ring` after so many milliseconds of real time; gives the function that prevents it. */
function startTimer(milliseconds, ring) {
  try {
    const id = start((queue, id) => queue.startTimer(id, milliseconds), ring)
    return () => cancel(id)
  } catch (error) {
    throw internal(error)
  }
}

function receive(completions) {
  for (let index = 0; index < completions.length; index += 4) {
    try {
      forget(completions[index])?.(completions[index + 1], completions[index + 2], completions[index + 3])
    } catch (error) {
      raise(error)
    }
  }
}

/** A completion that throws costs no other its result, and is not silent: Node reports the rejection. */
async function raise(error) {
  throw error
}

function forget(id) {
  const settle = pending.get(id)
  if (settle && pending.delete(id) && pending.size === 0) bridge.hold(false)
  return settle
}

module.exports = { start, startTimer, cancel }
