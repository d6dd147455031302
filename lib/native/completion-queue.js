const addon = require('./addon.js')

// The JavaScript end of the one queue through which all results of this thread arrive.

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

function receive(arrived, comesAgain) {
  // Before the results: what they continue may start more.
  if (comesAgain) setImmediate(takeMore)
  deliver(arrived)
}

function takeMore() {
  const arrived = bridge.take()
  if (!arrived) return
  setImmediate(takeMore)
  deliver(arrived)
}

function deliver(arrived) {
  for (let index = 0; index < arrived.length; index += 4) {
    forget(arrived[index])?.(arrived[index + 1], arrived[index + 2], arrived[index + 3])
  }
}

function forget(id) {
  const settle = pending.get(id)
  if (settle && pending.delete(id) && pending.size === 0) bridge.hold(false)
  return settle
}

module.exports = { start, cancel }
