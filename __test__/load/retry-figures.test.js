'use strict'

const assert = require('node:assert/strict')
const { createHash } = require('node:crypto')
const { test } = require('node:test')
const { Worker } = require('node:worker_threads')
const { CoinPort } = require('coinport')
const { FULL, rateCounts } = require('../support/counts.js')
const { reset } = require('../support/reset.js')
const { serve, json, BALANCES } = require('../support/server.js')

// The cost and the benefit of retries, counted at the server. The Rust tests check the same policy without a network.

const SEED = 7
const TICKER =
  '{"at":"1732350005","ticker":{"at":"1732350005","avg_price":"1.5","high":"2.0","last":"1.5","low":"1.0",' +
  '"open":"1.0","price_change_percent":"+50.00%","volume":"3.0","amount":"2.0"}}'

/** The tokens of the retry budget, and the cost of a retry. */
const BUDGET = 500
const FAULT = 14

/** Makes calls, at most `atOnce` at a time; returns how each ended. */
async function run(count, atOnce, call) {
  const ended = []
  let next = 0
  const one = async () => {
    while (next < count) {
      const number = next++
      ended[number] = await call(number).then(
        () => 'ok',
        (error) => error.code,
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return ended
}

const count = (ended, what) => ended.filter((end) => end === what).length

/** The reproducible result of an attempt, however the calls overlap. */
function fate(call, attempt, p) {
  const bytes = createHash('sha1').update(`${SEED}:${p}:${call}:${attempt}`).digest()
  if (bytes.readUInt32LE(0) / 2 ** 32 >= p) return 'ok'
  return ['reset', 500, 502, 503, 504, 520][bytes[4] % 6]
}

test('with random failures, reads succeed with few retries, until the budget is empty', async (t) => {
  const figures = [
    { p: 0.05, succeeded: 0.999, requests: 1.06 },
    { p: 0.1, succeeded: 0.998, requests: 1.12 },
    { p: 0.2, succeeded: 0.99, requests: 1.25 },
    { p: 0.5, succeeded: 0.53, requests: 1.08 },
  ]
  const calls = rateCounts(20_000)
  for (const { p, succeeded, requests } of figures) {
    const attempts = new Map()
    const server = await serve(t, (request, response) => {
      const [call] = request.url.match(/\d+(?=\/tickers)/)
      const attempt = (attempts.get(call) ?? 0) + 1
      attempts.set(call, attempt)
      const what = fate(call, attempt, p)
      if (what === 'ok') return TICKER
      if (what === 'reset') return void reset(request.socket)
      json(response, what, '{"errors":["server.internal_error"]}')
    })
    const coinport = new CoinPort({ baseUrl: server.baseUrl, rateLimit: false })
    const ended = await run(calls, 32, (number) => coinport.getTicker(`m${number}`))
    const share = count(ended, 'ok') / calls
    const perCall = server.requests.length / calls
    t.diagnostic(`p = ${p}: ${(100 * share).toFixed(2)} % of ${calls} succeeded, ${perCall.toFixed(4)} requests a call`)
    // In a short run the initial budget and chance matter more: allows five standard deviations.
    const ahead = FULL ? 0 : (2 * BUDGET) / FAULT / calls + 5 * Math.sqrt((requests - 1) / calls)
    const luck = FULL ? 0 : 5 * Math.sqrt((succeeded * (1 - succeeded)) / calls)
    assert.ok(share >= succeeded - luck, `${share} at p = ${p}`)
    assert.ok(perCall <= requests + ahead, `${perCall} at p = ${p}`)
    assert.ok(perCall > 1.02, 'some requests were repeated')
  }
})

test('a total outage causes at most 35 retries, or 100 when throttled', async (t) => {
  const outages = [
    { name: '503', most: 35, reply: (_request, response) => json(response, 503, '{}') },
    { name: 'resets', most: 35, reply: (request) => void reset(request.socket) },
    { name: '429', most: 100, reply: (_request, response) => json(response, 429, '{}') },
  ]
  const calls = rateCounts(10_000)
  for (const { name, most, reply } of outages) {
    let isOut = true
    const server = await serve(t, (request, response) => (isOut ? reply(request, response) : TICKER))
    const coinport = new CoinPort({ baseUrl: server.baseUrl, rateLimit: false })
    const ended = await run(calls, 64, () => coinport.getTicker('btcaud'))
    assert.equal(count(ended, 'ok'), 0)
    const more = server.requests.length - calls
    t.diagnostic(`${name}: ${calls} calls, ${more} requests more`)
    assert.ok(more > 0 && more <= most, `${more} more requests in ${name}`)

    isOut = false
    assert.deepEqual(new Set(await run(BUDGET, 64, () => coinport.getTicker('btcaud'))), new Set(['ok']))
    isOut = true
    const before = server.requests.length
    await run(BUDGET, 64, () => coinport.getTicker('btcaud'))
    const again = server.requests.length - before - BUDGET
    assert.ok(again > 0.8 * most && again <= most, `${again} more requests after ${name} was over`)
  }
})

test('a Retry-After of an hour stops all calls with the key, in every client and thread', async (t) => {
  const server = await serve(t, (request, response) => {
    if (request.headers.authorization === 'Bearer other') return BALANCES
    json(response, 429, '', { 'retry-after': '3600' })
  })
  const options = { baseUrl: server.baseUrl, apiKey: 'throttled' }
  const refused = (error) => error.name === 'RateLimitError' && error.retryAfter > 3590
  const ended = await Promise.allSettled(
    Array.from({ length: 1000 }, () => new CoinPort({ ...options, rateLimit: false }).getBalances()),
  )
  assert.ok(ended.every(({ reason }) => reason && refused(reason)))
  const { length } = server.requests
  assert.ok(length >= 1 && length <= 64, `${length} requests: those in flight at the first response`)

  for (const rateLimit of [undefined, false, { requests: 3 }]) {
    const coinport = new CoinPort({ ...options, rateLimit })
    for (let call = 0; call < 100; call += 1) {
      await assert.rejects(coinport.getBalances(), (error) => refused(error) && error.attempts === 0)
    }
  }
  const script = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { CoinPort } = require('coinport')
    new CoinPort(workerData).getBalances().catch((error) => parentPort.postMessage([error.name, error.attempts]))`
  const worker = new Worker(script, { eval: true, workerData: options })
  assert.deepEqual(await new Promise((resolve) => worker.once('message', resolve)), ['RateLimitError', 0])
  assert.equal(server.requests.length, length, 'no further request')
  assert.equal((await new CoinPort({ ...options, apiKey: 'other' }).getBalances()).length, 1)
})

test('a Retry-After of a second delays all calls, which then succeed', async (t) => {
  let throttledAt
  const times = []
  const server = await serve(t, (_request, response) => {
    times.push(performance.now())
    if (throttledAt !== undefined && performance.now() - throttledAt >= 900) return BALANCES
    throttledAt ??= performance.now()
    json(response, 429, '', { 'retry-after': '1' })
  })
  const coinport = new CoinPort({ baseUrl: server.baseUrl, apiKey: 'key', rateLimit: false })
  const rows = await Promise.all(Array.from({ length: 300 }, () => coinport.getBalances()))
  assert.equal(rows.length, 300)
  // The first 64 were in flight before the first response.
  const early = times.slice(64).filter((time) => time < throttledAt + 1000)
  assert.deepEqual(early, [])
})
