const assert = require('node:assert/strict')
const { test } = require('node:test')
const Big = require('big.js')
const { Random } = require('../../lib/sandbox/exchange/random.js')
const { FULL } = require('../support/counts.js')
const { createClock, start } = require('../support/sandbox.js')

// The engine of the sandbox against a naive reference, written with another decimal library and as plainly as possible. Both
// get the same random orders; the reference learns of other members only what the public calls show.

const COMMANDS = FULL ? 5_000 : 100
const MARKET = 'ethusdt'
const FEES = { maker: new Big('0.001'), taker: new Big('0.002') }
const AMOUNT_PLACES = 6

// Division rounds down.
const Decimal = Big()
Decimal.DP = AMOUNT_PLACES
Decimal.RM = 0

const text = (value) => {
  const plain = new Big(value).toFixed()
  return plain.includes('.') ? plain : `${plain}.0`
}

class Reference {
  balances = { eth: { free: new Big(5), locked: new Big(0) }, usdt: { free: new Big(20_000), locked: new Big(0) } }
  orders = []

  /** Takes an order. `others` are the other members' orders of the opposite side, best first. */
  take(order, others) {
    const isBuy = order.side === 'buy'
    const given = this.balances[isBuy ? 'usdt' : 'eth']
    if (order.price === null && isBuy) {
      const buffered = cost(this.opposite(order, others), order.left).times('1.1')
      order.locked = buffered.gt(given.free) ? given.free : buffered
    } else order.locked = isBuy ? order.price.times(order.left) : order.left
    given.free = given.free.minus(order.locked)
    given.locked = given.locked.plus(order.locked)
    this.orders.push(order)
    for (const maker of this.opposite(order, others)) {
      if (order.left.eq(0)) break
      if (order.price && (isBuy ? maker.price.gt(order.price) : maker.price.lt(order.price))) break
      let amount = maker.left.lt(order.left) ? maker.left : order.left
      if (!order.price && isBuy) {
        const most = new Decimal(order.locked).div(maker.price)
        if (most.lt(amount)) amount = new Big(most)
      }
      if (amount.eq(0)) break
      if (maker.isOwn) this.fill(maker, maker.price, amount, FEES.maker)
      this.fill(order, maker.price, amount, FEES.taker)
    }
    if (order.left.gt(0) && order.price === null) this.end(order, 'cancel')
  }

  /** The orders that an order can meet: the oldest first at each price, and the others before the member's. */
  opposite({ side }, others) {
    const own = this.orders.filter((order) => order.state === 'wait' && order.side !== side)
    const sign = side === 'buy' ? 1 : -1
    return [...others, ...own]
      .map((order, index) => ({ order, index }))
      .sort((a, b) => sign * a.order.price.cmp(b.order.price) || a.index - b.index)
      .map(({ order }) => order)
  }

  fill(order, price, amount, rate) {
    const total = price.times(amount)
    const [gives, gets] = order.side === 'buy' ? ['usdt', 'eth'] : ['eth', 'usdt']
    const [gave, got] = order.side === 'buy' ? [total, amount] : [amount, total]
    const freed = order.side === 'buy' && order.price ? order.price.times(amount) : gave
    this.balances[gives].locked = this.balances[gives].locked.minus(freed)
    this.balances[gives].free = this.balances[gives].free.plus(freed.minus(gave))
    this.balances[gets].free = this.balances[gets].free.plus(got.minus(got.times(rate)))
    order.locked = order.locked.minus(freed)
    order.left = order.left.minus(amount)
    order.trades.push([text(price), text(amount)])
    if (order.left.eq(0)) this.end(order, 'done')
  }

  end(order, state) {
    const currency = order.side === 'buy' ? 'usdt' : 'eth'
    this.balances[currency].locked = this.balances[currency].locked.minus(order.locked)
    this.balances[currency].free = this.balances[currency].free.plus(order.locked)
    Object.assign(order, { locked: new Big(0), state })
  }

  /** A public trade of others: it is the best order of the member, if its price reaches that one. */
  onTrade({ price, amount, taker_type: taker }) {
    const [best] = this.opposite({ side: taker }, [])
    if (!best || (taker === 'buy' ? best.price.gt(price) : best.price.lt(price))) return
    assert.ok(best.price.eq(price), 'the best order is filled first')
    this.fill(best, best.price, new Big(amount), FEES.maker)
  }

  report() {
    return this.orders.map(({ id, state, left, trades }) => [id, state, text(left), trades])
  }
}

/** The cost of an amount over a book. */
function cost(book, amount) {
  let [left, sum] = [amount, new Big(0)]
  for (const order of book) {
    const taken = order.left.lt(left) ? order.left : left
    sum = sum.plus(order.price.times(taken))
    left = left.minus(taken)
  }
  return sum
}

test(`${COMMANDS} random commands have the same effect as in a naive reference`, async (t) => {
  const clock = createClock()
  const balances = { eth: '5', usdt: '20000' }
  const { get, send } = await start(t, { clock, balances, markets: [MARKET], seed: 11 })
  const random = new Random('reference')
  const reference = new Reference()
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
    const volume = new Big(1 + random.below(random.pick([50, 2_000_000]))).div(10 ** AMOUNT_PLACES)
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
    clock.advance(10_000 * (1 + random.below(3)))
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
