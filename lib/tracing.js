const { tracingChannel } = require('node:diagnostics_channel')
const { monotonicNow } = require('./native/addon.js')

// What those who watch a call are told: subscribers of the tracing channel `coinport:call`, and the client's logger.
// Neither is ever told a key, a parameter or the body of a request or a result.

const { start, end, asyncStart, asyncEnd, error: failed } = tracingChannel('coinport:call')

// W3C Trace Context, version 00 and those that may follow it.
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/
const TRACESTATE = /^[\x20-\x7e]{1,512}$/

/** TracingChannel's own `hasSubscribers` is not in every Node 20. */
const isTraced = () =>
  start.hasSubscribers ||
  end.hasSubscribers ||
  asyncStart.hasSubscribers ||
  asyncEnd.hasSubscribers ||
  failed.hasSubscribers

/**
 * Carries out a call under the eyes of its watchers: `run(headers)` starts it, with headers to send along, and leaves
 * the head of the answer in `answer`. Async, and throwing after an await, so that the stack of an error shows the caller.
 */
async function observe(asked, logger, answer, run) {
  const started = monotonicNow()
  const context = { ...describe(asked), headers: {}, startTime: performance.now() }
  const traced = isTraced()
  const running = traced ? start.runStores(context, () => run(traceHeaders(context.headers))) : run()
  if (traced) end.publish(context)
  try {
    const value = await running
    const { status, attempts } = JSON.parse(answer.head)
    finish(context, started, logger, { status, attempts })
    return value
  } catch (error) {
    finish(context, started, logger, { status: error.status, attempts: error.attempts, error })
    throw error
  }
}

function describe({ name, method, path, baseUrl }) {
  // What a caller of request() hands over is not checked yet, and a query is nobody's business.
  const text = (value) => (typeof value === 'string' ? value : '')
  const template = text(path)
    .replace(/^\//, '')
    .replace(/[?#].*/s, '')
  return { name, method: text(method).toUpperCase(), path: template, baseUrl }
}

function finish(context, started, logger, outcome) {
  Object.assign(context, outcome, { duration: monotonicNow() - started })
  if (context.error) failed.publish(context)
  asyncStart.publish(context)
  asyncEnd.publish(context)
  if (logger) log(logger, context)
}

/** The headers that a subscriber of `start` has set, as JSON; only those of W3C Trace Context are sent. */
function traceHeaders({ traceparent, tracestate }) {
  if (traceparent === undefined) return undefined
  const isUsable =
    TRACEPARENT.test(traceparent) && (tracestate === undefined || tracestate === '' || TRACESTATE.test(tracestate))
  if (isUsable) return JSON.stringify(tracestate ? { traceparent, tracestate } : { traceparent })
  process.emitWarning('a subscriber of coinport:call set trace headers that W3C Trace Context does not allow; not sent')
  return undefined
}

/** A logger that fails must not take the result of a call with it. */
function log(logger, { name, method, path, status, attempts, duration, error }) {
  const fields = { method, path, status, attempts, duration: Math.round(duration) }
  try {
    if (error) {
      const message = `coinport ${name} failed after ${fields.duration} ms: ${error.message}`
      logger.warn(message, { ...fields, code: error.code })
    } else logger.debug(`coinport ${name} took ${fields.duration} ms`, fields)
  } catch (cause) {
    process.emitWarning(`the logger given to coinport failed: ${cause}`)
  }
}

module.exports = { isTraced, observe }
