'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const coinport = require('coinport')
const { CANARY_JWT, leaks } = require('../support/canary.js')
const { counts } = require('../support/counts.js')
const { randomNumbers } = require('../support/random.js')
const { startRandomFaultServer } = require('../support/random-fault-server.js')

const CALLS = counts(1_000_000)
const PARALLEL = 64
const ONE_IN_IS_AN_ORDER = 10
/** To look for a leak takes as long as many calls. */
const ONE_IN_IS_SEARCHED = 50
const CODES = new Set([
  ...['ECONNRESET', 'EPIPE', 'EPROTO', 'ECONNABORTED', 'ETIMEDOUT'],
  ...['ERR_BAD_REQUEST', 'ERR_BAD_RESPONSE'],
])

test('I18: with random faults, each call gets its own result or a documented error, and no order is sent twice', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6)
  t.diagnostic(`SEED=${seed}`)
  const random = randomNumbers(seed)
  const { baseUrl, orders, faults, heal } = await startRandomFaultServer(t, { random })
  const client = new coinport.CoinPort({ baseUrl, apiKey: CANARY_JWT, rateLimit: false })
  const ends = new Map()
  const count = (name) => ends.set(name, (ends.get(name) ?? 0) + 1)

  async function read(number) {
    const { currency, balance } = await client.getBalance(`c${number}`)
    assert.deepEqual([currency, balance], [`c${number}`, '0.5'], 'a call got the result of another')
  }

  async function order(number) {
    const volume = `${number}.5`
    const outcome = await client.request('POST', 'market/orders', { volume }).then(
      (placed) => placed.volume === volume && 'done',
      (error) => {
        check(error)
        return error.outcome
      },
    )
    const received = orders.get(volume) ?? 0
    count(`order ${outcome}`)
    assert.ok(received <= 1, `an order was received ${received} times`)
    assert.ok(outcome === 'unknown' || received === { done: 1, not_sent: 0, rejected: 0 }[outcome], outcome)
  }

  let failed = 0
  function check(error) {
    assert.ok(error instanceof coinport.CoinPortError && CODES.has(error.code), error.stack)
    count(error.code)
    failed += 1
    if (failed % ONE_IN_IS_SEARCHED === 1) assert.deepEqual(leaks(error), [])
  }

  let made = 0
  const several = async () => {
    while (made < CALLS) {
      made += 1
      if (made % ONE_IN_IS_AN_ORDER === 0) await order(made)
      else
        await read(made).catch((error) => {
          if (error instanceof assert.AssertionError) throw error
          check(error)
        })
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, several))
  t.diagnostic(`${CALLS} calls with ${[...faults.values()].reduce((sum, number) => sum + number, 0)} faults`)
  t.diagnostic(JSON.stringify(Object.fromEntries([...ends].sort())))
  assert.equal(made, CALLS)
  heal()
  await read(0)
})
