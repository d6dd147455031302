'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { FULL } = require('../support/counts.js')
const { randomNumbers } = require('../support/random.js')
const { startExchange } = require('../support/reconcile.js')

const SEED = Number(process.env.SEED ?? 20_261_127)
const SCENARIOS = FULL ? 3_000 : 80
/** Keeps the lists of a sandbox short. */
const PER_SANDBOX = 200

/** What happens to a request that changes something. Undefined is nothing. */
const FAULTS = [
  undefined,
  undefined,
  { after: 'accepted', drop: true },
  { after: 'accepted', drop: true },
  { after: 'accepted', cut: 10 },
  { after: 'accepted', status: 502, body: '<html></html>' },
  { after: 'accepted', status: 403, body: '<html></html>' },
  { after: 'accepted', status: 422, body: { errors: ['market.order.create_error'] } },
  { after: 'arrived', status: 422, body: { errors: ['market.order.create_error'] } },
  { after: 'arrived', drop: true },
  { after: 'arrived', drop: true },
  { after: 'arrived', status: 504 },
  { after: 'arrived', status: 504, late: 3_000 },
  { after: 'arrived', drop: true, late: 25_000 },
  { after: 'arrived', status: 429, body: 'Retry later' },
  { after: 'arrived', status: 471, body: { errors: ['authz.restrict.maintenance'] } },
]

/** The kinds of calls: their path, their params, and what the exchange has that fits these. `number` is that of a group. */
const KINDS = {
  createOrder: {
    path: 'market/orders',
    params: (number) => ({ market: 'btcaud', side: 'sell', volume: '0.01', price: String(500_000 + number) }),
    truth: ({ sandbox }, { price }) => sandbox.orders.filter((order) => order.price === `${price}.0`),
  },
  createWithdraw: {
    path: 'account/withdraws',
    params: (number, { beneficiary }) => ({
      currency: 'btc',
      amount: '0.5',
      beneficiary_id: beneficiary,
      note: `n${number}`,
    }),
    truth: async (exchange, { note }) => (await rows(exchange, 'account/withdraws')).filter((row) => row.note === note),
    needsOtp: true,
  },
  createInternalTransfer: {
    path: 'account/internal_transfers',
    params: (number) => ({ currency: 'usdt', amount: `${number}.5`, username_or_uid: 'alice' }),
    truth: async (exchange, { amount }) =>
      (await rows(exchange, 'account/internal_transfers?limit=1000')).filter((row) => row.amount === amount),
    needsOtp: true,
  },
}

/** All rows of a list. A planned fault may be left. */
async function rows({ get }, path) {
  for (;;) {
    const { status, body } = await get(path)
    if (status === 200) return body
  }
}

/** A sandbox with money, and a beneficiary to withdraw to. */
async function startRich(t) {
  const exchange = await startExchange(t, { balances: { btc: '100000', usdt: '100000000' } })
  const { coinport, sandbox } = exchange
  const data = { address: 'bc1qown' }
  const { id } = await coinport.createBeneficiary({ otp: sandbox.otp(), currency: 'btc', name: 'Own', data })
  await coinport.activateBeneficiary(id, { pin: sandbox.pin(id) })
  return { ...exchange, beneficiary: id }
}

/** Makes calls that fail at random, some identical and some at once. Returns them by group: `{ call, params, ended }`. */
async function makeCalls(exchange, next, number) {
  const names = Object.keys(KINDS)
  const groups = []
  for (let count = 1 + (next() % 2); count > 0; count -= 1) {
    const name = names[next() % names.length]
    const { path, params, needsOtp } = KINDS[name]
    const group = { name, params: params(2 * number + count, exchange), ended: [], strangers: 0 }
    const otp = () => (needsOtp ? { otp: exchange.sandbox.otp() } : {})
    if (next() % 6 === 0) {
      group.strangers = 1
      assert.equal((await exchange.send('POST', path, { ...otp(), ...group.params })).status, 201)
    }
    for (let calls = 1 + (next() % 4); calls > 0; calls -= 1) {
      const fault = FAULTS[next() % FAULTS.length]
      if (fault) exchange.sandbox.fail({ method: 'POST', path, ...fault })
      const call = exchange.coinport[name]({ ...otp(), ...group.params }).then(
        (result) => ({ result }),
        (error) => ({ error }),
      )
      // One after the other, or the next one at once.
      if (next() % 3 > 0) await call
      group.ended.push(call)
      exchange.time.shift += next() % 2000
    }
    group.ended = await Promise.all(group.ended)
    groups.push(group)
  }
  return groups
}

/** Reconciles a call. If its last look fails, again. */
async function find(exchange, error, next) {
  for (let tries = 0; ; tries += 1) {
    const reads = ['public/timestamp', 'market/orders', 'account/withdraws', 'account/internal_transfers']
    if (next() % 4 === 0) exchange.sandbox.fail({ method: 'GET', path: reads[next() % reads.length], status: 503 })
    try {
      return await exchange.find(error)
    } catch (failure) {
      assert.ok(tries < 5 && failure.status === 503, failure)
    }
  }
}

const nameOf = (row) => row.id ?? JSON.stringify([row.amount, row.created_at, row.receiver_uid])
const names = (rows) => rows.map(nameOf).sort()

/** Compares what was found in a group with the truth of the exchange. */
async function check(exchange, { name, params, ended, strangers }, verdicts, counts, what) {
  const truth = await KINDS[name].truth(exchange, params)
  const succeeded = ended.flatMap(({ result }) => (result ? [result] : []))
  const found = verdicts.flatMap(({ verdict, result }) => (verdict === 'done' ? [result] : []))
  const isAmbiguous = verdicts.some(({ verdict }) => verdict === 'ambiguous')
  for (const { verdict } of verdicts) counts[verdict] += 1
  const known = names([...succeeded, ...found])
  if (strangers === 0) {
    // Each row is that of one call that succeeded or was found, and each of these has one. So it can always be known.
    assert.deepEqual([isAmbiguous, known], [false, names(truth)], what)
    return
  }
  // Nothing is found twice, and nothing of the own calls is lost. The row of the stranger can be taken for that of a call.
  const left = names(truth)
  for (const row of known) assert.ok(left.splice(left.indexOf(row) >>> 0, 1).length === 1, what)
  const excess = known.length - (truth.length - strangers)
  if (!isAmbiguous) assert.ok(excess >= 0 && excess <= strangers, what)
  if (!isAmbiguous && excess > 0) counts['taken from a stranger'] += 1
}

test('after every unknown outcome, reconcile agrees with the exchange', { timeout: 3_600_000 }, async (t) => {
  const counts = {
    success: 0,
    rejected: 0,
    not_sent: 0,
    unknown: 0,
    done: 0,
    not_done: 0,
    ambiguous: 0,
    'taken from a stranger': 0,
  }
  for (let scenario = 0; scenario < SCENARIOS; scenario += PER_SANDBOX) {
    // All are closed at the end, so that no two have the same port and with it the same orders.
    const exchange = await startRich(t)
    await t.test(`scenarios from ${scenario}`, async () => {
      for (let number = scenario; number < Math.min(SCENARIOS, scenario + PER_SANDBOX); number += 1) {
        const next = randomNumbers(SEED + number)
        const what = `scenario ${number} of seed ${SEED}`
        const groups = await makeCalls(exchange, next, number)
        const together = next() % 2 === 0
        for (const group of groups) {
          for (const { error } of group.ended) counts[error?.outcome ?? 'success'] += 1
          const errors = group.ended.flatMap(({ error }) => (error?.outcome === 'unknown' ? [error] : []))
          const verdicts = []
          if (together) verdicts.push(...(await Promise.all(errors.map((error) => find(exchange, error, next)))))
          else for (const error of errors) verdicts.push(await find(exchange, error, next))
          await check(exchange, group, verdicts, counts, what)
        }
        exchange.time.shift += 60_000
      }
    })
  }
  const text = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
  t.diagnostic(`${SCENARIOS} scenarios: ${text.join(', ')}`)
  assert.equal(counts.done + counts.not_done + counts.ambiguous, counts.unknown)
  for (const name of ['success', 'rejected', 'done', 'not_done', 'ambiguous']) assert.ok(counts[name] > 0, name)
})
