'use strict'

const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { inspect } = require('node:util')
const { intentOf } = require('coinport')
const { LOST, NEVER, fail, failed, startExchange } = require('../support/reconcile.js')
const { WRITES } = require('../support/writes.js')
const { ADDED, STATES } = require('../../lib/reconcile/finders/index.js')

const ADDRESS = 'bc1qcanaryaddress'
const TRANSFER = { currency: 'usdt', amount: '25.50', username_or_uid: 'alice' }

/** A beneficiary that the account may withdraw to. */
async function beneficiary({ coinport, sandbox }, currency = 'btc') {
  const data = currency === 'aud' ? { full_name: 'A Trader', account_number: '12345678' } : { address: ADDRESS }
  const { id } = await coinport.createBeneficiary({ otp: sandbox.otp(), currency, name: 'Own', data })
  await coinport.activateBeneficiary(id, { pin: sandbox.pin(id) })
  return id
}

const withdrawals = async ({ get }) => (await get('account/withdraws')).body
const transfers = async ({ get }) =>
  (await get('account/internal_transfers?limit=1000')).body.filter(({ amount }) => amount === '25.5')

/** A withdrawal whose outcome is unknown. */
function loseWithdraw(exchange, params, fault = LOST) {
  const call = () => exchange.coinport.createWithdraw({ otp: exchange.sandbox.otp(), ...params })
  return fail(exchange, { method: 'POST', path: 'account/withdraws', ...fault }, call)
}

function loseTransfer(exchange, fault = LOST) {
  const call = () => exchange.coinport.createInternalTransfer({ otp: exchange.sandbox.otp(), ...TRANSFER })
  return fail(exchange, { method: 'POST', path: 'account/internal_transfers', ...fault }, call)
}

test('every call that changes something can be reconciled', () => {
  const known = [...Object.keys(ADDED), ...Object.keys(STATES)].sort()
  assert.deepEqual(known, WRITES.map(({ name }) => name).sort())
})

describe('a withdrawal', () => {
  for (const [currency, amount] of [
    ['btc', '0.5'],
    ['aud', '50.00'],
  ]) {
    test(`of ${currency} to a beneficiary is found`, async (t) => {
      const exchange = await startExchange(t)
      const id = await beneficiary(exchange, currency)
      const error = await loseWithdraw(exchange, { currency, amount, beneficiary_id: id })
      const { verdict, result } = await exchange.find(error)
      assert.deepEqual([verdict, result.id], ['done', (await withdrawals(exchange))[0].id])
    })
  }

  test('to an address is found', async (t) => {
    const exchange = await startExchange(t, { forceWhitelisting: false })
    await exchange.coinport.setBeneficiariesWhitelisting({ otp: exchange.sandbox.otp(), state: false })
    const params = { currency: 'BTC', amount: '0.5', rid: ADDRESS, blockchain_key: 'bitcoin' }
    const never = await loseWithdraw(exchange, { ...params, rid: 'bc1qother' }, NEVER)
    const error = await loseWithdraw(exchange, params)
    assert.equal((await exchange.find(error)).result.rid, ADDRESS)
    assert.equal((await exchange.find(never, { wait: 0 })).verdict, 'not_done')
  })

  test('with a note of its own is found beside those of others, and without is ambiguous', async (t) => {
    const exchange = await startExchange(t)
    const params = { currency: 'btc', amount: '0.5', beneficiary_id: await beneficiary(exchange) }
    const noted = await loseWithdraw(exchange, { ...params, note: 'invoice 7' })
    const unnoted = await loseWithdraw(exchange, params)
    for (const note of ['invoice 8', undefined]) {
      await exchange.send('POST', 'account/withdraws', { otp: exchange.sandbox.otp(), ...params, note })
    }
    assert.equal((await exchange.find(noted)).result.note, 'invoice 7')
    const { verdict, candidates } = await exchange.find(unnoted)
    assert.deepEqual([verdict, candidates.map(({ note }) => note)], ['ambiguous', [null, null]])
  })

  test('to another beneficiary is no twin', async (t) => {
    const exchange = await startExchange(t)
    const id = await beneficiary(exchange, 'aud')
    const other = await beneficiary(exchange, 'aud')
    const error = await loseWithdraw(exchange, { currency: 'aud', amount: '50', beneficiary_id: id }, NEVER)
    const twin = { otp: exchange.sandbox.otp(), currency: 'aud', amount: '50', beneficiary_id: other }
    await exchange.send('POST', 'account/withdraws', twin)
    assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'not_done')
  })

  test('to a beneficiary that was deleted is ambiguous, because its address is not known', async (t) => {
    const exchange = await startExchange(t)
    const id = await beneficiary(exchange)
    const error = await loseWithdraw(exchange, { currency: 'btc', amount: '0.5', beneficiary_id: id })
    await exchange.coinport.deleteBeneficiary(id, { otp: exchange.sandbox.otp() })
    assert.equal((await exchange.find(error)).verdict, 'ambiguous')
  })

  test('that is left prepared is shown with its state', async (t) => {
    const exchange = await startExchange(t)
    const id = await beneficiary(exchange)
    const params = { currency: 'btc', amount: '4000', beneficiary_id: id }
    await exchange.send('POST', 'account/withdraws', { otp: exchange.sandbox.otp(), ...params })
    const { verdict, result } = await exchange.find({ call: 'createWithdraw', params, sentAt: Date.now() })
    assert.deepEqual([verdict, result.state], ['done', 'prepared'])
  })

  test('that never arrived is finally not done once its one-time password has expired', async (t) => {
    const exchange = await startExchange(t)
    const id = await beneficiary(exchange)
    const error = await loseWithdraw(exchange, { currency: 'btc', amount: '0.5', beneficiary_id: id }, NEVER)
    assert.equal((await exchange.find(error)).final, false)
    exchange.time.pauses.length = 0
    assert.equal((await exchange.find(error, { wait: 100_000 })).final, true)
    const waited = exchange.time.pauses.reduce((sum, pause) => sum + pause, 0)
    assert.ok(waited > 60_000 && waited < 66_000, `${waited}: 30 seconds had passed before`)
    const { call, params } = intentOf(error)
    const sentAt = (seconds) => Date.now() - 1000 * seconds
    for (const [seconds, final] of [
      [90, false],
      [96, true],
    ]) {
      const intent = { call, params: { ...params, amount: '0.6' }, sentAt: sentAt(seconds) }
      assert.equal((await exchange.find(intent, { wait: 0 })).final, final, `${seconds} s`)
    }
  })
})

describe('a transfer has no id, so equal ones are counted', () => {
  test('one that succeeded before is not taken for it', async (t) => {
    const exchange = await startExchange(t)
    await exchange.coinport.createInternalTransfer({ otp: exchange.sandbox.otp(), ...TRANSFER })
    const never = await loseTransfer(exchange, NEVER)
    assert.equal((await exchange.find(never, { wait: 0 })).verdict, 'not_done')
    const lost = await loseTransfer(exchange)
    assert.equal((await transfers(exchange)).length, 2)
    assert.equal((await exchange.find(lost)).verdict, 'done')
    assert.equal((await exchange.find(never, { wait: 100_000 })).verdict, 'not_done')
  })

  test('as many as were made are found, and one of a stranger is ambiguous', async (t) => {
    const exchange = await startExchange(t)
    const errors = [await loseTransfer(exchange), await loseTransfer(exchange), await loseTransfer(exchange, NEVER)]
    await exchange.coinport.createInternalTransfer({ otp: exchange.sandbox.otp(), ...TRANSFER })
    const verdicts = []
    for (const error of errors) verdicts.push((await exchange.find(error, { wait: 0 })).verdict)
    assert.deepEqual(verdicts, ['done', 'done', 'not_done'])
    const last = await loseTransfer(exchange)
    await exchange.send('POST', 'account/internal_transfers', { otp: exchange.sandbox.otp(), ...TRANSFER })
    assert.equal((await exchange.find(last)).verdict, 'ambiguous')
  })

  test('others do not count', async (t) => {
    const exchange = await startExchange(t)
    await exchange.send('POST', 'account/internal_transfers', { otp: exchange.sandbox.otp(), ...TRANSFER })
    exchange.time.shift += 8_000
    const error = await loseTransfer(exchange, NEVER)
    for (const other of [{ amount: '25' }, { username_or_uid: 'ID99AA88BB77' }, { currency: 'aud' }]) {
      const params = { otp: exchange.sandbox.otp(), ...TRANSFER, ...other }
      assert.equal((await exchange.send('POST', 'account/internal_transfers', params)).status, 201)
    }
    assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'not_done')
    const { final } = await exchange.find(error, { wait: 95_000 })
    assert.equal(final, true)
  })

  test('is found by the id of the receiver too', async (t) => {
    const exchange = await startExchange(t)
    const params = { ...TRANSFER, username_or_uid: 'ID5566CC7788' }
    await exchange.send('POST', 'account/internal_transfers', { otp: exchange.sandbox.otp(), ...params })
    const intent = { call: 'createInternalTransfer', params, sentAt: Date.now() }
    assert.equal((await exchange.find(intent)).result.receiver_username, 'alice')
  })
})

test('a beneficiary is found by its currency, name, description and address', async (t) => {
  const exchange = await startExchange(t)
  const params = { currency: 'btc', name: 'Own', description: 'cold', data: { address: ADDRESS } }
  const own = { ...params, data: { address: 'bc1qanother' } }
  const path = 'account/beneficiaries'
  // Somebody else's, so that it is not known to be that of a call.
  assert.equal((await exchange.send('POST', path, { otp: exchange.sandbox.otp(), ...params })).status, 201)
  for (const other of [
    { name: 'Other' },
    { description: '' },
    { data: { address: 'bc1qother' } },
    { currency: 'eth' },
  ]) {
    const intent = { call: 'createBeneficiary', params: { ...params, ...other }, sentAt: Date.now() }
    assert.equal((await exchange.find(intent, { wait: 0 })).verdict, 'not_done', JSON.stringify(other))
  }
  const call = () => exchange.coinport.createBeneficiary({ otp: exchange.sandbox.otp(), ...own })
  const error = await fail(exchange, { method: 'POST', path, ...LOST }, call)
  const { verdict, result } = await exchange.find(error)
  assert.deepEqual([verdict, result.data.address], ['done', own.data.address])
})

describe('a call that sets a state is done if the state is as it was to be', () => {
  const pause = { wait: 0 }

  test('cancelOrder', async (t) => {
    const exchange = await startExchange(t, { orderDelay: 1000 })
    const order = { market: 'btcaud', side: 'sell', volume: '0.01', price: '500000' }
    const { id } = await exchange.coinport.createOrder(order)
    const cancel = (fault) =>
      fail(exchange, { method: 'POST', path: 'market/orders/{id}/cancel', ...fault }, () =>
        exchange.coinport.cancelOrder(id),
      )
    // The exchange accepts the cancellation of a pending order, and loses it.
    const lost = await cancel(LOST)
    assert.equal((await exchange.find(lost, pause)).verdict, 'not_done')
    exchange.time.shift += 2000
    const { verdict, final } = await exchange.find(lost, { wait: 100_000 })
    assert.deepEqual([verdict, final], ['not_done', false])
    const error = await cancel(LOST)
    assert.deepEqual(intentOf(error), { call: 'cancelOrder', key: id, params: {}, sentAt: intentOf(error).sentAt })
    const found = await exchange.find(error)
    assert.deepEqual([found.verdict, found.result.state], ['done', 'cancel'])
    await assert.rejects(exchange.find({ ...intentOf(error), key: 1 }), { status: 404 })
  })

  test('cancelOrders', async (t) => {
    const exchange = await startExchange(t, { cancelDelay: 3000 })
    const place = (more) =>
      exchange.coinport.createOrder({ market: 'btcaud', side: 'sell', volume: '0.01', price: '500000', ...more })
    const [sell, buy] = [await place(), await place({ side: 'buy', price: '50000' })]
    const call = () => exchange.coinport.cancelOrders({ market: 'btcaud', side: 'sell' })
    const error = await fail(exchange, { method: 'POST', path: 'market/orders/cancel', ...LOST }, call)
    assert.equal((await exchange.find(error, pause)).verdict, 'not_done')
    const { verdict, result } = await exchange.find(error)
    assert.deepEqual([verdict, result.map(({ id }) => id)], ['done', [sell.id]])
    assert.equal((await exchange.coinport.getOrder(buy.id)).state, 'wait')
  })

  test('the beneficiaries', async (t) => {
    const exchange = await startExchange(t)
    const { coinport, sandbox } = exchange
    const data = { address: ADDRESS }
    const { id } = await coinport.createBeneficiary({ otp: sandbox.otp(), currency: 'btc', name: 'Own', data })
    const path = 'account/beneficiaries/{id}'
    exchange.time.shift += 61_000
    for (const [fault, call, result] of [
      [
        { method: 'PATCH', path: `${path}/resend_pin` },
        () => coinport.resendBeneficiaryPin(id),
        (found) => assert.equal(found, null),
      ],
      [
        { method: 'PATCH', path: `${path}/activate` },
        () => coinport.activateBeneficiary(id, { pin: sandbox.pin(id) }),
        ({ state }) => assert.equal(state, 'active'),
      ],
      [
        { method: 'PUT', path },
        () => coinport.updateBeneficiary(id, { otp: sandbox.otp(), state: 'disabled' }),
        ({ state }) => assert.equal(state, 'disabled'),
      ],
      [
        { method: 'DELETE', path },
        () => coinport.deleteBeneficiary(id, { otp: sandbox.otp() }),
        (found) => assert.equal(found, null),
      ],
    ]) {
      const never = await fail(exchange, { ...fault, ...NEVER }, call)
      const { lookedAt, ...notDone } = await exchange.find(never, pause)
      assert.deepEqual(notDone, { verdict: 'not_done', final: false }, fault.path)
      const lost = await fail(exchange, { ...fault, ...LOST }, call)
      const found = await exchange.find(lost, pause)
      assert.equal(found.verdict, 'done', fault.path)
      result(found.result)
    }
  })

  test('setBeneficiariesWhitelisting', async (t) => {
    const exchange = await startExchange(t, { forceWhitelisting: false })
    const { coinport, sandbox } = exchange
    const fault = { method: 'POST', path: 'account/members/beneficiaries_whitelisting' }
    const call = () => coinport.setBeneficiariesWhitelisting({ otp: sandbox.otp(), state: false })
    const never = await fail(exchange, { ...fault, ...NEVER }, call)
    assert.equal((await exchange.find(never, pause)).verdict, 'not_done')
    const lost = await fail(exchange, { ...fault, ...LOST }, call)
    assert.equal((await exchange.find(lost)).result.beneficiaries_whitelisting, false)
  })
})

test('no one-time password or PIN is in an intent, and no address in an error', async (t) => {
  const exchange = await startExchange(t, { client: { timeout: 400 } })
  const { coinport, sandbox } = exchange
  const secrets = []
  const secret = () => {
    secrets.push(sandbox.otp())
    return secrets.at(-1)
  }
  const id = await beneficiary(exchange)
  const params = { currency: 'btc', amount: '0.5', rid: ADDRESS, blockchain_key: 'bitcoin' }
  const data = { address: ADDRESS }
  for (const [path, method, call] of [
    ['account/withdraws', 'POST', () => coinport.createWithdraw({ otp: secret(), ...params })],
    ['account/internal_transfers', 'POST', () => coinport.createInternalTransfer({ otp: secret(), ...TRANSFER })],
    [
      'account/beneficiaries',
      'POST',
      () => coinport.createBeneficiary({ otp: secret(), currency: 'btc', name: 'x', data }),
    ],
    ['account/beneficiaries/{id}', 'PUT', () => coinport.updateBeneficiary(id, { otp: secret(), state: 'disabled' })],
    ['account/beneficiaries/{id}/activate', 'PATCH', () => coinport.activateBeneficiary(id, { pin: secret() })],
  ]) {
    for (const fault of [{ drop: true }, { silent: true }, { status: 500, body: `${ADDRESS} failed` }]) {
      const error = await fail(exchange, { method, path, ...fault }, call)
      const intent = JSON.stringify(intentOf(error))
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
      for (const code of secrets) assert.ok(!intent.includes(code) && !shown.includes(code), intent)
      if (!('body' in fault)) assert.ok(!shown.includes(ADDRESS), shown)
      assert.ok(!('otp' in intentOf(error).params || 'pin' in intentOf(error).params))
    }
  }
  const noted = { call: 'createInternalTransfer', params: { ...TRANSFER, otp: secret() }, sentAt: Date.now() }
  const message = inspect(await failed(exchange.find({ ...noted, params: { ...noted.params, amount: 1 } })))
  assert.ok(!message.includes(secrets.at(-1)))
})
