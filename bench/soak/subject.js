// The process that is measured: `node --expose-gc subject.js '<JSON>'` prints a line of JSON for every sample.

const { getEventListeners } = require('node:events')
const { readdirSync, readFileSync } = require('node:fs')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort } = require('../..')
const { KEY } = require('../keys.js')

const PARALLEL = 64
const MEBIBYTE = 2 ** 20

const never = new AbortController().signal

/** One call of each phase. It throws if the call does not end as the phase expects. */
const PHASES = {
  good: (coinport) => coinport.getBalances({}, { signal: never }),
  steady: (coinport) => PHASES.good(coinport),
  failing: (coinport) => expect('ERR_BAD_REQUEST', coinport.getTicker('bad', {}, { signal: never })),
  aborted: async (coinport) => {
    const abort = new AbortController()
    const call = expect('ERR_CANCELED', coinport.getTicker('silent', {}, { signal: abort.signal }))
    await wait(Math.random() * 4)
    abort.abort()
    await call
  },
  lost: (coinport) => expect('ECONNRESET', coinport.getTicker('lost', {}, { signal: never, maxRetries: 0 })),
}

async function expect(code, call) {
  const actual = await call.then(
    () => 'no error',
    (error) => error.code,
  )
  if (actual !== code) throw new Error(`a call ended with ${actual} instead of ${code}`)
}

/** Records what the process holds while no call is in flight. */
async function sample(phase, calls) {
  // Connections of aborted calls close shortly after the calls.
  await wait(50)
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc()
    await new Promise(setImmediate)
  }
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  const { heapUsed, external } = process.memoryUsage()
  const figures = {
    memory: Number(readFileSync('/proc/self/statm', 'latin1').split(' ')[1]) * 4096,
    heap: heapUsed + external,
    descriptors: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    listeners: listeners + getEventListeners(never, 'abort').length,
  }
  for (const name of ['memory', 'heap']) figures[name] = Number((figures[name] / MEBIBYTE).toFixed(3))
  console.log(JSON.stringify({ phase, calls, seconds: Number(process.uptime().toFixed(1)), ...figures }))
}

async function run(coinport, phase, calls, { samples, perSecond }) {
  const every = Math.ceil(calls / samples)
  const rate = phase === 'steady' ? perSecond : Number.POSITIVE_INFINITY
  const started = performance.now()
  let made = 0
  await sample(phase, made)
  while (made < calls) {
    const end = Math.min(calls, made + every)
    const worker = async () => {
      while (made < end) {
        made += 1
        const early = started + (made * 1000) / rate - performance.now()
        if (early > 0) await wait(early)
        await PHASES[phase](coinport)
      }
    }
    await Promise.all(Array.from({ length: PARALLEL }, worker))
    await sample(phase, made)
  }
}

async function main({ port, certificate, phases, ...pace }) {
  const baseUrl = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}/api/v2/peatio`
  const ca = certificate && readFileSync(certificate, 'utf8')
  const coinport = new CoinPort({ baseUrl, apiKey: KEY, ca, rateLimit: false })
  for (const [phase, calls] of phases) await run(coinport, phase, calls, pace)
}

main(JSON.parse(process.argv[2]))
