const assert = require('node:assert/strict')
const { before, after, test } = require('node:test')
const { inspect } = require('node:util')
const { startSandbox } = require('coinport/sandbox')
const { createClock } = require('../support/sandbox.js')

// The writing requests that the exchange refuses, with its codes, in the order of its checks. All go to one sandbox, whose
// balances must be the same at the end.

const BALANCES = { aud: '1000', btc: '0.5', usdt: '100' }
const OTP = Symbol('a fresh one-time password')
const USED = Symbol('a used one-time password')
const NO_OTP = '012345'

const ORDER = { market: 'btcaud', side: 'sell', volume: '0.1', price: '200000' }
const order = (change, ...errors) => ['POST', 'market/orders', { ...ORDER, ...change }, 422, { errors }]
const MARKET_ORDER = { price: undefined, ord_type: 'market' }

const ORDERS = [
  [
    ...['POST', 'market/orders', {}, 422],
    {
      errors: [
        ...['market.order.missing_market', 'market.spot_market.doesnt_exist_or_not_enabled'],
        ...['market.order.missing_side', 'market.order.invalid_side'],
        ...['market.order.missing_volume', 'market.order.non_positive_volume', 'market.order.missing_price'],
      ],
    },
  ],
  order({ market: 'BTCAUD' }, 'market.spot_market.doesnt_exist_or_not_enabled'),
  order({ market: '' }, 'market.order.empty_market', 'market.spot_market.doesnt_exist_or_not_enabled'),
  order({ side: 'Buy' }, 'market.order.invalid_side'),
  order({ ord_type: 'stop' }, 'market.order.invalid_type'),
  order({ volume: 'abc' }, 'market.order.non_decimal_volume', 'market.order.non_positive_volume'),
  order({ volume: '٣' }, 'market.order.non_decimal_volume', 'market.order.non_positive_volume'),
  order({ volume: '0' }, 'market.order.non_positive_volume'),
  order({ volume: '-1' }, 'market.order.non_positive_volume'),
  order({ price: 'abc' }, 'market.order.non_decimal_price', 'market.order.non_positive_price'),
  order({ price: '0.0' }, 'market.order.non_positive_price'),
  order({ ord_type: 'market' }, 'market.order.market_order_price'),
  order({ ord_type: 'market', price: null }, 'market.order.market_order_price'),
  order({ ...MARKET_ORDER, volume: '1000' }, 'market.order.insufficient_market_liquidity'),
  order({ ...MARKET_ORDER, side: 'buy', volume: '1000' }, 'market.order.insufficient_market_liquidity'),
  order({ ...MARKET_ORDER, side: 'buy', volume: '0.1' }, 'market.account.insufficient_balance'),
  order({ volume: '0.500001' }, 'market.account.insufficient_balance'),
  order({ side: 'buy', price: '10000.01' }, 'market.account.insufficient_balance'),
  // The balance is checked before the rules of the market.
  order({ volume: '0.6000000001' }, 'market.account.insufficient_balance'),
  order({ volume: '0.0000001' }, 'market.order.invalid_volume_or_price'),
  order({ volume: '0.10000001' }, 'market.order.invalid_volume_or_price'),
  order({ price: '200000.0000001' }, 'market.order.invalid_volume_or_price'),
  order({ price: '0.00000001' }, 'market.order.invalid_volume_or_price'),
  order({ volume: '1e-30' }, 'market.order.invalid_volume_or_price'),
  order({ ...MARKET_ORDER, volume: '0.01234567' }, 'market.order.invalid_volume_or_price'),
  ['POST', 'market/orders/abc/cancel', {}, 422, { errors: ['market.order.invaild_id_or_uuid'] }],
  ['POST', 'market/orders/1/cancel', {}, 404, { errors: ['record.not_found'] }],
  ['POST', 'market/orders/9f6c1a52-58f8-4c0e-9f0f-0d1b6c2f7a11/cancel', {}, 404, { errors: ['record.not_found'] }],
  ['POST', 'market/orders/cancel', { market: 'none' }, 422, { errors: ['market.market.doesnt_exist'] }],
  ['POST', 'market/orders/cancel', { market_type: 'none' }, 422, { errors: ['market.market.invalid_market_type'] }],
  ['POST', 'market/orders/cancel', { side: 'none' }, 422, { errors: ['value'] }],
]

const WITHDRAW = { otp: OTP, beneficiary_id: 72, currency: 'btc', amount: '0.1' }
const withdraw = (change, ...errors) => ['POST', 'account/withdraws', { ...WITHDRAW, ...change }, 422, { errors }]
const TARGET = 'account.withdraw.missing_rid_or_beneficiary_id'

const WITHDRAWS = [
  [
    ...['POST', 'account/withdraws', {}, 422],
    {
      errors: [
        ...[
          'account.withdraw.missing_otp',
          TARGET,
          'account.withdraw.missing_currency',
          'account.currency.doesnt_exist',
        ],
        ...['account.withdraw.missing_amount', 'account.withdraw.non_positive_amount'],
      ],
    },
  ],
  withdraw({ otp: '' }, 'account.withdraw.empty_otp'),
  withdraw({ otp: 'abc' }, 'account.withdraw.non_integer_otp'),
  withdraw({ beneficiary_id: 'abc' }, 'account.withdraw.non_integer_beneficiary_id'),
  withdraw({ beneficiary_id: '' }, 'account.withdraw.empty_beneficiary_id'),
  withdraw({ rid: 'x', blockchain_key: 'bitcoin' }, TARGET),
  withdraw(
    { beneficiary_id: undefined, rid: 'x' },
    'account.withdraw.missing_blockchain_key',
    'account.withdraw.blockchain_key_doesnt_exist',
  ),
  withdraw(
    { beneficiary_id: undefined, rid: 'x', blockchain_key: '' },
    'account.withdraw.empty_blockchain_key',
    'account.withdraw.blockchain_key_doesnt_exist',
  ),
  withdraw({ currency: 'none' }, 'account.currency.doesnt_exist'),
  withdraw({ amount: 'abc' }, 'account.withdraw.non_decimal_amount', 'account.withdraw.non_positive_amount'),
  withdraw({ amount: '-1' }, 'account.withdraw.non_positive_amount'),
  withdraw({ note: 'x'.repeat(257) }, 'account.withdraw.too_long_note'),
  withdraw({ otp: '123' }, 'account.withdraw.invalid_otp'),
  withdraw({ otp: NO_OTP, beneficiary_id: 999 }, 'account.withdraw.invalid_otp'),
  withdraw({ otp: USED }, 'invalid_otp'),
  withdraw(
    { beneficiary_id: undefined, rid: 'x', blockchain_key: 'bitcoin' },
    'account.withdraw.missing_beneficiary_id',
  ),
  withdraw({ beneficiary_id: 999 }, 'account.beneficiary.doesnt_exist'),
  withdraw({ beneficiary_id: 74 }, 'account.beneficiary.invalid_state_for_withdrawal'),
  withdraw({ currency: 'usdt', amount: '50' }, 'account.withdraws.network_not_found'),
  withdraw({ amount: '0.00001' }, 'account.withdraw.invalid_amount'),
  withdraw({ amount: '0.123456789' }, 'account.withdraw.invalid_amount'),
  withdraw({ amount: '100.123456789' }, 'account.withdraw.invalid_amount'),
  withdraw({ amount: '0.50000001' }, 'account.withdraw.insufficient_balance'),
]

const TRANSFER = { otp: OTP, currency: 'usdt', amount: '10', username_or_uid: 'alice' }
const TRANSFERS_PATH = 'account/internal_transfers'
const transfer = (change, ...errors) => ['POST', TRANSFERS_PATH, { ...TRANSFER, ...change }, 422, { errors }]

const TRANSFERS = [
  [
    ...['POST', TRANSFERS_PATH, {}, 422],
    {
      errors: [
        ...['account.internaltransfer.missing_currency', 'account.currency.doesnt_exist'],
        ...['account.internaltransfer.missing_amount', 'account.internal_transfer.non_positive_amount'],
        ...['account.internaltransfer.missing_otp', 'account.internaltransfer.missing_username_or_uid'],
      ],
    },
  ],
  transfer(
    { amount: 'x' },
    'account.internal_transfer.non_decimal_amount',
    'account.internal_transfer.non_positive_amount',
  ),
  transfer({ otp: 'x' }, 'account.internal_transfer.non_integer_otp'),
  transfer({ username_or_uid: 'nobody', otp: '123' }, 'account.internal_transfer.receiver_not_found'),
  transfer({ otp: '123' }, 'account.internal_transfer.invalid_otp'),
  transfer({ otp: USED }, 'invalid_otp'),
  transfer({ amount: '100.01' }, 'account.internal_transfer.insufficient_balance'),
  transfer({ username_or_uid: 'ID12AB34CD56' }, 'account.internal_transfer.can_not_tranfer_to_yourself'),
]

const BENEFICIARY = { otp: OTP, currency: 'btc', name: 'Cold', data: { address: 'bc1qcold' } }
const beneficiary = (change, ...errors) => [
  'POST',
  'account/beneficiaries',
  { ...BENEFICIARY, ...change },
  422,
  { errors },
]
const one = (method, path, params, ...errors) => [method, `account/beneficiaries/${path}`, params, 422, { errors }]

const BENEFICIARIES = [
  beneficiary({ currency: 'none' }, 'account.currency.doesnt_exist'),
  beneficiary({ name: undefined }, 'account.beneficiary.missing_name', 'account.beneficiary.too_long_name'),
  beneficiary({ name: 'x'.repeat(65) }, 'account.beneficiary.too_long_name'),
  beneficiary({ description: 'x'.repeat(256) }, 'account.beneficiary.too_long_description'),
  beneficiary({ blockchain_key: 'none' }, 'account.beneficiary.blockchain_key_doesnt_exist'),
  beneficiary({ data: 'text' }, 'account.beneficiary.non_json_data'),
  beneficiary({ data: undefined }, 'account.beneficiary.missing_data'),
  beneficiary({ otp: 'x' }, 'account.beneficiary.non_integer_otp'),
  beneficiary({ otp: '123', data: {} }, 'account.withdraw.invalid_otp'),
  beneficiary({ otp: USED }, 'invalid_otp'),
  beneficiary({ data: {} }, 'account.beneficiary.missing_address_in_data'),
  beneficiary({ currency: 'aud', data: { bsb: '1' } }, 'account.beneficiary.missing_full_name_in_data'),
  beneficiary({ data: { address: 'sandbox-btc-wallet' } }, 'account.beneficiary.duplicate_address'),
  beneficiary({ data: { address: '<script>' } }, 'account.beneficiary.failed_to_create'),
  one('PATCH', '72/activate', {}, 'account.beneficiary.missing_pin'),
  one('PATCH', '74/activate', { pin: 'x' }, 'account.beneficiary.non_integer_pin'),
  one('PATCH', '72/activate', { pin: '123456' }, 'account.beneficiary.cant_activate'),
  one('PATCH', '74/activate', { pin: '1' }, 'account.beneficiary.invalid_pin'),
  one('PATCH', '72/resend_pin', {}, 'account.beneficiary.cant_resend'),
  one('PATCH', 'x/resend_pin', {}, 'account.beneficiary.non_integer_id'),
  one('PUT', '72', { otp: OTP, state: 'archived' }, 'account.beneficiary.invalid_state'),
  one('PUT', '72', { otp: '123', state: 'disabled' }, 'account.withdraw.invalid_otp'),
  one('DELETE', '72', {}, 'account.beneficiary.missing_otp'),
  one('DELETE', '72', { otp: '123' }, 'account.withdraw.invalid_otp'),
  ['PATCH', 'account/beneficiaries/999/activate', { pin: '1' }, 404, { errors: ['record.not_found'] }],
  ['DELETE', 'account/beneficiaries/999', { otp: OTP }, 404, { errors: ['record.not_found'] }],
]

const WHITELISTING_PATH = 'account/members/beneficiaries_whitelisting'
const whitelisting = (params, ...errors) => ['POST', WHITELISTING_PATH, params, 422, { errors }]

const WHITELISTING = [
  whitelisting({}, 'account.member.missing_otp', 'account.member.missing_state'),
  whitelisting({ otp: 'x', state: true }, 'account.beneficiaries_whitelisting.non_integer_otp'),
  whitelisting({ otp: '123', state: true }, 'account.beneficiaries_whitelisting.invalid_otp'),
  [
    ...['POST', WHITELISTING_PATH, { otp: OTP, state: false }, 422],
    { errors: 'member.force_beneficiaries_whitelisting.enabled' },
  ],
]

let sandbox
const clock = createClock()
const headers = () => ({ authorization: `Bearer ${sandbox.apiKey}` })

async function post(method, path, params) {
  const response = await fetch(`${sandbox.url}/${path}`, {
    method,
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  return [response.status, await response.json()]
}

/** Replaces the symbols by one-time passwords. */
async function withOtp(params) {
  if (params.otp === OTP) return { ...params, otp: sandbox.otp() }
  if (params.otp !== USED) return params
  const otp = sandbox.otp()
  await post('POST', WHITELISTING_PATH, { otp, state: true })
  return { ...params, otp }
}

let ledger
before(async () => {
  sandbox = await startSandbox({ balances: BALANCES, clock })
  ledger = sandbox.ledger()
  const [status, { id }] = await post('POST', 'account/beneficiaries', {
    ...{ otp: sandbox.otp(), currency: 'eth', name: 'New', data: { address: '0xnew' } },
  })
  assert.deepEqual([status, id], [201, 74])
})
after(() => sandbox.close())

for (const [method, path, params, status, body] of [
  ...ORDERS,
  ...WITHDRAWS,
  ...TRANSFERS,
  ...BENEFICIARIES,
  ...WHITELISTING,
]) {
  test(`${method} ${path} ${inspect(params, { breakLength: Number.POSITIVE_INFINITY }).slice(0, 160)} is refused`, async () => {
    assert.deepEqual(await post(method, path, await withOtp(params)), [status, body])
  })
}

test('nothing that was refused has moved money or placed an order', () => {
  assert.deepEqual(sandbox.ledger(), ledger)
  assert.ok(sandbox.orders.every(({ state }) => !['pending', 'wait'].includes(state)))
})

test('a withdrawal that the balance does not cover stays in the list as prepared', async () => {
  const rows = await (await fetch(`${sandbox.url}/account/withdraws?state=prepared`, { headers: headers() })).json()
  assert.deepEqual(
    rows.map(({ amount, state }) => [amount, state]),
    [['0.50000001', 'prepared']],
  )
  const sums = await (await fetch(`${sandbox.url}/account/withdraws/sums`, { headers: headers() })).json()
  assert.notEqual(sums.last_24_hours, '0.0')
})
