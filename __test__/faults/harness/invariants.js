'use strict'

const { isDeepStrictEqual } = require('node:util')

/** How late a call may settle after its deadline, in ms. */
const SLACK = 250
const LONGEST_BLOCK = 50
const MOST_MEMORY = 32

/** The documented codes. */
const CODES = new Set(
  `ERR_BAD_OPTION ERR_BAD_OPTION_VALUE ERR_INVALID_URL ERR_QUEUE_FULL ERR_LIMITER ERR_CLIENT_CLOSED ERR_CANCELED ERR_INTERNAL ERR_CREDENTIALS
  ERR_BAD_REQUEST ERR_BAD_RESPONSE ECONNABORTED ETIMEDOUT ENOTFOUND EAI_AGAIN ECONNREFUSED ECONNRESET EPIPE EPROTO
  EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL EACCES EAGAIN EMFILE ENFILE ERR_PROXY_TUNNEL CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED
  CERT_SIGNATURE_FAILURE CERT_REJECTED INVALID_PURPOSE DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE
  ERR_TLS_CERT_ALTNAME_INVALID`.split(/\s+/),
)

/** Words that betray messages of the libraries below or of Rust. */
const RAW_TEXT =
  /hyper|reqwest|rustls|webpki|tokio|serde|napi|error sending request|os error|invalid HTTP|\bh2\b|\.rs\b|panicked|unwrap|expected value at|line \d+ column/i

/** Lists the invariants that a call broke. */
function brokenInvariants(
  report,
  { timeout, kind, requests, expectedRequests, rise = MOST_MEMORY, blocked = LONGEST_BLOCK },
) {
  const problems = []
  const must = (holds, text) => holds || problems.push(text)
  // A row may test an invalid timeout.
  const late = report.elapsed - (timeout > 0 ? timeout : 0) - report.foreign
  must(late <= SLACK, `I1: settled ${Math.round(late)} ms after its deadline`)
  if (!report.succeeded) {
    must(report.isOurs, `I2: not a CoinPortError: ${report.stack}`)
    must(CODES.has(report.code), `I2: the code ${report.code} is not documented`)
    must(!RAW_TEXT.test(report.message), `I2: raw text of a library: ${report.message}`)
  }
  must(report.leaked.length === 0, `I3: the key shows in ${report.leaked.join(', ')}`)
  must(report.events.length === 0, `I4: ${report.events.join('\n')}`)
  const most = kind === 'write' ? 1 : 3
  must(requests <= most || expectedRequests !== undefined, `I6: ${requests} requests, and ${most} are allowed`)
  must(report.blocked < blocked, `I7: the event loop was blocked for ${report.blocked} ms`)
  must(report.rise < rise, `I8: the memory rose by ${report.rise} MiB`)
  return problems
}

/** Compares a value with the expected value, pattern or predicate; returns the differences as texts. */
function differs(name, actual, expected) {
  const fits =
    expected instanceof RegExp
      ? expected.test(actual)
      : typeof expected === 'function'
        ? expected(actual)
        : isDeepStrictEqual(actual, expected)
  return fits
    ? []
    : [
        `${name} is ${JSON.stringify(actual)}, expected ${String(expected.source ?? JSON.stringify(expected) ?? expected)}`,
      ]
}

/** For `run`: fails unless a report has the expected fields and keeps the invariants. */
function expect(name, report, expected, { timeout = 10_000, ...limits } = {}) {
  const problems = brokenInvariants(report, { timeout, requests: 0, ...limits })
  for (const field of Object.keys(expected)) problems.push(...differs(field, report[field], expected[field]))
  if (problems.length > 0) throw new Error(`${name}: ${problems.join('\n')}\n${report.stack ?? ''}`)
}

module.exports = { expect, brokenInvariants, differs }
