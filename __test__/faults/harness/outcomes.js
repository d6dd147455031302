'use strict'

// Expected results that many rows share.

const REFUSED = { class: 'NetworkError', code: 'ECONNREFUSED', phase: 'connect' }
const CONNECT_TIMEOUT = { class: 'TimeoutError', code: 'ETIMEDOUT', phase: 'connect' }
const LOST = { class: 'NetworkError', code: 'ECONNRESET' }
const BODY_TRUNCATED = { class: 'NetworkError', code: 'ECONNRESET', phase: 'body' }
const INVALID_RESPONSE = { class: 'NetworkError', code: 'EPROTO' }
const TIMEOUT = { class: 'TimeoutError', code: 'ECONNABORTED' }
const BAD_RESPONSE = { class: 'DecodeError', code: 'ERR_BAD_RESPONSE' }
const SERVER = { class: 'ApiError', code: 'ERR_BAD_RESPONSE' }
const SUCCESS = { succeeded: true }

/** A result that is not retried. */
const once = (expected) => ({ ...expected, requests: 1, attempts: 1 })

/** A request that was sent once and may have been carried out. */
const UNKNOWN = { requests: 1, attempts: 1, outcome: 'unknown' }

module.exports = {
  REFUSED,
  CONNECT_TIMEOUT,
  LOST,
  BODY_TRUNCATED,
  INVALID_RESPONSE,
  TIMEOUT,
  BAD_RESPONSE,
  SERVER,
  SUCCESS,
  once,
  UNKNOWN,
}
