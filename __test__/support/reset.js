'use strict'

/**
 * Resets a connection. If its end is being sent, it is destroyed instead: Node cannot reset it then, never frees its handle,
 * and does not exit.
 */
const reset = (socket) => (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy())

module.exports = { reset }
