'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const Big = require('big.js')
const { checkOrder, quantize } = require('coinport')
const { readFixture } = require('../support/fixtures.js')
const { counts } = require('../support/counts.js')
const { randomNumbers } = require('../support/random.js')

/** A function that gives a random whole number below its argument. */
function randomBelow(seed) {
  const next = randomNumbers(seed)
  return (end) => next() % end
}

const QUANTIZED = [
  ['0.129', 2, 'down', '0.12'],
  ['0.121', 2, 'up', '0.13'],
  ['0.12', 2, 'up', '0.12'],
  ['0.1200', 2, 'up', '0.12'],
  ['5', 3, 'down', '5.000'],
  ['5.9', 0, 'down', '5'],
  ['9.99', 1, 'up', '10.0'],
  ['0.0009', 3, 'down', '0.000'],
  ['00012.5', 1, 'up', '12.5'],
  ['-1.25', 1, 'down', '-1.2'],
  ['-1.25', 1, 'up', '-1.3'],
  ['-0.01', 1, 'down', '0.0'],
  [
    '123456789012345678901234567890.123456789012345678901234567891',
    29,
    'up',
    '123456789012345678901234567890.12345678901234567890123456790',
  ],
]

for (const [value, places, rounding, expected] of QUANTIZED) {
  test(`quantize ${value} to ${places} places, ${rounding}`, () => {
    assert.equal(quantize(value, places, rounding), expected)
  })
}

test('quantize agrees with big.js', () => {
  const random = randomBelow(1)
  const digit = () => String(random(10))
  const digits = (most) => Array.from({ length: random(most) }, digit).join('')
  for (let count = 0; count < counts(1_000_000); count += 1) {
    const fraction = digits(30)
    const value = `${random(3) === 0 ? '-' : ''}${digit()}${digits(20)}${fraction && `.${fraction}`}`
    const places = random(20)
    for (const [rounding, mode] of [
      ['down', Big.roundDown],
      ['up', Big.roundUp],
    ]) {
      const expected = new Big(value).round(places, mode)
      const text = (expected.eq(0) ? expected.abs() : expected).toFixed(places)
      assert.equal(quantize(value, places, rounding), text, `${value} ${places} ${rounding}`)
    }
  }
})

const REFUSED = [
  [['1e-7', 2, 'down'], 'value', 'toFixed()'],
  [[0.1, 2, 'down'], 'value', 'toFixed()'],
  [['', 2, 'down'], 'value', 'toFixed()'],
  [['.5', 2, 'down'], 'value', 'toFixed()'],
  [['٣', 2, 'down'], 'value', 'toFixed()'],
  [['1', -1, 'down'], 'places', 'from 0 to 100'],
  [['1', 1.5, 'down'], 'places', 'from 0 to 100'],
  [['1', '2', 'down'], 'places', 'from 0 to 100'],
  [['1', 2], 'rounding', "'down' or 'up'"],
  [['1', 2, 'half'], 'rounding', "'down' or 'up'"],
]

test('quantize refuses what is not a plain decimal, a number of places or a rounding', () => {
  for (const [args, option, says] of REFUSED) {
    const isRight = (error) => error.name === 'ParamError' && error.option === option && error.message.includes(says)
    assert.throws(() => quantize(...args), isRight, String(args))
  }
})

const MARKET = {
  ...readFixture('getMarkets')[0],
  id: 'btcaud',
  min_price: '0.01',
  max_price: '200000.0',
  min_amount: '0.0001',
  price_precision: 2,
  amount_precision: 6,
}
const ORDER = { market: 'btcaud', side: 'buy', volume: '0.01', price: '151000.0' }
const problem = (param, rule, limit) => ({ param, rule, limit })

const CHECKED = [
  [{}, []],
  [{ volume: '0.0100000000', price: '151000.5000' }, []],
  [{ volume: '0.0001', price: '0.01' }, []],
  [{ price: '200000' }, []],
  [{ volume: '0.00009' }, [problem('volume', 'min', '0.0001')]],
  [{ volume: '0' }, [problem('volume', 'min', '0.0001')]],
  [{ volume: '0.0100001' }, [problem('volume', 'precision', 6)]],
  [{ price: '200000.01' }, [problem('price', 'max', '200000.0')]],
  [{ price: '0.001' }, [problem('price', 'min', '0.01'), problem('price', 'precision', 2)]],
  [
    { price: '200000.001', volume: '0.00000001' },
    [
      problem('price', 'max', '200000.0'),
      problem('price', 'precision', 2),
      problem('volume', 'min', '0.0001'),
      problem('volume', 'precision', 6),
    ],
  ],
  [{ ord_type: 'market', price: undefined, volume: '5' }, []],
]

for (const [fields, expected] of CHECKED) {
  test(`checkOrder ${JSON.stringify(fields)}`, () => {
    assert.deepEqual(checkOrder(MARKET, { ...ORDER, ...fields }), expected)
  })
}

test('a maximum price of zero means that there is none', () => {
  assert.deepEqual(checkOrder({ ...MARKET, max_price: '0.0' }, { ...ORDER, price: '9999999999999999' }), [])
})

test('checkOrder agrees with big.js', () => {
  const random = randomBelow(2)
  const decimal = () => new Big(random(1_000_000)).div(new Big(10).pow(random(8))).toFixed()
  for (let count = 0; count < counts(500_000); count += 1) {
    const market = { ...MARKET, min_price: decimal(), max_price: decimal(), min_amount: decimal() }
    const order = { ...ORDER, volume: decimal(), price: decimal() }
    const [price, volume] = [new Big(order.price), new Big(order.volume)]
    const expected = [
      (price.lte(0) || price.lt(market.min_price)) && problem('price', 'min', market.min_price),
      !new Big(market.max_price).eq(0) && price.gt(market.max_price) && problem('price', 'max', market.max_price),
      !price.round(2, Big.roundDown).eq(price) && problem('price', 'precision', 2),
      (volume.lte(0) || volume.lt(market.min_amount)) && problem('volume', 'min', market.min_amount),
      !volume.round(6, Big.roundDown).eq(volume) && problem('volume', 'precision', 6),
    ]
    assert.deepEqual(checkOrder(market, order), expected.filter(Boolean))
  }
})

test('an order that checkOrder accepts after quantize has the places of its market', () => {
  const volume = quantize(new Big('1000').div('151000.37').toFixed(), MARKET.amount_precision, 'down')
  assert.deepEqual([volume, checkOrder(MARKET, { ...ORDER, volume })], ['0.006622', []])
})

test('checkOrder refuses an order of another market, and what is not a market or an order', () => {
  const cases = [
    [[MARKET, { ...ORDER, market: 'ethaud' }], 'market'],
    [[MARKET, { ...ORDER, volume: 0.5 }], 'volume'],
    [[MARKET, { ...ORDER, price: '1e5' }], 'price'],
    [[MARKET, { market: 'btcaud' }], 'order'],
    [[MARKET], 'order'],
    [[{ id: 'btcaud' }, ORDER], 'market'],
    [[undefined, ORDER], 'market'],
  ]
  for (const [args, option] of cases) assert.throws(() => checkOrder(...args), { name: 'ParamError', option })
})
