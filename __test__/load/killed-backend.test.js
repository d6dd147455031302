'use strict'

const assert = require('node:assert/strict')
const { fork } = require('node:child_process')
const { once } = require('node:events')
const { existsSync, readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort } = require('coinport')
const { startBalancer } = require('../support/balancer.js')
const { FULL } = require('../support/counts.js')
const { closedPort } = require('../support/server.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { notRunOnWindows } = require('../support/tools.js')

const READS_PER_SECOND = 200
const ORDERS_PER_SECOND = 50
/** On a slow machine, more calls in flight than the retry budget covers would be lost together with a backend. */
const MAX_PENDING = 32
const SECONDS = FULL ? 60 : 6
const EVERY = 2000

test('I09: while backends are killed, no read fails, and every order is sent at most once', {
  skip: notRunOnWindows(),
}, async (t) => {
  const ledger = path.join(temporaryFolder(t), 'ledger')
  const ports = [await closedPort(), await closedPort()]
  const start = async (port) => {
    const backend = fork(path.join(__dirname, '../support/killable-backend.js'), [String(port), ledger])
    await once(backend, 'message')
    return backend
  }
  const backends = await Promise.all(ports.map(start))
  t.after(() => backends.map((backend) => backend.kill('SIGKILL')))
  const client = new CoinPort({
    baseUrl: await startBalancer(t, ports),
    apiKey: 'key',
    rateLimit: false,
    timeout: 120_000,
  })

  let kills = 0
  async function kill() {
    const index = kills++ % backends.length
    const exited = once(backends[index], 'exit')
    backends[index].kill('SIGKILL')
    await exited
    backends[index] = await start(ports[index])
  }

  const reads = []
  const orders = []
  const place = (volume) =>
    client.request('POST', 'market/orders', { volume }).then(
      () => ({ volume, outcome: 'done' }),
      ({ outcome, code }) => ({ volume, outcome, code }),
    )
  let pending = 0
  const count = (call) => {
    pending += 1
    const end = () => {
      pending -= 1
    }
    call.then(end, end)
    return call
  }
  const isDue = (calls, perSecond) => pending < MAX_PENDING && calls.length < elapsed() * perSecond
  const started = performance.now()
  const elapsed = () => Math.min(SECONDS, (performance.now() - started) / 1000)
  let killing = Promise.resolve()
  for (let due = EVERY; elapsed() < SECONDS; ) {
    while (isDue(orders, ORDERS_PER_SECOND)) orders.push(count(place(`${orders.length}.5`)))
    while (isDue(reads, READS_PER_SECOND)) reads.push(count(client.getBalances()))
    if (elapsed() * 1000 > due) {
      killing = killing.then(kill)
      due += EVERY
    }
    await wait(5)
  }
  const failed = (await Promise.allSettled(reads)).filter(({ reason }) => reason)
  const placed = await Promise.all(orders)
  await killing

  const rows = existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n') : []
  const unknown = placed.filter(({ outcome }) => outcome === 'unknown').length
  t.diagnostic(`${failed.length} of ${reads.length} reads failed in ${kills} kills`)
  t.diagnostic(`${placed.length} orders, ${rows.length} in the ledger, ${unknown} of unknown outcome`)
  assert.deepEqual(
    failed.map(({ reason: { code, phase, attempts } }) => `${code} ${phase} ${attempts}`),
    [],
  )
  assert.ok(kills >= 2)
  assert.equal(new Set(rows).size, rows.length, 'an order was sent twice')
  for (const { volume, outcome, code } of placed) {
    assert.ok(['done', 'unknown', 'not_sent'].includes(outcome), `${volume}: ${outcome} ${code}`)
    if (outcome !== 'unknown') assert.equal(rows.includes(volume), outcome === 'done', `${volume}: ${outcome}`)
  }
})
