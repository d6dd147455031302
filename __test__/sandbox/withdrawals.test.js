const assert = require('node:assert/strict')
const { test } = require('node:test')
const { createClock, start } = require('../support/sandbox.js')

// Withdrawals, transfers and beneficiaries, over HTTP.

const FUNDS = { aud: '1000', btc: '0.5', usdt: '100' }

async function open(t, options) {
  const clock = createClock()
  const started = await start(t, { clock, balances: FUNDS, ...options })
  const { sandbox, get, send } = started
  const balance = async (currency) => {
    const { body } = await get(`account/balances/${currency}`)
    return [body.balance, body.locked]
  }
  const list = async (path) => (await get(path)).body
  const beneficiary = async (currency) => (await list(`account/beneficiaries?currency=${currency}`))[0]
  /** Sends params with a fresh one-time password. */
  const sign = (method, path, params) => send(method, path, { otp: sandbox.otp(), ...params })
  return { ...started, clock, balance, list, beneficiary, sign }
}

test('a withdrawal is accepted, processed and completed, and all calls agree', async (t) => {
  const { sign, clock, balance, list, beneficiary, sandbox } = await open(t, { withdrawDelay: 1000 })
  const to = await beneficiary('btc')
  const before = sandbox.ledger().btc
  const { status, body } = await sign('POST', 'account/withdraws', {
    ...{ beneficiary_id: to.id, currency: 'BTC', amount: '0.10', note: 'order 7' },
  })
  assert.equal(status, 201)
  const { id, fee, ...row } = body
  assert.deepEqual(row, {
    ...{ currency: 'btc', type: 'coin', blockchain_key: 'bitcoin', amount: '0.1', blockchain_txid: null },
    ...{
      rid: to.data.address,
      protocol: 'BTC',
      state: 'accepted',
      confirmations: 0,
      note: 'order 7',
      transfer_type: 0,
    },
    ...{ created_at: '2026-11-24T09:00:00Z', updated_at: '2026-11-24T09:00:00Z', done_at: null },
  })
  const look = async () => (await list('account/withdraws'))[0]
  assert.deepEqual([(await look()).state, await balance('btc')], ['accepted', ['0.4', '0.1']])
  clock.advance(1000)
  assert.deepEqual([(await look()).state, await balance('btc')], ['processing', ['0.4', '0.1']])
  clock.advance(1000)
  const done = await look()
  assert.deepEqual([done.state, done.done_at, done.id], ['succeed', '2026-11-24T09:00:02Z', id])
  assert.match(done.blockchain_txid, /^[\da-f]{64}$/)
  assert.deepEqual(await balance('btc'), ['0.4', '0.0'])
  const [transaction] = await list('account/transactions?currency=btc&limit=1')
  assert.deepEqual([transaction.txid, transaction.state, transaction.fee], [done.blockchain_txid, 'succeed', fee])
  assert.equal((await beneficiary('btc')).withdrawals, to.withdrawals + 1)
  const { outside, fees } = sandbox.ledger().btc
  assert.notEqual(fees, before.fees)
  assert.ok(Number(outside) > Number(before.outside))
})

test('a withdrawal of fiat money is named after the owner of the account', async (t) => {
  const { sign, beneficiary } = await open(t)
  const { id } = await beneficiary('aud')
  const { body } = await sign('POST', 'account/withdraws', { beneficiary_id: id, currency: 'aud', amount: '12.5' })
  assert.deepEqual(
    [body.rid, body.type, 'protocol' in body],
    [`a-trader-aud-${String(id).padStart(8, '0')}`, 'fiat', false],
  )
})

test('a one-time password passes once, within 90 seconds, and is used up by a refusal too', async (t) => {
  const { send, sandbox, clock } = await open(t)
  const codes = Array.from({ length: 200 }, () => sandbox.otp())
  assert.equal(new Set(codes).size, 200)
  for (const code of codes) assert.match(code, /^[1-9]\d{5}$/)
  const transfer = async (otp, amount = '1') =>
    (await send('POST', 'account/internal_transfers', { otp, currency: 'usdt', amount, username_or_uid: 'alice' })).body
      .errors
  const code = codes.pop()
  assert.equal(await transfer(Number(code)), undefined)
  assert.deepEqual(await transfer(code), ['invalid_otp'])
  const wasted = codes.pop()
  assert.deepEqual(await transfer(wasted, '1000'), ['account.internal_transfer.insufficient_balance'])
  assert.deepEqual(await transfer(wasted), ['invalid_otp'])
  clock.advance(89_999)
  assert.equal(await transfer(codes.pop()), undefined)
  clock.advance(1)
  assert.deepEqual(await transfer(codes.pop()), ['account.internal_transfer.invalid_otp'])
})

test('an internal transfer is listed as outgoing, though the response says `in`', async (t) => {
  const { sign, list, balance } = await open(t)
  const { status, body } = await sign('POST', 'account/internal_transfers', {
    ...{ currency: 'usdt', amount: '25.5', username_or_uid: 'ID99AA88BB77' },
  })
  assert.equal(status, 201)
  assert.deepEqual(
    [body.direction, body.amount, body.status, body.receiver_uid],
    ['in', '25.5', 'completed', 'ID99AA88BB77'],
  )
  const [row] = await list('account/internal_transfers')
  assert.deepEqual(row, { ...body, direction: 'out' })
  assert.deepEqual(await balance('usdt'), ['74.5', '0.0'])
})

test('a beneficiary is created, gets a PIN, and is activated, disabled and deleted', async (t) => {
  const { sign, send, clock, sandbox, list, get } = await open(t)
  const { status, body } = await sign('POST', 'account/beneficiaries', {
    ...{ currency: 'usdt', blockchain_key: 'tron', name: 'Cold', description: 'ledger', data: { address: 'TX1' } },
  })
  const { id } = body
  assert.equal(status, 201)
  assert.deepEqual(body, {
    ...{ id, blockchain_key: 'tron', protocol: 'TRC-20', blockchain_name: 'TRON', currency: 'usdt' },
    ...{ uid: 'ID12AB34CD56', name: 'Cold', description: 'ledger', data: { address: 'TX1' }, state: 'pending' },
    ...{ withdrawals: 0, sent_at: '2026-11-24T09:00:00Z' },
  })
  const path = `account/beneficiaries/${id}`
  const errors = async (promise) => (await promise).body.errors
  assert.deepEqual(await send('PATCH', `${path}/resend_pin`).then(({ status, body }) => [status, body]), [
    422,
    { errors: ['account.beneficiary.cant_resend_within_1_minute'], sent_at: '2026-11-24T09:00:00Z' },
  ])
  const first = sandbox.pin(id)
  assert.match(first, /^\d{6,7}$/)
  clock.advance(300_000)
  assert.deepEqual(await errors(send('PATCH', `${path}/activate`, { pin: first })), ['account.beneficiary.pin_expired'])
  assert.equal((await send('PATCH', `${path}/resend_pin`)).status, 204)
  assert.deepEqual(await errors(send('PATCH', `${path}/activate`, { pin: first })), ['account.beneficiary.invalid_pin'])
  const active = await send('PATCH', `${path}/activate`, { pin: sandbox.pin(id) })
  assert.deepEqual([active.status, active.body.state, active.body.withdrawals], [200, 'active', null])
  assert.throws(() => sandbox.pin(id), { option: 'id' })

  // The network of the beneficiary is used.
  const { body: row } = await sign('POST', 'account/withdraws', { beneficiary_id: id, currency: 'usdt', amount: '50' })
  assert.deepEqual([row.blockchain_key, row.rid], ['tron', 'TX1'])

  const disabled = await sign('PUT', path, { state: 'disabled' })
  assert.deepEqual([disabled.status, disabled.body.state], [200, 'disabled'])
  assert.deepEqual(
    await errors(sign('POST', 'account/withdraws', { beneficiary_id: id, currency: 'usdt', amount: '20' })),
    ['account.beneficiary.invalid_state_for_withdrawal'],
  )
  assert.deepEqual(await sign('DELETE', path).then(({ status, body }) => [status, body]), [204, ''])
  assert.equal((await get(path)).status, 404)
  assert.ok(!(await list('account/beneficiaries')).some((other) => other.id === id))
  // Its address may be used again.
  const again = { currency: 'usdt', blockchain_key: 'tron', name: 'Cold', data: { address: 'TX1' } }
  assert.equal((await sign('POST', 'account/beneficiaries', again)).status, 201)
})

test('the number of a bank account is masked', async (t) => {
  const { sign } = await open(t)
  const data = { full_name: 'Ann Other', bsb: '062000', account_number: '1234567890' }
  const { body } = await sign('POST', 'account/beneficiaries', { currency: 'aud', name: 'Bank', data })
  assert.deepEqual(body.data, { ...data, account_number: '12****7890' })
})

test('without forced whitelisting, the member can switch it off and withdraw to addresses', async (t) => {
  const { sign, list, beneficiary } = await open(t, { forceWhitelisting: false })
  const path = 'account/members/beneficiaries_whitelisting'
  assert.deepEqual((await sign('POST', path, { state: 'yes' })).body.errors, [
    'account.beneficiaries_whitelisting.same_state',
  ])
  const { status, body } = await sign('POST', path, { state: false })
  assert.deepEqual([status, body], [201, await list('account/members/me')])
  assert.equal(body.beneficiaries_whitelisting, false)
  assert.ok((await list('account/beneficiaries')).every(({ state }) => state === 'disabled'))

  const { id } = await beneficiary('btc')
  const withdraw = async (params) =>
    (await sign('POST', 'account/withdraws', { currency: 'btc', amount: '0.1', ...params })).body
  assert.deepEqual(await withdraw({ beneficiary_id: id }), { errors: ['account.withdraw.missing_rid'] })
  assert.deepEqual(await withdraw({ rid: 'bc1q', blockchain_key: 'tron' }), {
    errors: ['account.withdraws.network_not_found'],
  })
  assert.equal((await withdraw({ rid: 'bc1q', blockchain_key: 'bitcoin' })).rid, 'bc1q')
})
