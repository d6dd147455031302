// Whether Node's own code makes HTTP requests, or a library for tests such as nock or msw, which replaces the functions
// of `node:http`. Requests must then go through these functions, so that tests never reach the exchange.

const http = require('node:http')
const https = require('node:https')
const { isProxy } = require('node:util/types')

/** Functions that were looked at. */
const known = new WeakMap()

function isReplaced(protocol) {
  const { request } = protocol === 'https:' ? https : http
  return !isOfNode(request) || !isOfNode(http.ClientRequest)
}

function isOfNode(value) {
  if (typeof value !== 'function') return false
  if (!known.has(value)) known.set(value, hasCodeOfNode(unwrapped(value)))
  return known.get(value)
}

/** Instrumentation such as OpenTelemetry's observes requests and does not replace them. It keeps the original function. */
function unwrapped(value) {
  let original = value
  while (typeof original.__original === 'function') original = original.__original
  return original
}

function hasCodeOfNode(value) {
  const code = Function.prototype.toString.call(value)
  return !isProxy(value) && /^(request|ClientRequest)$/.test(value.name) && code.includes('ClientRequest')
}

module.exports = { isReplaced }
