const { validateHeaderName, validateHeaderValue } = require('node:http')
const { badOption, isObject, isWhole } = require('./options.js')

const BODIES = {
  401: { errors: ['jwt.decode_and_verify'] },
  403: { errors: ['user.ability.not_permitted'] },
  404: { errors: ['record.not_found'] },
  429: 'Retry later\n',
  500: { errors: ['server.internal_error'] },
}
const KNOWN = ['path', 'status', 'headers', 'body', 'times']
const isStatus = isWhole(200, 599)

/** Responses that replace the next ones, in the order in which they were added. */
class Faults {
  #planned = []

  add(fault = {}) {
    check(fault)
    const { path, status = 500, headers = {}, body = BODIES[status] ?? '', times = 1 } = fault
    const isText = typeof body === 'string'
    const type = isText ? 'text/plain' : 'application/json'
    const response = {
      status,
      headers: { 'content-type': type, ...headers },
      body: isText ? body : JSON.stringify(body),
    }
    this.#planned.push({ path: path?.replace(/^\/+/, ''), left: times, response })
  }

  /** The next planned response for `path`, if any. */
  take(path) {
    const fault = this.#planned.find((planned) => planned.left > 0 && (planned.path ?? path) === path)
    if (!fault) return undefined
    fault.left -= 1
    return fault.response
  }
}

function check(fault) {
  const refuse = (name, expected) => {
    throw badOption(name, expected, 'ERR_BAD_OPTION_VALUE')
  }
  if (!isObject(fault)) refuse('fault', 'must be an object')
  const unknown = Object.keys(fault).find((name) => !KNOWN.includes(name))
  if (unknown !== undefined) throw badOption(unknown, `is unknown: known are ${KNOWN.join(', ')}`, 'ERR_BAD_OPTION')
  const { path, status, headers, times } = fault
  if (path !== undefined && typeof path !== 'string')
    refuse('path', 'must be a path below the base URL, such as account/balances')
  if (status !== undefined && !isStatus(status)) refuse('status', 'must be an HTTP status from 200 to 599')
  if (headers !== undefined && !areHeaders(headers)) refuse('headers', 'must be an object of headers that can be sent')
  const isTimes = times === undefined || times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && times >= 1)
  if (!isTimes) refuse('times', 'must be a whole number from 1, or Infinity')
}

function areHeaders(value) {
  if (!isObject(value)) return false
  try {
    for (const [name, text] of Object.entries(value)) {
      validateHeaderName(name)
      validateHeaderValue(name, text)
    }
    return true
  } catch {
    return false
  }
}

module.exports = { Faults }
