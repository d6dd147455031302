// Whether Node's own code makes HTTP requests, or a library for tests such as nock or msw, which replaces functions of
// `node:http` or `node:net`. Requests must then go through these functions, so that tests never reach the exchange.

const http = require('node:http')
const https = require('node:https')
const net = require('node:net')
const { isProxy } = require('node:util/types')

/** Functions that were looked at. */
const known = new WeakMap()

function isReplaced(protocol) {
  const { request } = protocol === 'https:' ? https : http
  return !(
    isOfNode(request, 'ClientRequest') &&
    isOfNode(http.ClientRequest, 'ClientRequest') &&
    isOfNode(net.Socket.prototype.connect, 'normalizedArgsSymbol')
  )
}

/** Whether a function is Node's. Its code then contains `word`, which is internal to Node. */
function isOfNode(value, word) {
  if (typeof value !== 'function') return false
  if (!known.has(value)) {
    const original = unwrapped(value)
    known.set(value, !isProxy(original) && Function.prototype.toString.call(original).includes(word))
  }
  return known.get(value)
}

/** Instrumentation such as OpenTelemetry's observes requests and does not replace them. It keeps the original function. */
function unwrapped(value) {
  let original = value
  while (typeof original.__original === 'function') original = original.__original
  return original
}

module.exports = { isReplaced }
