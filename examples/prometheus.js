// Counts and times the calls of coinport for Prometheus. Run alone, it makes some calls and prints the metrics; in a
// service, call measureCoinPort() once, with the registry that the service exposes.

const { tracingChannel } = require('node:diagnostics_channel')
const { Counter, Gauge, Histogram, Registry } = require('prom-client')

/** Measures every call from now on; returns a function that stops this. */
function measureCoinPort(register) {
  const registers = [register]
  const duration = new Histogram({
    name: 'coinport_call_duration_seconds',
    help: 'Duration of calls of the exchange, including retries and delays',
    labelNames: ['method', 'path', 'status'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const requests = new Counter({
    name: 'coinport_requests_total',
    help: 'Requests sent to the exchange, including retries and pages',
    labelNames: ['method', 'path'],
    registers,
  })
  const running = new Gauge({
    name: 'coinport_calls_in_progress',
    help: 'Calls of the exchange that have not ended',
    registers,
  })

  const started = new WeakSet()
  const channel = tracingChannel('coinport:call')
  const subscribers = {
    start(call) {
      started.add(call)
      running.inc()
    },
    asyncEnd(call) {
      // A call that was made before measuring began.
      if (!started.has(call)) return
      running.dec()
      // A label must have few values, and the path of such a call may contain any id.
      const path = call.name === 'request' || call.name === 'axios' ? 'other' : call.path
      const { method } = call
      requests.inc({ method, path }, call.attempts ?? 0)
      const status = String(call.status ?? call.error?.code ?? 'unknown')
      duration.observe({ method, path, status }, call.duration / 1000)
    },
  }
  channel.subscribe(subscribers)
  return () => channel.unsubscribe(subscribers)
}

async function main() {
  const { getBalances, getTicker } = require('coinport')
  const register = new Registry()
  measureCoinPort(register)
  await Promise.all([getTicker('btcaud'), getTicker('ethaud'), getBalances()])
  console.log(await register.metrics())
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}

module.exports = { measureCoinPort }
