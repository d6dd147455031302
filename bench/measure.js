// `node measure.js '<JSON>'` measures one client in one case, in a process of its own. Prints the figures as JSON.

const { deepStrictEqual } = require('node:assert')
const { readFileSync } = require('node:fs')
const { monitorEventLoopDelay, performance } = require('node:perf_hooks')
const { BODIES } = require('./cases.js')
const { CLIENTS, PARSE } = require('./clients.js')
const { KEY, keyOf } = require('./keys.js')

async function main({ client, body, baseUrl, protocol, inFlight, warmUp, duration, keyLength = KEY.length }) {
  const expected = BODIES[body]
  const fetchBody = await (CLIENTS[client] ?? PARSE).make({ baseUrl, protocol, key: keyOf(keyLength) })
  const call = () => fetchBody(expected)
  deepStrictEqual(
    normalized(await call()),
    normalized(JSON.parse(expected.json)),
    `${client} does not return what the server sent`,
  )
  await load(call, inFlight, warmUp)
  globalThis.gc?.()

  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const before = { thread: threadTime(), cpu: process.cpuUsage(), loop: performance.eventLoopUtilization() }
  const started = performance.now()
  const latencies = await load(call, inFlight, duration)
  const elapsed = performance.now() - started
  const thread = threadTime() - before.thread
  const { user, system } = process.cpuUsage(before.cpu)
  const { active } = performance.eventLoopUtilization(before.loop)
  delay.disable()

  const calls = latencies.length
  latencies.sort((a, b) => a - b)
  const percentile = (share) => latencies[Math.min(calls - 1, Math.floor(calls * share))] * 1000
  const figures = {
    thread: thread / 1000 / calls,
    active: (active * 1000) / calls,
    perSecond: (calls * 1000) / elapsed,
    p50: percentile(0.5),
    p99: percentile(0.99),
    cpu: (user + system) / calls,
    memory: process.resourceUsage().maxRSS / 1024,
    delay: delay.percentile(99) / 1e6,
  }
  process.stdout.write(JSON.stringify(figures), () => process.exit(0))
}

/** The exchange sends the times of tickers as text, and coinport turns them into the documented numbers. */
const normalized = (data) => JSON.parse(JSON.stringify(data), (key, value) => (key === 'at' ? Number(value) : value))

/** CPU time of the JavaScript thread in nanoseconds. Only Linux keeps it for a thread. */
function threadTime() {
  if (process.platform !== 'linux') return Number.NaN
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0])
}

/** Keeps `inFlight` calls in flight; returns the duration of each. */
async function load(call, inFlight, milliseconds) {
  const latencies = []
  const end = performance.now() + milliseconds
  const worker = async () => {
    for (let before = performance.now(); before < end; ) {
      await call()
      const now = performance.now()
      latencies.push(now - before)
      before = now
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return latencies
}

main(JSON.parse(process.argv[2]))
