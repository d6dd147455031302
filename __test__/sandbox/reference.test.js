const assert = require('node:assert/strict')
const { test } = require('node:test')
const Big = require('big.js')
const { Random } = require('../../lib/sandbox/exchange/random.js')
const { FULL } = require('../support/counts.js')
const { NaiveEngine, cost, text } = require('../support/naive-engine.js')
const { createClock, start } = require('../support/sandbox.js')

// The engine of the sandbox against a naive reference, support/naive-engine.js, which uses another decimal library. Both get the
// same random orders. Of other members, the reference knows only what the public calls show.

const COMMANDS = FULL ? 1_000 : 60
const MARKET = 'ethusdt'

test(`${COMMANDS} random commands have the same effect as in a naive reference`, async (t) => {
  const clock = createClock()
  const balances = { eth: '5', usdt: '20000' }
  const { get, send } = await start(t, { clock, balances, markets: [MARKET], seed: 11 })
  const random = new Random('reference')
  const reference = new NaiveEngine({ eth: 5, usdt: 20_000 })
  const known = new Set((await get('market/orders?limit=1000')).body.map(({ id }) => id))
  const trades = async () => (await get(`public/markets/${MARKET}/trades?limit=250`)).body.reverse()
  let lastTrade = (await trades()).at(-1).id
  const filled = { taker: 0, maker: 0 }

  const others = async (side) => {
    const path = `public/markets/${MARKET}/order-book?asks_limit=200&bids_limit=200`
    const { asks, bids } = (await get(path)).body
    return (side === 'buy' ? asks : bids)
      .filter(({ id }) => !reference.orders.some((order) => order.id === id))
      .map(({ price, remaining_volume: left }) => ({ price: new Big(price), left: new Big(left) }))
  }

  const place = async () => {
    const side = random.pick(['buy', 'sell'])
    const opposite = await others(side)
    const line = random.pick([0, 0, 1, 2, 4])
    const isMarket = random.below(4) === 0
    const step = opposite[1].price.minus(opposite[0].price).div(3).round(2)
    const nearest = opposite[line].price.plus(step.times(random.below(9) - 4)).round(2)
    const volume = new Big(1 + random.below(random.pick([50, 2_000_000]))).div(1_000_000)
    const { status, body } = await send('POST', 'market/orders', {
      ...{ market: MARKET, side, volume: volume.toFixed() },
      ...(isMarket ? { ord_type: 'market' } : { price: nearest.toFixed() }),
    })
    const free = reference.balances[side === 'buy' ? 'usdt' : 'eth'].free
    const needed =
      side === 'sell' ? volume : isMarket ? cost(reference.opposite({ side }, opposite), volume) : nearest.times(volume)
    assert.equal(status, needed.gt(free) ? 422 : 201, JSON.stringify(body))
    if (status !== 201) return
    const order = {
      id: body.id,
      side,
      price: isMarket ? null : nearest,
      left: volume,
      state: 'wait',
      trades: [],
      isOwn: true,
    }
    reference.take(order, opposite)
    filled.taker += order.trades.length
    // The trades of this order are known.
    lastTrade = (await trades()).at(-1).id
  }

  const cancel = async () => {
    const open = reference.orders.filter(({ state }) => state === 'wait')
    if (open.length === 0) return
    const order = random.pick(open)
    await send('POST', `market/orders/${order.id}/cancel`)
    reference.end(order, 'cancel')
  }

  const wait = async () => {
    clock.advance(10_000 * (1 + random.below(12)))
    const before = reference.orders.reduce((sum, order) => sum + order.trades.length, 0)
    for (const trade of (await trades()).filter(({ id }) => id > lastTrade)) {
      reference.onTrade(trade)
      lastTrade = trade.id
    }
    filled.maker += reference.orders.reduce((sum, order) => sum + order.trades.length, 0) - before
  }

  for (let count = 0; count < COMMANDS; count += 1) {
    await random.pick([place, place, place, place, cancel, wait, wait])()
    for (const [currency, { free, locked }] of Object.entries(reference.balances)) {
      const { balance, locked: held } = (await get(`account/balances/${currency}`)).body
      assert.deepEqual([balance, held], [text(free), text(locked)], `${currency} after ${count} commands`)
    }
    const last = reference.orders.at(-1)
    if (last) {
      const { state, remaining_volume: left, trades: rows } = (await get(`market/orders/${last.id}`)).body
      const shown = rows.map(({ price, amount }) => [price, amount])
      assert.deepEqual([state, left, shown], [last.state, text(last.left), last.trades], `order ${last.id}`)
    }
  }
  const rows = []
  for (let page = 1, length = 1; length > 0; page += 1) {
    const { body } = await get(`market/orders?limit=1000&page=${page}`)
    rows.push(...body.filter(({ id }) => !known.has(id)))
    length = body.length
  }
  rows.sort((a, b) => a.id - b.id)
  assert.deepEqual(
    rows.map(({ id, state, remaining_volume: left }) => [id, state, left]),
    reference.report().map(([id, state, left]) => [id, state, left]),
  )
  assert.ok(filled.taker > COMMANDS / 5 && filled.maker > COMMANDS / 50, JSON.stringify(filled))
})
