'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort } = require('coinport')
const { FULL } = require('../support/counts.js')
const { runScript } = require('../support/script.js')
const { serve, json, BALANCES, TICKERS } = require('../support/server.js')
const { notRunOffLinux } = require('../support/tools.js')

const MAX_IN_FLIGHT = 64
const MAX_WAITING = 10_000
/**
 * 64 on a quiet machine. A busy machine opens a few more, because a connection may not be back in the pool yet when the
 * next request is sent.
 */
const MAX_CONNECTIONS = 2 * MAX_IN_FLIGHT

/** A server that records the order of requests, and the most requests and connections at once. */
async function serveAndCount(t, reply) {
  const seen = { order: [], open: 0, most: 0, connections: 0 }
  const server = await serve(t, (request, response) => {
    seen.order.push(Number(request.url.match(/\d+(?=\/tickers)/)?.[0]))
    seen.open += 1
    seen.most = Math.max(seen.most, seen.open)
    seen.connections = Math.max(seen.connections, server.sockets.size)
    response.once('close', () => {
      seen.open -= 1
    })
    return reply(request, response)
  })
  return { ...server, seen }
}

const TICKER = `{"at":"1732350005",${JSON.stringify(JSON.parse(TICKERS).btcaud).slice(1).replace('"at":"1732350005",', '')}`

test('ten thousand calls at once all succeed, over 64 connections and in little memory', {
  skip: notRunOffLinux(),
}, async (t) => {
  const { baseUrl, seen } = await serveAndCount(t, () => BALANCES)
  const calls = FULL ? 10_000 : 2_000
  const script = `
    const { readFileSync } = require('node:fs')
    const { monitorEventLoopDelay } = require('node:perf_hooks')
    const { CoinPort } = require('coinport')
    const memory = () => Number(readFileSync('/proc/self/status', 'latin1').match(/VmHWM:\\s+(\\d+)/)[1]) / 1024
    const delay = monitorEventLoopDelay({ resolution: 1 })
    async function main() {
      const coinport = new CoinPort({ rateLimit: false })
      await coinport.getBalances()
      const before = memory()
      delay.enable()
      const rows = await Promise.all(Array.from({ length: ${calls} }, () => coinport.getBalances()))
      console.log(JSON.stringify({ ok: rows.filter(([row]) => row.balance === '0.5').length, grown: memory() - before, delay: delay.percentile(99) / 1e6 }))
    }
    main()`
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' } })
  assert.equal(stderr, '')
  const { ok, grown, delay } = JSON.parse(stdout)
  t.diagnostic(
    `${calls} calls: ${seen.connections} connections, ${grown.toFixed(1)} MiB, event loop ${delay.toFixed(1)} ms at p99`,
  )
  assert.equal(ok, calls)
  assert.ok(seen.most <= MAX_IN_FLIGHT, `${seen.most} requests at once`)
  assert.ok(seen.connections <= MAX_CONNECTIONS, `${seen.connections} connections`)
  assert.ok(grown < 96, `memory grew by ${grown} MiB`)
})

test('calls are sent in the order in which they were made', async (t) => {
  const held = []
  const { baseUrl, seen } = await serveAndCount(t, (_request, response) => {
    held.push(response)
    // The first ones are held until as many are in flight as may be.
    if (seen.order.length < MAX_IN_FLIGHT) return
    for (const response of held.splice(0)) setTimeout(() => json(response, 200, TICKER), 10)
  })
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  const calls = FULL ? 10_000 : 2000
  const started = performance.now()
  const waits = await Promise.all(
    Array.from({ length: calls }, async (_, call) => {
      await coinport.getTicker(`m${call}`)
      return performance.now() - started
    }),
  )
  assert.equal(seen.order.length, calls)
  assert.equal(seen.most, MAX_IN_FLIGHT)
  // Only requests that are in flight together may overtake each other.
  const overtaken = seen.order.filter((call, place) => Math.abs(call - place) > 2 * MAX_IN_FLIGHT)
  assert.deepEqual(overtaken, [])
  waits.sort((a, b) => a - b)
  const ratio = waits.at(-1) / waits[calls >> 1]
  t.diagnostic(`the longest wait is ${ratio.toFixed(2)} times the median; 2 where everybody waits his turn`)
})

test('a cancel, and then another write, passes ten thousand waiting reads', async (t) => {
  const held = []
  const { baseUrl, requests, server } = await serve(t, ({ method }, response) => {
    if (method === 'POST') return '[]'
    held.push(response)
  })
  const coinport = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false, timeout: 120_000 })
  const abort = new AbortController()
  // With the key, because only calls with the same key wait for each other.
  const read = () => coinport.request('GET', 'account/anything', {}, { signal: abort.signal })
  const reads = Array.from({ length: MAX_IN_FLIGHT }, read)
  while (held.length < MAX_IN_FLIGHT) await once(server, 'request')
  for (let call = 0; call < MAX_WAITING; call += 1) reads.push(read())
  const settled = Promise.allSettled(reads)
  const writes = [coinport.request('POST', 'market/anything'), coinport.cancelOrders()]
  // The queue of reads is full, so all calls before this one are in it.
  await assert.rejects(read(), { code: 'ERR_QUEUE_FULL' })
  // Later reads get no response, so the writes must be among the next ones that are in flight.
  for (const response of held.splice(0, 3)) json(response, 200, '{}')
  await Promise.all(writes)
  assert.ok(requests.length <= MAX_IN_FLIGHT + 3 + writes.length, `${requests.length} requests`)
  abort.abort()
  await settled
})

test('a call beyond the length of the queue is refused, and a canceled call frees its position', async (t) => {
  const { baseUrl, seen, server } = await serveAndCount(t, () => undefined)
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  const abort = new AbortController()
  const ended = []
  let first
  const someEnds = new Promise((resolve) => {
    first = resolve
  })
  const make = () => {
    const call = coinport.getTickers({}, { signal: abort.signal, timeout: 120_000 })
    return call.then(assert.fail, (error) => first(ended.push(error)))
  }
  const calls = Array.from({ length: MAX_IN_FLIGHT }, make)
  while (seen.order.length < MAX_IN_FLIGHT) await once(server, 'request')
  for (let call = 0; call < MAX_WAITING + 1; call += 1) calls.push(make())
  await someEnds
  await wait(100)
  assert.deepEqual(
    ended.map(({ name, code, attempts }) => [name, code, attempts]),
    [['CoinPortError', 'ERR_QUEUE_FULL', 0]],
  )
  // Reads that wait do not keep a write from waiting.
  const change = coinport.request('POST', 'market/anything', {}, { timeout: 100 })
  const write = await change.then(assert.fail, (error) => error)
  assert.deepEqual([write.code, write.phase, write.outcome], ['ECONNABORTED', 'queue', 'not_sent'])
  assert.equal(seen.order.length, MAX_IN_FLIGHT)

  abort.abort()
  await Promise.all(calls)
  assert.ok(
    ended.slice(1).every(({ code }) => code === 'ERR_CANCELED') && ended.length === MAX_IN_FLIGHT + MAX_WAITING + 1,
  )
  const again = coinport.getTickers({}, { timeout: 10_000 }).catch((error) => error)
  await once(server, 'request')
  coinport.close()
  assert.equal((await again).code, 'ERR_CLIENT_CLOSED', 'the line was empty: this call was sent')
})

test('at most 64 requests to an origin are in flight, over all clients, keys and worker threads', async (t) => {
  // Responds only after 64 requests, and then waits for a request that exceeds the limit.
  let held = []
  const { baseUrl, seen } = await serveAndCount(t, (_request, response) => {
    if (held === undefined) return BALANCES
    if (held.push(response) < MAX_IN_FLIGHT) return
    setTimeout(() => {
      for (const response of held) json(response, 200, BALANCES)
      held = undefined
    }, 200)
  })
  const script = `
    const { Worker } = require('node:worker_threads')
    const work = \`
      const { CoinPort } = require('coinport')
      const clients = ['a', 'b'].map((apiKey) => new CoinPort({ apiKey, rateLimit: false }))
      Promise.all(Array.from({ length: 200 }, (_, call) => clients[call % 2].getBalances()))
        .then((all) => require('node:worker_threads').parentPort.postMessage(all.length))\`
    const run = () => new Promise((resolve, reject) => new Worker(work, { eval: true }).on('message', resolve).on('error', reject))
    Promise.all(Array.from({ length: 4 }, run)).then((sums) => console.log(sums.join()))`
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl } })
  assert.deepEqual([stdout, stderr], ['200,200,200,200\n', ''])
  assert.equal(seen.most, MAX_IN_FLIGHT)
})

test('a call in the queue times out and can be aborted there', async (t) => {
  const { baseUrl, server, seen } = await serveAndCount(t, () => undefined)
  const coinport = new CoinPort({ baseUrl, rateLimit: false, timeout: 60_000 })
  const all = new AbortController()
  const first = Array.from({ length: MAX_IN_FLIGHT }, () => coinport.getTickers({}, { signal: all.signal }))
  while (seen.order.length < MAX_IN_FLIGHT) await once(server, 'request')
  await assert.rejects(coinport.getTickers({}, { timeout: 100 }), { name: 'TimeoutError', phase: 'queue', attempts: 0 })
  const abort = new AbortController()
  const waiting = coinport.getTickers({}, { signal: abort.signal })
  abort.abort()
  await assert.rejects(waiting, { code: 'ERR_CANCELED' })
  all.abort()
  await Promise.allSettled(first)
  assert.equal(seen.order.length, MAX_IN_FLIGHT, 'neither was sent')
})

test('bursts reuse connections, which are closed after they have been idle', async (t) => {
  const { baseUrl, sockets, connections } = await serveAndCount(t, (_request, response) => {
    setTimeout(() => json(response, 200, TICKERS), 20)
  })
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  for (let burst = 0; burst < 3; burst += 1) {
    await Promise.all(Array.from({ length: 300 }, () => coinport.getTickers()))
  }
  assert.ok(connections() <= MAX_CONNECTIONS, `${connections()} connections were made`)
  if (!FULL) return
  const limit = performance.now() + 17_000
  while (sockets.size > 0 && performance.now() < limit) await wait(50)
  assert.equal(sockets.size, 0)
})

test('with a server that accepts only ten connections, every call ends without a retry storm', async (t) => {
  const { baseUrl, server, connections } = await serveAndCount(t, (_request, response) => {
    setTimeout(() => json(response, 200, TICKERS), 10)
  })
  server.maxConnections = 10
  let refused = 0
  server.on('drop', () => {
    refused += 1
  })
  const coinport = new CoinPort({ baseUrl, rateLimit: false, maxRetries: 10 })
  const calls = 200
  const ended = await Promise.allSettled(Array.from({ length: calls }, () => coinport.getTickers()))
  const ok = ended.filter(({ status }) => status === 'fulfilled').length
  const codes = [...new Set(ended.flatMap(({ reason }) => (reason ? [reason.code] : [])))]
  t.diagnostic(
    `${ok} of ${calls} succeeded; ${connections() + refused} connections tried; ${codes.join() || 'no errors'}`,
  )
  assert.ok(ok > 0 && codes.every((code) => code === 'ECONNRESET' || code === 'EPIPE'))
  // The retry budget, and what successful calls gave back.
  assert.ok(connections() + refused <= calls + 35 + ok, `${connections() + refused} connections tried`)
})

test('after a slow server recovers, calls are fast again at once', async (t) => {
  let latency = 0
  const { baseUrl, seen } = await serveAndCount(t, (_request, response) => {
    setTimeout(() => json(response, 200, TICKERS), latency)
  })
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  const calls = []
  const slowest = FULL ? 5000 : 500
  for (let step = 0; step <= 10; step += 1) {
    latency = (slowest * step) / 10
    for (let call = 0; call < 20; call += 1) calls.push(coinport.getTickers())
    await wait(FULL ? 500 : 50)
  }
  latency = 0
  const ended = await Promise.allSettled(calls)
  assert.ok(ended.every(({ status }) => status === 'fulfilled'))
  assert.ok(seen.most <= MAX_IN_FLIGHT)
  await coinport.getTickers({}, { timeout: 1000 })
})
