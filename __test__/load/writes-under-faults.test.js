'use strict'

const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const { describe, test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort } = require('coinport')
const { certificates } = require('../support/certificates.js')
const { FULL } = require('../support/counts.js')
const { startFaultProxy } = require('../support/fault-proxy.js')
const { startNginx } = require('../support/nginx.js')
const { startOrderServer } = require('../support/order-server.js')
const { randomNumbers } = require('../support/random.js')
const { reset } = require('../support/reset.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { notRunWithout } = require('../support/tools.js')

const ORDERS = FULL ? 100_000 : 5_000
const AT_ONCE = 64
/** Not a known path, so any JSON is a result. */
const PATH = 'market/anything'
const SEED = 20_261_127

/** Every order has a volume of its own. Returns how each of them ended: `success` or its outcome. */
async function placeOrders(coinport, count, { seed = SEED, aborts = false } = {}) {
  const next = randomNumbers(seed)
  const ended = new Map()
  let made = 0
  async function placeOne() {
    made += 1
    const volume = String(made)
    const abort = new AbortController()
    const order = coinport.request('POST', PATH, { volume }, { signal: abort.signal }).then(
      () => 'success',
      ({ outcome }) => outcome,
    )
    if (aborts && next() % 20 === 0) {
      for (let turns = next() % 20; turns > 0; turns -= 1) await new Promise(setImmediate)
      abort.abort()
    }
    ended.set(volume, await order)
  }
  const worker = async () => {
    while (made < count) await placeOne()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return ended
}

/** Compares how orders ended with the truth of the server. Returns the number of each end. */
function check(ended, { received, placed }) {
  const counts = { success: 0, rejected: 0, not_sent: 0, unknown: 0, 'unknown, placed': 0 }
  for (const [volume, end] of ended) {
    const [arrivals, orders] = [received.get(volume) ?? 0, placed.get(volume) ?? 0]
    const what = `order ${volume}, ${end}: arrived ${arrivals} times, placed ${orders} times`
    assert.ok(arrivals <= 1, what)
    if (end === 'success') assert.equal(orders, 1, what)
    else if (end === 'not_sent') assert.equal(arrivals, 0, what)
    else if (end === 'rejected') assert.equal(orders, 0, what)
    else assert.equal(end, 'unknown', what)
    counts[end] += 1
    if (end === 'unknown' && orders === 1) counts['unknown, placed'] += 1
  }
  return counts
}

const text = (counts) =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')

describe('orders under faults arrive at most once, and their outcome is true', { timeout: 3_600_000 }, () => {
  const OPENSSL = { skip: notRunWithout('openssl') }
  // All orders share one HTTP/2 connection, so a fault of it meets many, and a silence lasts until a ping fails.
  for (const [protocol, needs, faults] of [
    ['HTTP/1', {}, { reach: 8_000, silentOneOf: 8 }],
    ['HTTP/2', OPENSSL, { reach: 80_000, silentOneOf: 60 }],
  ]) {
    test(`${protocol} through a proxy that fails at random`, needs, async (t) => {
      let files
      if (protocol === 'HTTP/2') files = certificates(temporaryFolder(t))
      const tls = files && { cert: readFileSync(files.certificate), key: readFileSync(files.key) }
      const exchange = await startOrderServer(t, { seed: SEED, tls })
      const proxy = await startFaultProxy(t, { port: exchange.port, seed: SEED, ...faults })
      const baseUrl = `http${tls ? 's' : ''}://127.0.0.1:${proxy.port}/api`
      const ca = files && readFileSync(files.root)
      const coinport = new CoinPort({ baseUrl, ca, apiKey: 'key', rateLimit: false, timeout: 1000, proxy: false })
      const ended = await placeOrders(coinport, ORDERS, { aborts: true })
      coinport.close()
      const counts = check(ended, exchange)
      t.diagnostic(`${ORDERS} orders: ${text(counts)}; faults: ${text(proxy.faults)}`)
      for (const [name, count] of Object.entries(counts)) assert.ok(count > 0, `none was ${name}`)
    })
  }

  test('connections that the server closes after a response', async (t) => {
    const exchange = await startOrderServer(t, { seed: SEED })
    const next = randomNumbers(SEED)
    exchange.server.on('request', ({ socket }, response) => {
      // At once, or when the next request may be on its way.
      if (next() % 3 === 0)
        response.once('finish', () => setTimeout(() => (next() % 2 ? socket.end() : reset(socket)), next() % 4))
    })
    const baseUrl = `http://127.0.0.1:${exchange.port}/api`
    const coinport = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false })
    const orders = FULL ? 10_000 : 2_000
    const counts = check(await placeOrders(coinport, orders), exchange)
    t.diagnostic(`${orders} orders: ${text(counts)}`)
    assert.ok(counts.success > 0)
  })

  test('nginx that reloads, and that restarts', { skip: notRunWithout('nginx') }, async (t) => {
    const exchange = await startOrderServer(t, { seed: SEED })
    const nginx = await startNginx(t, {
      directory: temporaryFolder(t),
      upstream: `http://127.0.0.1:${exchange.port}`,
    })
    const coinport = new CoinPort({ baseUrl: nginx.baseUrl, apiKey: 'key', rateLimit: false })
    const ended = new Map()
    const calls = []
    const rounds = FULL ? 30 : 4
    for (let round = 0; round < rounds; round += 1) {
      for (let tick = 0; tick < 50; tick += 1) {
        const volume = String(calls.length)
        const order = coinport.request('POST', PATH, { volume })
        calls.push(
          order.then(
            () => ended.set(volume, 'success'),
            ({ outcome }) => ended.set(volume, outcome),
          ),
        )
        if (tick === 25) await (round % 2 ? nginx.restart() : nginx.reload())
        await wait(20)
      }
    }
    await Promise.all(calls)
    const counts = check(ended, exchange)
    t.diagnostic(`${calls.length} orders at 50 a second, ${rounds} reloads or restarts: ${text(counts)}`)
    assert.ok(counts.success > 0)
  })
})
