// Creates a span for each call of coinport, following OpenTelemetry's conventions for HTTP clients, and sends `traceparent`.
// Run alone, it prints the spans of two calls; in a service, call traceCoinPort() once, after its SDK is set up.

const { tracingChannel } = require('node:diagnostics_channel')
const { SpanKind, SpanStatusCode, context, propagation, trace } = require('@opentelemetry/api')
const {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} = require('@opentelemetry/semantic-conventions')

// The package does not export conventions that are not stable yet.
const ATTR_URL_TEMPLATE = 'url.template'

/** Creates a span for every call from now on; returns a function that stops this. */
function traceCoinPort(tracer = trace.getTracer('coinport')) {
  const spans = new WeakMap()
  const channel = tracingChannel('coinport:call')
  const subscribers = {
    start(call) {
      const { hostname, port, protocol, pathname } = new URL(call.baseUrl)
      const template = `${pathname}/${call.path}`
      const span = tracer.startSpan(`${call.method} ${template}`, {
        kind: SpanKind.CLIENT,
        attributes: {
          [ATTR_HTTP_REQUEST_METHOD]: call.method,
          [ATTR_URL_TEMPLATE]: template,
          [ATTR_SERVER_ADDRESS]: hostname,
          [ATTR_SERVER_PORT]: Number(port || (protocol === 'https:' ? 443 : 80)),
        },
      })
      propagation.inject(trace.setSpan(context.active(), span), call.headers)
      spans.set(call, span)
    },
    asyncEnd(call) {
      const span = spans.get(call)
      if (!span) return
      const { status, attempts, error } = call
      if (status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status)
      if (attempts > 1) span.setAttribute(ATTR_HTTP_REQUEST_RESEND_COUNT, attempts - 1)
      if (error) {
        span.setAttribute(ATTR_ERROR_TYPE, status >= 400 ? String(status) : (error.code ?? error.name))
        span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
      }
      span.end()
    },
  }
  channel.subscribe(subscribers)
  return () => channel.unsubscribe(subscribers)
}

async function main() {
  const { ConsoleSpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node')
  const { getBalances, getTicker } = require('coinport')
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] })
  provider.register()
  traceCoinPort()
  await trace.getTracer('example').startActiveSpan('morning report', async (span) => {
    await Promise.all([getTicker('btcaud'), getBalances()])
    span.end()
  })
  await provider.shutdown()
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}

module.exports = { traceCoinPort }
