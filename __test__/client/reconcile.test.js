'use strict'

const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { CoinPort, intentOf } = require('coinport')
const { LOST, NEVER, ORDER, failed, loseOrder, startExchange, startHoldingProxy } = require('../support/reconcile.js')

const DAY = 86_400_000
const ids = (orders) => orders.map(({ id }) => id)
const placed = ({ sandbox }, { volume } = ORDER) =>
  sandbox.orders.filter((order) => Number(order.origin_volume) === Number(volume) && order.price === '500000.0')

describe('an order of which only the response is lost is found', () => {
  for (const [how, fault] of [
    ['the connection is closed', { drop: true }],
    ['the response is cut off', { cut: 20 }],
    ['there is no response in time', { silent: true }],
    ['a gateway answers', { status: 502, body: '<html></html>' }],
    [
      'the exchange answers with a code that ends in _error',
      { status: 422, body: { errors: ['market.order.create_error'] } },
    ],
  ]) {
    test(how, async (t) => {
      const exchange = await startExchange(t, { client: { timeout: 500 } })
      const error = await loseOrder(exchange, ORDER, { after: 'accepted', ...fault })
      assert.equal(error.outcome, 'unknown')
      const { verdict, result } = await exchange.find(error)
      assert.equal(verdict, 'done')
      assert.deepEqual(result, placed(exchange)[0])
      assert.deepEqual(exchange.time.pauses, [])
    })
  }
})

test('an order that never arrived is looked for until the wait is over, and is then not done', async (t) => {
  const exchange = await startExchange(t)
  const error = await loseOrder(exchange, ORDER, NEVER)
  const before = Date.now()
  const { lookedAt, ...verdict } = await exchange.find(error)
  assert.deepEqual(verdict, { verdict: 'not_done', final: false })
  assert.deepEqual(
    exchange.time.pauses.map((pause) => Math.round(pause / 1000)),
    [2, 3, 5, 10, 10],
  )
  assert.ok(Date.parse(lookedAt) >= Math.floor(before / 1000) * 1000 + 29_000, lookedAt)
  assert.equal(exchange.sandbox.requests.filter(({ method }) => method === 'POST').length, 1)
})

test('the wait can be shorter or longer, and the last look is at its end', async (t) => {
  const exchange = await startExchange(t)
  const error = await loseOrder(exchange, ORDER, NEVER)
  for (const [wait, pauses] of [
    [0, []],
    [1_500, [1.5]],
    [7_000, [2, 3, 2]],
    [100_000, [2, 3, 5, 10, 10, 30, 30, 10]],
  ]) {
    exchange.time.pauses.length = 0
    assert.equal((await exchange.find(error, { wait })).verdict, 'not_done')
    assert.deepEqual(
      exchange.time.pauses.map((pause) => Math.round(pause / 100) / 10),
      pauses,
    )
  }
})

test('an order that is placed ten seconds late is found', async (t) => {
  const exchange = await startExchange(t)
  const error = await loseOrder(exchange, ORDER, { after: 'arrived', status: 504, late: 10_000 })
  assert.equal((await exchange.find(error, { wait: 5_000 })).verdict, 'not_done')
  assert.equal((await exchange.find(error)).result.id, placed(exchange)[0].id)
})

describe('an order is found in every state', () => {
  test('filled at once', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, { market: 'btcaud', side: 'buy', volume: '0.001', price: '400000' })
    assert.equal((await exchange.find(error)).result.state, 'done')
  })

  test('a market order', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, { market: 'btcaud', side: 'buy', volume: '0.0010', ord_type: 'market' })
    const { result } = await exchange.find(error)
    assert.deepEqual([result.ord_type, result.price, result.state], ['market', null, 'done'])
  })

  test('canceled', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    await exchange.send('POST', `market/orders/${placed(exchange)[0].id}/cancel`)
    assert.equal((await exchange.find(error)).result.state, 'cancel')
  })

  test('rejected', async (t) => {
    const exchange = await startExchange(t, { orderDelay: 1000 })
    await exchange.send('POST', 'market/orders', { ...ORDER, volume: '5' })
    const error = await loseOrder(exchange)
    exchange.time.shift += 2000
    assert.equal((await exchange.find(error)).result.state, 'reject')
  })

  test('pending for ever', async (t) => {
    const exchange = await startExchange(t, { orderDelay: DAY })
    const error = await loseOrder(exchange)
    assert.equal((await exchange.find(error)).result.state, 'pending')
  })
})

describe('identical orders', () => {
  for (const count of [0, 1, 2, 3]) {
    test(`of three that failed, ${count} were placed: so many are found, each another one`, async (t) => {
      const exchange = await startExchange(t)
      const errors = []
      for (let number = 0; number < 3; number += 1) {
        errors.push(await loseOrder(exchange, ORDER, number < count ? LOST : NEVER))
      }
      // The last first: which call placed which order cannot be known, and does not matter.
      const verdicts = []
      for (const error of errors.reverse()) verdicts.push(await exchange.find(error, { wait: 0 }))
      const found = verdicts.filter(({ verdict }) => verdict === 'done').map(({ result }) => result.id)
      assert.deepEqual(found.sort(), ids(placed(exchange)).sort())
      assert.equal(verdicts.filter(({ verdict }) => verdict === 'not_done').length, 3 - count)
    })
  }

  test('are identical whatever the form of their decimals', async (t) => {
    const exchange = await startExchange(t)
    const errors = [
      await loseOrder(exchange),
      await loseOrder(exchange, { ...ORDER, volume: '00.010', price: '500000.0' }),
    ]
    for (const error of errors) assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'done')
  })

  test('reconciled at the same time', async (t) => {
    const exchange = await startExchange(t)
    const errors = [await loseOrder(exchange), await loseOrder(exchange, ORDER, NEVER), await loseOrder(exchange)]
    const verdicts = await Promise.all(errors.map((error) => exchange.find(error, { wait: 0 })))
    const found = verdicts.flatMap(({ verdict, result }) => (verdict === 'done' ? [result.id] : []))
    assert.deepEqual(found.sort(), ids(placed(exchange)).sort())
  })

  test('one that succeeds in the meantime is not taken for the failed one', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, ORDER, NEVER)
    await exchange.coinport.createOrder({ ...ORDER, volume: '0.0100', price: '500000.00' })
    assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'not_done')
  })

  test('one that is running is waited for', async (t) => {
    let release
    let isHeld = false
    const through = (sandbox) =>
      startHoldingProxy(t, sandbox, {
        after: ({ method }) => {
          if (method !== 'POST' || !isHeld) return undefined
          return new Promise((resolve) => {
            release = resolve
          })
        },
      })
    const exchange = await startExchange(t, { through })
    const error = await loseOrder(exchange, ORDER, NEVER)
    isHeld = true
    const running = exchange.coinport.createOrder(ORDER)
    while (!release) await new Promise(setImmediate)
    assert.equal(placed(exchange).length, 1)
    const finding = exchange.find(error, { wait: 0 })
    while (exchange.time.pauses.length < 3) await new Promise(setImmediate)
    release()
    assert.equal((await finding).verdict, 'not_done')
    assert.equal((await running).id, placed(exchange)[0].id)
  })

  test('a refused one leaves no trace', async (t) => {
    const exchange = await startExchange(t)
    await failed(exchange.coinport.createOrder({ ...ORDER, volume: '4000' }))
    const error = await loseOrder(exchange, { ...ORDER, volume: '4' })
    await exchange.send('POST', 'market/orders', { ...ORDER, volume: '4' })
    assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'done')
  })
})

describe('orders of others', () => {
  test('a twin beside the own order is ambiguous, with both as candidates', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    await exchange.send('POST', 'market/orders', ORDER)
    const { verdict, candidates } = await exchange.find(error)
    assert.equal(verdict, 'ambiguous')
    assert.deepEqual(ids(candidates).sort(), ids(placed(exchange)).sort())
    // The other one became known.
    const exclude = [Math.max(...ids(placed(exchange)))]
    assert.equal((await exchange.find({ ...intentOf(error), exclude })).result.id, Math.min(...ids(placed(exchange))))
  })

  test('once a call was found, a later twin of it is ambiguous for the others', async (t) => {
    const exchange = await startExchange(t)
    const [first, second] = [await loseOrder(exchange), await loseOrder(exchange)]
    assert.equal((await exchange.find(first)).verdict, 'done')
    await exchange.send('POST', 'market/orders', ORDER)
    assert.equal((await exchange.find(second)).verdict, 'ambiguous')
  })

  test('an older twin is outside the time of the call, or named in exclude', async (t) => {
    const exchange = await startExchange(t)
    await exchange.send('POST', 'market/orders', ORDER)
    exchange.time.shift += 8_000
    const [older] = ids(placed(exchange))
    const sentAt = Date.now()
    await exchange.send('POST', 'market/orders', ORDER)
    const own = Math.max(...ids(placed(exchange)))
    assert.equal((await exchange.find({ call: 'createOrder', params: ORDER, sentAt })).result.id, own)

    const inside = { call: 'createOrder', params: { ...ORDER, volume: '0.02' }, sentAt }
    for (let count = 0; count < 2; count += 1) await exchange.send('POST', 'market/orders', inside.params)
    const twins = ids(placed(exchange, inside.params)).sort((a, b) => a - b)
    assert.equal((await exchange.find(inside)).verdict, 'ambiguous')
    assert.equal((await exchange.find({ ...inside, exclude: [twins[0], older] })).result.id, twins[1])
  })

  for (const [difference, twin] of [
    ['volume', { volume: '0.011' }],
    ['price', { price: '500000.01' }],
    ['side', { side: 'buy', price: '50000' }],
    ['market', { market: 'btcusdt' }],
  ]) {
    test(`with another ${difference} is no twin`, async (t) => {
      const exchange = await startExchange(t)
      const error = await loseOrder(exchange, ORDER, NEVER)
      assert.equal((await exchange.send('POST', 'market/orders', { ...ORDER, ...twin })).status, 201)
      assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'not_done')
    })
  }

  test('a market order is no twin of a limit order', async (t) => {
    const exchange = await startExchange(t)
    const order = { market: 'btcaud', side: 'buy', volume: '0.001', ord_type: 'market' }
    const error = await loseOrder(exchange, order, NEVER)
    await exchange.send('POST', 'market/orders', { ...order, ord_type: 'limit', price: '400000' })
    assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'not_done')
  })
})

for (const offset of [-DAY, DAY]) {
  test(`a clock that is wrong by ${offset / DAY} day does not matter`, async (t) => {
    const exchange = await startExchange(t, { offset })
    await exchange.send('POST', 'market/orders', ORDER)
    exchange.time.shift += 20_000
    const sentAt = Date.now()
    await exchange.send('POST', 'market/orders', ORDER)
    exchange.time.shift += 20_000
    const { verdict, result } = await exchange.find({ call: 'createOrder', params: ORDER, sentAt })
    assert.deepEqual([verdict, result.id], ['done', Math.max(...ids(placed(exchange)))])
  })
}

test('the clocks of the exchange may differ by almost five seconds', async (t) => {
  const exchange = await startExchange(t)
  await exchange.send('POST', 'market/orders', ORDER)
  exchange.time.shift += 4_000
  const { verdict } = await exchange.find({ call: 'createOrder', params: ORDER, sentAt: Date.now() }, { wait: 0 })
  assert.equal(verdict, 'done')
})

test('an order is found among 1,500 that move over the pages', async (t) => {
  let moving = []
  const exchange = await startExchange(t, {
    pageCap: 100,
    through: (sandbox) =>
      startHoldingProxy(t, sandbox, {
        before: async ({ method, url }) => {
          if (method === 'GET' && url.includes('page='))
            await exchange.send('POST', `market/orders/${moving.shift()}/cancel`)
        },
      }),
  })
  const error = await loseOrder(exchange)
  for (let number = 0; number < 1500; number += 1) {
    const { status } = await exchange.send('POST', 'market/orders', {
      ...ORDER,
      price: String(500_001 + number),
      volume: '0.001',
    })
    assert.equal(status, 201)
  }
  // Each is updated when it is canceled, and moves from a later page to the first one.
  moving = ids(exchange.sandbox.orders.filter(({ price }) => Number(price) > 500_000)).sort((a, b) => a - b)
  const lists = () =>
    exchange.sandbox.requests.filter(({ method, path }) => method === 'GET' && path === 'market/orders')
  const { verdict, result } = await exchange.find(error, { timeout: 60_000 })
  assert.deepEqual([verdict, result.id], ['done', placed(exchange)[0].id])
  assert.ok(lists().length >= 15, String(lists().length))
})

describe('a look that fails', () => {
  const READ = { method: 'GET', path: 'market/orders' }

  test('decides nothing, and the next one does', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    exchange.sandbox.fail({ ...READ, status: 500 })
    exchange.sandbox.fail({ method: 'GET', path: 'public/timestamp', drop: true })
    assert.equal((await exchange.find(error)).verdict, 'done')
    assert.equal(exchange.time.pauses.length, 2)
  })

  test('at the end rejects with its error, and a later call decides', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    exchange.sandbox.fail({ ...READ, status: 503, times: 3 })
    await assert.rejects(exchange.find(error, { wait: 5_000 }), { status: 503 })
    assert.equal((await exchange.find(error)).verdict, 'done')
  })

  test('although earlier ones found nothing, rejects', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, ORDER, { after: 'arrived', status: 504, late: 4_000 })
    const finding = exchange.find(error, { wait: 2_000 })
    exchange.sandbox.fail({
      path: 'public/timestamp',
      headers: { 'content-type': 'application/json' },
      status: 200,
      body: '"x"',
    })
    exchange.sandbox.fail({ ...READ, status: 500, times: 1 })
    await assert.rejects(finding, { status: 500 })
  })

  test('because the read itself is wrong, is not repeated', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    exchange.sandbox.fail({ ...READ, status: 422, body: { errors: ['market.order.invalid_type'] } })
    await assert.rejects(exchange.find(error), { status: 422 })
    assert.deepEqual(exchange.time.pauses, [])
  })
})

test('an error is reconciled again with the same result', async (t) => {
  const exchange = await startExchange(t)
  const error = await loseOrder(exchange)
  const { id } = (await exchange.find(error)).result
  assert.equal((await exchange.find(error)).result.id, id)
  assert.equal((await exchange.find(intentOf(error))).result.id, id)
  assert.equal((await exchange.find(JSON.parse(JSON.stringify(intentOf(error))))).result.id, id)
})

test('nothing is looked for after an error that says that nothing was done', async (t) => {
  const exchange = await startExchange(t)
  const refused = await failed(exchange.coinport.createOrder({ ...ORDER, volume: '4000' }))
  const notSent = await failed(exchange.coinport.createOrder({ ...ORDER, volume: 4 }))
  const before = exchange.sandbox.requests.length
  for (const error of [refused, notSent]) {
    assert.equal(intentOf(error), undefined)
    const { lookedAt, ...verdict } = await exchange.find(error)
    assert.deepEqual(verdict, { verdict: 'not_done', final: true })
    assert.ok(Math.abs(Date.parse(lookedAt) - Date.now()) < 60_000)
  }
  assert.equal(exchange.sandbox.requests.length, before)
})

test('a client with readOnly can reconcile', async (t) => {
  const exchange = await startExchange(t)
  const error = await loseOrder(exchange)
  const { apiKey } = exchange.sandbox
  const reading = new CoinPort({ apiKey, baseUrl: exchange.baseUrl, readOnly: true })
  t.after(() => reading.close())
  assert.equal((await exchange.find(error, {}, reading)).verdict, 'done')
})
