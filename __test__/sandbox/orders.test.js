const assert = require('node:assert/strict')
const { test } = require('node:test')
const { format, parse, times } = require('../../lib/sandbox/decimal.js')
const { createClock, start } = require('../support/sandbox.js')

// The life of an order, over HTTP. The markets stand still unless a test moves the clock.

const FUNDS = { aud: '100000', btc: '5', eth: '10', usdt: '50000' }

async function open(t, options) {
  const clock = createClock()
  const { send, ...rest } = await start(t, { clock, balances: FUNDS, ...options })
  const best = async (side, market = 'btcaud') => (await rest.get(`public/markets/${market}/depth`)).body[side]
  const order = async (id) => (await rest.get(`market/orders/${id}`)).body
  const balance = async (currency) => {
    const { body } = await rest.get(`account/balances/${currency}`)
    return [body.balance, body.locked]
  }
  const place = async (params) => {
    const { status, body } = await send('POST', 'market/orders', { market: 'btcaud', ...params })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  const cancel = async (id) => (await send('POST', `market/orders/${id}/cancel`)).body
  return { ...rest, send, clock, best, order, balance, place, cancel }
}

const minus = (a, b) => format(parse(a) - parse(b))

test('an order is pending, then open, and locks its price', async (t) => {
  const { place, order, balance, clock, cancel, get } = await open(t, { orderDelay: 100, cancelDelay: 50 })
  const placed = await place({ side: 'buy', volume: '0.10', price: '100000.50' })
  const { id, uuid, ...row } = placed
  assert.match(uuid, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  assert.deepEqual(row, {
    ...{ side: 'buy', ord_type: 'limit', price: '100000.5', avg_price: '0.0', state: 'pending', market: 'btcaud' },
    ...{ market_type: 'spot', created_at: '2026-11-24T09:00:00Z', updated_at: '2026-11-24T09:00:00Z' },
    ...{ origin_volume: '0.1', remaining_volume: '0.1', executed_volume: '0.0', maker_fee: '0.0', taker_fee: '0.0' },
    trades_count: 0,
  })
  assert.deepEqual(await balance('aud'), ['100000.0', '0.0'])
  clock.advance(99)
  assert.equal((await order(id)).state, 'pending')
  clock.advance(1)
  assert.equal((await order(uuid)).state, 'wait')
  assert.deepEqual(await balance('aud'), ['89999.95', '10000.05'])
  const bids = (await get('public/markets/btcaud/order-book?bids_limit=200')).body.bids
  assert.equal(bids.at(-1).id, id)

  assert.equal((await cancel(id)).state, 'wait')
  assert.equal((await order(id)).state, 'wait')
  clock.advance(50)
  assert.equal((await order(id)).state, 'cancel')
  assert.deepEqual(await balance('aud'), ['100000.0', '0.0'])
  assert.equal((await cancel(id)).state, 'cancel', 'a cancellation of any state is accepted')
})

test('without delays an order has acted by the next request', async (t) => {
  const { place, order, cancel, sandbox } = await open(t)
  const { id } = await place({ side: 'sell', volume: '0.1', price: '200000' })
  assert.equal(sandbox.orders[0].state, 'wait')
  await cancel(id)
  assert.equal((await order(id)).state, 'cancel')
})

test('a cancellation of a pending order is lost', async (t) => {
  const { place, order, cancel, clock, send } = await open(t, { orderDelay: 1000 })
  const { id } = await place({ side: 'sell', volume: '0.1', price: '200000' })
  assert.equal((await cancel(id)).state, 'pending')
  assert.deepEqual((await send('POST', 'market/orders/cancel', { market: 'btcaud' })).body, [])
  clock.advance(1000)
  assert.equal((await order(id)).state, 'wait')
})

test('a limit order crosses the book price by price, and its rest stays in the book', async (t) => {
  const { place, order, balance, best, get } = await open(t)
  const before = await best('asks')
  const taken = before.slice(0, 3)
  const price = taken[2][0]
  const volume = taken.reduce((sum, [, amount]) => sum + parse(amount), parse('0.05'))
  const { id } = await place({ side: 'buy', volume: format(volume), price })
  const filled = await order(id)
  const prices = new Map()
  for (const trade of filled.trades) prices.set(trade.price, (prices.get(trade.price) ?? 0n) + parse(trade.amount))
  assert.deepEqual(
    [...prices].map(([at, amount]) => [at, format(amount)]),
    taken,
  )
  assert.deepEqual([filled.state, filled.remaining_volume], ['wait', '0.05'])
  const cost = taken.reduce((sum, [at, amount]) => sum + times(parse(at), parse(amount)), 0n)
  const locked = times(parse(price), parse('0.05'))
  assert.deepEqual(await balance('aud'), [format(parse('100000') - cost - locked), format(locked)])
  const after = (await get('public/markets/btcaud/depth')).body
  assert.deepEqual(after.bids[0], [price, '0.05'])
  assert.deepEqual(after.asks[0], before[3])
  assert.equal((await get('public/markets/btcaud/trades?limit=1')).body[0].taker_type, 'buy')
  const trades = (await get(`market/trades?market=btcaud&limit=${filled.trades.length}`)).body
  assert.deepEqual(
    trades.map(({ id: trade }) => trade),
    filled.trades.map(({ id: trade }) => trade).reverse(),
  )
})

test('an order that takes part of a level leaves the rest of it', async (t) => {
  const { place, order, best } = await open(t)
  const [[price, amount], second] = await best('bids')
  const volume = format((parse(amount) / 2n / 10n ** 12n) * 10n ** 12n)
  const { id } = await place({ side: 'sell', volume, price })
  assert.equal((await order(id)).state, 'done')
  assert.deepEqual((await best('bids')).slice(0, 2), [[price, minus(amount, volume)], second])
})

test('a level that is taken is gone, and the next order trades with the next level', async (t) => {
  const { place, order, best, get } = await open(t)
  const [[price, amount], next] = await best('asks')
  assert.equal((await order((await place({ side: 'buy', volume: amount, price })).id)).state, 'done')
  const { asks } = (await get('public/markets/btcaud/order-book?asks_limit=200')).body
  assert.deepEqual([(await best('asks'))[0], asks[0].price], [next, next[0]])
  const { id } = await place({ side: 'buy', volume: '0.000001', ord_type: 'market' })
  assert.equal((await order(id)).avg_price, next[0])
  // Of the same price, the oldest is first.
  const all = [...new Set(asks.map((ask) => ask.price))].map((at) => asks.filter((ask) => ask.price === at))
  for (const level of all) {
    const created = level.map(({ created_at: time }) => time)
    assert.deepEqual(created, [...created].sort())
  }
  assert.ok(all.some((level) => level.length > 1))
})

test('the rest of an order is filled as the market moves', async (t) => {
  const { place, order, clock, best, sandbox } = await open(t, { markets: ['btcaud'] })
  const [[price]] = await best('asks')
  const { id } = await place({ side: 'sell', volume: '0.00001', price })
  for (let step = 0; step < 100 && (await order(id)).state === 'wait'; step += 1) clock.advance(10_000)
  const done = await order(id)
  assert.deepEqual([done.state, done.avg_price, done.trades[0].taker_type], ['done', price, 'buy'])
  assert.equal(sandbox.orders[0].id, id)
})

test('a market order to buy gives back what it has locked and not spent', async (t) => {
  const { place, order, balance, clock, best } = await open(t, { orderDelay: 10 })
  const [[price, amount]] = await best('asks')
  const { id, price: shown } = await place({ side: 'buy', volume: amount, ord_type: 'market' })
  assert.equal(shown, null)
  clock.advance(10)
  const cost = times(parse(price), parse(amount))
  assert.deepEqual(await balance('aud'), [format(parse('100000') - cost), '0.0'])
  const { state, executed_volume: executed, avg_price: average } = await order(id)
  assert.deepEqual([state, executed, average], ['done', amount, price])
})

test('if the clock jumps, an order is taken at its time, before the market goes on', async (t) => {
  const { place, order, clock, best } = await open(t, { markets: ['btcaud'], orderDelay: 5000 })
  const [[price]] = await best('asks')
  const { id } = await place({ side: 'sell', volume: '0.00001', price })
  clock.advance(60 * 60 * 1000)
  const { state, trades } = await order(id)
  assert.deepEqual([state, trades[0].taker_type], ['done', 'buy'])
  assert.ok(Date.parse(trades[0].created_at) < clock() - 60_000, trades[0].created_at)
})

test('the market fills the best order first', async (t) => {
  const { place, order, clock, best } = await open(t, { markets: ['btcaud'] })
  const [[price]] = await best('asks')
  const dear = await place({ side: 'sell', volume: '0.00002', price })
  const cheap = await place({ side: 'sell', volume: '0.00002', price: minus(price, '0.01') })
  let states = []
  for (let step = 0; step < 200 && states.at(-1) !== 'done,done'; step += 1) {
    clock.advance(10_000)
    states.push(`${(await order(cheap.id)).state},${(await order(dear.id)).state}`)
  }
  states = [...new Set(states)]
  assert.deepEqual(states.slice(-2), ['done,wait', 'done,done'])
  assert.ok(!states.includes('wait,done'))
})

/** Buys what 1500 AUD buy now, with a balance of `aud`. With this seed the market rises before the order is taken. */
async function buyInRisingMarket(t, aud) {
  const opened = await open(t, { orderDelay: 50_000, balances: { aud }, seed: 3 })
  const asks = await opened.best('asks')
  let [left, volume] = [parse('1500'), 0n]
  for (const [price, amount] of asks) {
    const most = ((left * 10n ** 6n) / parse(price)) * 10n ** 10n
    const taken = most < parse(amount) ? most : parse(amount)
    volume += taken
    left -= times(parse(price), taken)
    if (taken < parse(amount)) break
  }
  const { id } = await opened.place({ side: 'buy', volume: format(volume), ord_type: 'market' })
  opened.clock.advance(50_000)
  const order = await opened.order(id)
  assert.ok(parse(asks[0][0]) < parse(order.trades[0].price), 'the market has risen')
  return { ...opened, order }
}

test('a market order buys no more than it has locked, and its rest is canceled', async (t) => {
  const { order, balance } = await buyInRisingMarket(t, '1500')
  assert.deepEqual([order.state, parse(order.remaining_volume) > 0n], ['cancel', true])
  const spent = order.trades.reduce((sum, { total }) => sum + parse(total), 0n)
  assert.deepEqual(await balance('aud'), [format(parse('1500') - spent), '0.0'])
})

test('a market order to buy locks a tenth more than it costs, so that it is filled if the price rises', async (t) => {
  const { order, balance } = await buyInRisingMarket(t, '5000')
  assert.deepEqual([order.state, order.remaining_volume], ['done', '0.0'])
  assert.equal((await balance('aud'))[1], '0.0')
})

test('an order whose money is gone when it is taken is rejected', async (t) => {
  const { place, order, balance, clock } = await open(t, { orderDelay: 10 })
  const [first, second] = [
    await place({ side: 'sell', volume: '4', price: '200000' }),
    await place({ side: 'sell', volume: '4', price: '200000' }),
  ]
  clock.advance(10)
  assert.deepEqual([(await order(first.id)).state, (await order(second.id)).state], ['wait', 'reject'])
  assert.deepEqual(await balance('btc'), ['1.0', '4.0'])
})

test('fees are deducted from what is received', async (t) => {
  const { place, order, get, best, balance } = await open(t)
  const [[price, amount]] = await best('asks', 'ethusdt')
  await place({ market: 'ethusdt', side: 'buy', volume: amount, price })
  const [trade] = (await get('market/trades?market=ethusdt&limit=1')).body
  const fees = (await get(`market/trades?market=ethusdt&order_by=desc`)).body.filter(
    ({ order_id: id }) => id === trade.order_id,
  )
  assert.deepEqual([trade.fee_currency, trade.fee], ['eth', '0.002'])
  const fee = fees.reduce((sum, { fee_amount: one }) => sum + parse(one), 0n)
  assert.equal(format(fee), format(times(parse(amount), parse('0.002'))))
  const { maker_fee: maker, taker_fee: taker } = await order(trade.order_id)
  assert.deepEqual([maker, taker], ['0.001', '0.002'])
  assert.deepEqual(await balance('eth'), [format(parse('10') + parse(amount) - fee), '0.0'])
})

test('a member trades with himself, and the trade is listed once', async (t) => {
  const { place, order, get, balance, best } = await open(t)
  const [[ask], [bid]] = [(await best('asks'))[0], (await best('bids'))[0]]
  const price = format((parse(ask) + parse(bid)) / 2n)
  const older = await place({ side: 'sell', volume: '0.25', price })
  const newer = await place({ side: 'buy', volume: '0.25', price })
  const [a, b] = [await order(older.id), await order(newer.id)]
  assert.deepEqual([a.state, b.state, a.trades[0].id], ['done', 'done', b.trades[0].id])
  const listed = (await get('market/trades')).body.filter(({ id }) => id === a.trades[0].id)
  assert.deepEqual(
    listed.map(({ order_id: id, side, taker_type: taker }) => [id, side, taker]),
    [[older.id, 'sell', 'buy']],
  )
  assert.deepEqual(
    [await balance('aud'), await balance('btc')],
    [
      ['100000.0', '0.0'],
      ['5.0', '0.0'],
    ],
  )
})

test('all open orders are canceled by market and side', async (t) => {
  const { place, send, order } = await open(t)
  const ids = []
  for (const [market, side, price] of [
    ['btcaud', 'sell', '200000'],
    ['btcaud', 'buy', '100000'],
    ['ethaud', 'buy', '1000'],
  ]) {
    ids.push((await place({ market, side, volume: '0.1', price })).id)
  }
  const canceled = async (params) => {
    const { status, body } = await send('POST', 'market/orders/cancel', params)
    assert.equal(status, 201)
    return body.map(({ id, state }) => [id, state])
  }
  assert.deepEqual(await canceled({ market: 'btcaud', side: 'buy' }), [[ids[1], 'wait']])
  assert.deepEqual(await canceled({ market_type: 'qe' }), [])
  assert.deepEqual(await canceled({}), [
    [ids[0], 'wait'],
    [ids[2], 'wait'],
  ])
  assert.equal((await order(ids[2])).state, 'cancel')
})

test('sandbox.orders and the histories are the same', async (t) => {
  const { place, sandbox, get, clock } = await open(t)
  await place({ side: 'sell', volume: '0.1', price: '200000' })
  clock.advance(60_000)
  assert.deepEqual(sandbox.orders, (await get('market/orders?limit=1000')).body)
})

test('the same seed and the same commands give the same orders', async (t) => {
  const run = async () => {
    const { place, clock, sandbox } = await open(t, { markets: ['btcaud'], seed: 3 })
    for (let count = 0; count < 5; count += 1) {
      await place({ side: count % 2 ? 'buy' : 'sell', volume: '0.02', ord_type: 'market' })
      clock.advance(10_000)
    }
    return [sandbox.orders, sandbox.ledger()]
  }
  assert.deepEqual(await run(), await run())
})
