'use strict'

const assert = require('node:assert/strict')

// The results that rows expect, by name.

const REFUSED = { class: 'NetworkError', code: 'ECONNREFUSED', phase: 'connect' }
const CONNECT_TIMEOUT = { class: 'TimeoutError', code: 'ETIMEDOUT', phase: 'connect' }
const LOST = { class: 'NetworkError', code: 'ECONNRESET' }
const BODY_TRUNCATED = { class: 'NetworkError', code: 'ECONNRESET', phase: 'body' }
const INVALID_RESPONSE = { class: 'NetworkError', code: 'EPROTO' }
const TIMEOUT = { class: 'TimeoutError', code: 'ECONNABORTED' }
const BAD_RESPONSE = { class: 'DecodeError', code: 'ERR_BAD_RESPONSE' }
const SERVER = { class: 'ApiError', code: 'ERR_BAD_RESPONSE' }
const SUCCESS = { succeeded: true }

/** Not retried. */
const once = (expected) => ({ ...expected, requests: 1, attempts: 1 })

/** A request that was sent once and may have been carried out. */
const UNKNOWN = { requests: 1, attempts: 1, outcome: 'unknown' }

/** An order that the exchange has refused. The connection ends at the same time, so that its response may be lost. */
const REJECTED_OR_LOST = {
  requests: 1,
  attempts: 1,
  code: /^(ERR_BAD_REQUEST|ECONNRESET|EPIPE)$/,
  check({ report: { code, outcome } }) {
    assert.equal(outcome, code === 'ERR_BAD_REQUEST' ? 'rejected' : 'unknown')
  },
}

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
  REJECTED_OR_LOST,
}
