'use strict'

// What the calls that change something refuse before anything is sent.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const Big = require('big.js')
const { CoinPort } = require('coinport')
const { fixtureText } = require('../support/fixtures.js')
const { serve } = require('../support/server.js')
const { BENEFICIARY, GOOD, ORDER, TRANSFER, WITHDRAW, WRITES } = require('../support/writes.js')

/** `[expected text of the message, values]` for each kind of param. */
const NOT_AMOUNTS = [
  ['not a number, which may have lost digits', [0.1 + 0.2, 1e-7, 1, 0]],
  [
    'value.toFixed()',
    ['1e-7', '1E3', `0.${'1'.repeat(17)}`, '1'.repeat(17), '+1', '-1', '.5', '5.', '1,5', '1 ', ' 1'],
  ],
  ['value.toFixed()', ['٣', '１', '1_000', '0x10', 'NaN', 'Infinity', '']],
  ['above zero', ['0', '0.000', '00']],
  ['must be', [true, ['1'], {}, 1n, Number.NaN, Symbol('1'), () => '1', Promise.resolve('1'), new Date()]],
  ['toFixed()', [Big('0.01')]],
  ['is required', [undefined, null]],
]
const NOT_CODES = [
  ['not a number, which loses a zero', [123456, 12345, 0]],
  ['must be a string of 6 digits', ['12345', '1234567', '12345a', '١٢٣٤٥٦', ' 123456', '', true, ['123456'], {}]],
  ['is required', [undefined, null]],
]
const NOT_TEXT = [
  ['must be a string', ['', 7, true, {}, ['x'], 'a\nb', 'x'.repeat(1025)]],
  ['is required', [undefined, null]],
]
const NOT_A_SIDE = [['must be buy or sell', ['bid', 'BUY', '', 1, true, {}]]]
const NOT_AN_ID = [['must be an id', [0, -1, 1.5, '077', '1e3', '', 'x', true, {}, 2 ** 64]]]
const tooLong = (max) => [[`at most ${max} characters`, ['x'.repeat(max + 1), 5, 'a\tb', {}]]]

/** For each call: params that must be refused, and the good ones that they replace. */
const BAD = {
  createOrder: [
    ORDER,
    {
      market: NOT_TEXT,
      side: [...NOT_A_SIDE, ['is required', [undefined, null]]],
      volume: NOT_AMOUNTS,
      price: [...NOT_AMOUNTS.slice(0, -1), ["is required with ord_type 'limit'", [undefined, null]]],
      ord_type: [['must be limit or market', ['stop', '', 1, {}]]],
    },
  ],
  cancelOrders: [
    {},
    {
      market: [
        ['is null or undefined: leave it out', [undefined, null]],
        ['must be a string', ['', 7, ['btcaud']]],
      ],
      side: [['is null or undefined: leave it out', [undefined, null]], ...NOT_A_SIDE],
      market_type: [
        ['is null or undefined: leave it out', [undefined, null]],
        ['must be spot or qe', ['margin']],
      ],
    },
  ],
  createWithdraw: [
    WITHDRAW,
    {
      otp: NOT_CODES,
      currency: NOT_TEXT,
      amount: NOT_AMOUNTS,
      beneficiary_id: [...NOT_AN_ID, ['is required, or else rid', [undefined, null]]],
      rid: [['must be left out with beneficiary_id', ['bc1q']]],
      note: tooLong(256),
      blockchain_key: [['must be a string', ['', 1]]],
    },
  ],
  createInternalTransfer: [
    TRANSFER,
    { otp: NOT_CODES, currency: NOT_TEXT, amount: NOT_AMOUNTS, username_or_uid: NOT_TEXT },
  ],
  createBeneficiary: [
    BENEFICIARY,
    {
      otp: NOT_CODES,
      currency: NOT_TEXT,
      name: [...tooLong(64), ['is required', [undefined, null]]],
      data: [
        [
          'must be an object of strings',
          ['{}', '{"address":"x"}', 1, [], {}, { address: null }, { address: undefined }],
        ],
        ['is required', [undefined, null]],
      ],
      description: tooLong(255),
      blockchain_key: [['must be a string', ['', 1]]],
    },
  ],
  activateBeneficiary: [
    { pin: '123456' },
    {
      pin: [
        ['not a number, which loses a zero', [123456]],
        ['must be a string of 6 to 7 digits', ['12345', '12345678', 'x12345', '']],
        ['is required', [undefined, null]],
      ],
    },
  ],
  updateBeneficiary: [
    { otp: '123456', state: 'active' },
    {
      otp: NOT_CODES,
      state: [
        ['must be active or disabled', ['pending', true, '']],
        ['is required', [undefined, null]],
      ],
    },
  ],
  deleteBeneficiary: [{ otp: '123456' }, { otp: NOT_CODES }],
  setBeneficiariesWhitelisting: [
    { otp: '123456', state: true },
    {
      otp: NOT_CODES,
      state: [
        ['must be true or false', ['true', 'false', 1, 0, '']],
        ['is required', [undefined, null]],
      ],
    },
  ],
}

const keysOf = (name) => GOOD[name].slice(0, WRITES.find((call) => call.name === name).keys.length)

/** Asserts that a call is refused because of `option` and sends nothing. */
async function assertRefused(call, requests, { option, says, ...expected }, title) {
  const error = await call.then(assert.fail, (error) => error)
  const { name, code, outcome } = error
  const usual = { name: 'ParamError', code: 'ERR_BAD_OPTION_VALUE', outcome: 'not_sent' }
  assert.deepEqual({ name, code, outcome }, { ...usual, ...expected }, title)
  assert.equal(error.option.split(/[.[]/)[0], option, title)
  assert.ok(error.message.includes(says), `${title}: ${error.message}`)
  assert.equal(requests.length, 0, title)
}

for (const [name, [good, bad]] of Object.entries(BAD)) {
  for (const [option, kinds] of Object.entries(bad)) {
    test(`W01, W02, W04: ${name} refuses a bad ${option} before anything is sent`, async (t) => {
      const { baseUrl, requests } = await serve(t, fixtureText(name))
      const client = new CoinPort({ baseUrl, apiKey: 'key' })
      for (const [says, values] of kinds) {
        for (const value of values) {
          const call = client[name](...keysOf(name), { ...good, [option]: value })
          await assertRefused(call, requests, { option, says }, `${option}: ${typeof value} ${String(value)}`)
        }
      }
    })
  }
}

const COMBINATIONS = [
  [
    'W03: a market order with a price',
    'createOrder',
    { ...ORDER, ord_type: 'market' },
    'price',
    "left out with ord_type 'market'",
  ],
  [
    'a withdrawal to an address without its network',
    'createWithdraw',
    { ...WITHDRAW, beneficiary_id: null, rid: 'bc1q' },
    'blockchain_key',
    'required with rid',
  ],
  [
    'a detail that is not text',
    'createBeneficiary',
    { ...BENEFICIARY, data: { address: 5 } },
    'data',
    'data.address must be a string',
  ],
  [
    'a nested detail',
    'createBeneficiary',
    { ...BENEFICIARY, data: { address: { to: 'x' } } },
    'data',
    'must be a string',
  ],
]

for (const [title, name, params, option, says] of COMBINATIONS) {
  test(`refused before anything is sent: ${title}`, async (t) => {
    const { baseUrl, requests } = await serve(t, fixtureText(name))
    await assertRefused(new CoinPort({ baseUrl, apiKey: 'key' })[name](params), requests, { option, says }, title)
  })
}

for (const { name, keys } of WRITES) {
  test(`${name} refuses unknown params, options among the params, and retries`, async (t) => {
    const { baseUrl, requests } = await serve(t, fixtureText(name))
    const client = new CoinPort({ baseUrl, apiKey: 'key' })
    const params = GOOD[name][keys.length]
    const call = (params, options) => client[name](...keysOf(name), params, options)
    const unknown = { code: 'ERR_BAD_OPTION', says: 'is unknown' }
    await assertRefused(call({ ...params, marke: undefined }), requests, { option: 'marke', ...unknown }, name)
    await assertRefused(call({ ...params, timeout: 5 }), requests, { option: 'timeout', ...unknown }, name)
    const retried = { name: 'ConfigError', option: 'maxRetries', says: 'sent at most once' }
    await assertRefused(call(params, { maxRetries: 1 }), requests, retried, name)
    const wrong = await call(123456).then(assert.fail, (error) => error)
    assert.deepEqual([wrong.option, wrong.outcome, wrong.message.includes('123456')], ['params', 'not_sent', false])
  })
}

test('request() with another method than GET refuses retries too', async (t) => {
  const { baseUrl, requests } = await serve(t, '{}')
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  const call = client.request('PUT', 'account/unlisted', {}, { maxRetries: 3 })
  const retried = { name: 'ConfigError', option: 'maxRetries', says: 'sent at most once' }
  await assertRefused(call, requests, retried, 'PUT')
  await client.request('PUT', 'account/unlisted', {}, { maxRetries: 0 })
  await client.request('GET', 'account/unlisted', {}, { maxRetries: 3 })
})
