const { tracingChannel } = require('node:diagnostics_channel')
const { logCall } = require('./logging/log.js')
const { monotonicNow } = require('./native/addon.js')

// Reports calls to subscribers of the tracing channel `coinport:call` and to the client's logger. Neither ever receives a
// key, a parameter, the body of a request or a result.

const { start, end, asyncStart, asyncEnd, error: failed } = tracingChannel('coinport:call')

// W3C Trace Context, version 00 and later ones.
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/
const TRACESTATE = /^[\x20-\x7e]{1,512}$/

/** Some versions of Node 20 lack `TracingChannel.hasSubscribers`. */
const isTraced = () =>
  start.hasSubscribers ||
  end.hasSubscribers ||
  asyncStart.hasSubscribers ||
  asyncEnd.hasSubscribers ||
  failed.hasSubscribers

/**
 * Runs a call and reports it. `run(headers)` starts it with additional headers, and stores the response in `received`.
 * Async, and throws after an await: only then does the stack of an error show the caller.
 */
async function observe(call, logger, received, run) {
  const started = monotonicNow()
  const context = { ...describeCall(call), baseUrl: call.baseUrl, headers: {}, startTime: performance.now() }
  const traced = isTraced()
  const running = traced ? start.runStores(context, () => run(traceHeaders(context.headers))) : run()
  if (traced) end.publish(context)
  try {
    const value = await running
    const { status, attempts } = JSON.parse(received.response)
    finish(context, started, logger, { status, attempts })
    return value
  } catch (error) {
    finish(context, started, logger, { status: error.status, attempts: error.attempts, error })
    throw error
  }
}

/** What a call is, for subscribers and the log. */
function describeCall({ name, method, path }) {
  // The arguments of request() are not checked yet. A query may hold private values.
  const text = (value) => (typeof value === 'string' ? value : '')
  const template = text(path)
    .replace(/^\//, '')
    .replace(/[?#].*/s, '')
  return { name, method: text(method).toUpperCase(), path: template }
}

function finish(context, started, logger, result) {
  Object.assign(context, result, { duration: monotonicNow() - started })
  if (context.error) failed.publish(context)
  asyncStart.publish(context)
  asyncEnd.publish(context)
  if (logger) logCall(logger, context)
}

/** The headers of W3C Trace Context that a subscriber of `start` has set, as JSON. */
function traceHeaders({ traceparent, tracestate }) {
  if (traceparent === undefined) return undefined
  const isUsable =
    TRACEPARENT.test(traceparent) && (tracestate === undefined || tracestate === '' || TRACESTATE.test(tracestate))
  if (isUsable) return JSON.stringify(tracestate ? { traceparent, tracestate } : { traceparent })
  process.emitWarning(
    'a subscriber of coinport:call set trace headers that W3C Trace Context does not allow: they are not sent',
  )
  return undefined
}

module.exports = { describeCall, isTraced, observe }
