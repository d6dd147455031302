'use strict'

const assert = require('node:assert/strict')
const { execFile, fork } = require('node:child_process')
const { once } = require('node:events')
const { createRequire } = require('node:module')
const path = require('node:path')
const { describe, test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { promisify } = require('node:util')
const { startSandbox } = require('coinport/sandbox')
const { redisLimiter } = require('../../examples/redis-limiter.js')
const { FULL } = require('../support/counts.js')
const { CLIENT, notRunWithoutRedis, startRedis } = require('../support/redis.js')
const { ROOT, cleanEnvironment } = require('../support/script.js')
const { serve, json, TICKERS } = require('../support/server.js')

const NEEDS = { skip: notRunWithoutRedis(), timeout: 300_000 }
const requireClient = createRequire(path.join(CLIENT, 'from-here.js'))

const PROCESSES = 8
const KILLED = 3
const LIMIT = { requests: 30, interval: 1000, burst: 5, processes: PROCESSES }
/** What the server allows in any window. The limiter is set to half of that, with its burst and one call per process. */
const WINDOW = 1000
const ALLOWED = 2 * LIMIT.requests + LIMIT.burst + PROCESSES
/** The requests of each phase. */
const PHASE = FULL ? 1000 : 60

/** A client in the process of the test. */
function connect(t, url, options = {}) {
  const { Redis } = requireClient('ioredis')
  const redis = new Redis(url, { enableOfflineQueue: false, ...options })
  redis.on('error', () => {})
  t.after(() => redis.disconnect())
  return redis
}

/** Waits until a condition holds that the other processes bring about. */
async function until(holds) {
  while (!holds()) await wait(5)
}

/** The most requests in any window. */
function busiest(times) {
  let [first, most] = [0, 0]
  for (const [index, time] of times.entries()) {
    while (time - times[first] >= WINDOW) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

describe('examples/redis-limiter.js', () => {
  test('holds the limit over processes that are killed, and a Redis that is stopped and started', NEEDS, async (t) => {
    const redis = await startRedis(t)
    const times = []
    const { baseUrl } = await serve(t, (_request, response) => {
      times.push(performance.now())
      json(response, 200, TICKERS)
    })
    const children = Array.from({ length: PROCESSES }, () =>
      fork(path.join(__dirname, 'redis-limiter-process.js'), [redis.url, JSON.stringify(LIMIT)], {
        cwd: ROOT,
        env: { ...cleanEnvironment(), COINPORT_BASE_URL: baseUrl, NODE_PATH: CLIENT },
      }),
    )
    t.after(() => children.map((child) => child.kill('SIGKILL')))
    const phase = async (count = PHASE) => {
      const before = times.length
      await until(() => times.length >= before + count)
      return times.length - before
    }
    const phases = { all: await phase() }
    for (const child of children.slice(0, KILLED)) child.kill('SIGKILL')
    phases.killed = await phase()
    await redis.stop()
    phases.stopped = await phase()
    await redis.start()
    const client = connect(t, redis.url, { enableOfflineQueue: true })
    // The processes return to Redis by themselves.
    while (!(await client.get('coinport:limit'))) await wait(5)
    phases.started = await phase()
    for (const child of children) child.kill('SIGKILL')

    const most = busiest(times)
    const seconds = (times.at(-1) - times[0]) / 1000
    t.diagnostic(
      `${times.length} requests in ${seconds.toFixed(1)} s (${Object.values(phases).join(', ')} in the phases), ` +
        `at most ${most} in any second, of ${ALLOWED} that are allowed`,
    )
    assert.ok(most <= ALLOWED, `${most} requests in a second`)
  })

  test('lets the burst and then the rate pass, in order, over several clients', NEEDS, async (t) => {
    const { url } = await startRedis(t)
    const limit = { requests: 10, interval: 1_000_000, burst: 4, processes: 2 }
    const limiters = [connect(t, url), connect(t, url)].map((redis) => [redis, redisLimiter(redis, limit)])
    for (const [redis] of limiters) if (redis.status !== 'ready') await once(redis, 'ready')
    const [[redis, one], [, other]] = limiters
    const call = (timeout) => ({ timeout, signal: AbortSignal.timeout(60_000) })
    // Nothing is known about what was sent before, so there is no burst.
    await one.acquire(call(0))
    await assert.rejects(other.acquire(call(99_000)), /only after its time \(99000 ms\)/)
    // As if enough time had passed.
    await redis.set('coinport:limit', '1')
    for (const limiter of [one, other, one, other]) await limiter.acquire(call(0))
    await assert.rejects(one.acquire(call(99_000)), /only after its time/)
    // Retries that were sent are a debt, also a large one.
    const due = () => redis.get('coinport:limit').then(Number)
    const before = await due()
    one.spent(7)
    await redis.ping()
    assert.equal((await due()) - before, 7 * 100_000_000)
    assert.equal(await redis.dbsize(), 1)
  })

  test('without a response of Redis, each process keeps to its share', NEEDS, async (t) => {
    const { url, stop } = await startRedis(t)
    const redis = connect(t, url)
    await once(redis, 'ready')
    const limit = { requests: 10, interval: 1_000_000, burst: 4, processes: 2 }
    const limiter = redisLimiter(redis, limit)
    const call = (timeout) => ({ timeout, signal: AbortSignal.timeout(60_000) })
    await limiter.acquire(call(0))
    await stop()
    // Two processes share one request in 100 s. The one above counts.
    await assert.rejects(limiter.acquire(call(150_000)), /only after its time/)
    const abort = new AbortController()
    const waiting = limiter.acquire({ timeout: 250_000, signal: abort.signal })
    setImmediate(() => abort.abort())
    await assert.rejects(waiting, { name: 'AbortError' })
    // Without any Redis from the start, the first call passes.
    await redisLimiter(redis, limit).acquire(call(0))
  })

  test('runs as it is', NEEDS, async (t) => {
    const { url } = await startRedis(t)
    const sandbox = await startSandbox()
    t.after(() => sandbox.close())
    const env = { COINPORT_BASE_URL: sandbox.url, REDIS_URL: url, NODE_PATH: CLIENT }
    const example = path.join(ROOT, 'examples', 'redis-limiter.js')
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [example], {
      env: { ...cleanEnvironment(), ...env },
    })
    assert.equal(stderr, '')
    assert.match(stdout, /^\d+ markets\n$/)
    assert.equal(await connect(t, url, { enableOfflineQueue: true }).exists('coinport:limit'), 1)
  })
})
