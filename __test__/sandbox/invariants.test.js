const assert = require('node:assert/strict')
const { test } = require('node:test')
const { format, over, parse, times } = require('../../lib/sandbox/decimal.js')
const { candles } = require('../../lib/sandbox/exchange/candles.js')
const { levels } = require('../../lib/sandbox/exchange/book.js')
const { Exchange } = require('../../lib/sandbox/exchange/index.js')
const { feesOf } = require('../../lib/sandbox/exchange/fees.js')
const { Random } = require('../../lib/sandbox/exchange/random.js')
const { checkOptions } = require('../../lib/sandbox/options.js')
const { FULL } = require('../support/counts.js')

// Invariants of the sandbox's exchange. The tests compute every sum again from the rows.

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const STEPS = FULL ? 1000 : 400
const ACCOUNT_COUNT = FULL ? 100 : 40
const MARKETS = ['btcaud', 'ethusdt', 'shibusdt']

const sum = (values) => values.reduce((total, value) => total + value, 0n)

function booksAreNotCrossed({ markets }) {
  for (const market of markets.values()) {
    const [asks, bids] = ['sell', 'buy'].map((side) => levels(market.book(side)).map(({ price }) => price))
    const all = [...bids.reverse(), ...asks]
    assert.ok(asks.length > 0 && bids.length > 0)
    for (let index = 1; index < all.length; index += 1) {
      if (all[index - 1] >= all[index]) assert.fail(`${market.id}: ${format(all[index - 1])}, ${format(all[index])}`)
    }
    assert.ok(bids.at(-1) <= market.last && market.last <= asks[0], `${market.id}: the last price is beyond the book`)
  }
}

function tradesAreInOrder({ markets }, now) {
  for (const { id, trades, last, reference } of markets.values()) {
    assert.equal(trades.at(-1).price, last, id)
    for (const [index, { price, amount, ...trade }] of trades.entries()) {
      assert.ok(amount > 0n && price > 0n && trade.time <= now)
      assert.ok(price >= (reference * 88n) / 100n && price <= (reference * 112n) / 100n, id)
      const before = trades[index - 1]
      if (before) assert.ok(before.id < trade.id && before.time <= trade.time, id)
    }
  }
}

function figuresAreThoseOfTheTrades({ markets }, now) {
  for (const market of markets.values()) {
    const { average, ...figures } = market.figures(now)
    const trades = market.trades.filter(({ time }) => time > now - DAY)
    const prices = trades.map(({ price }) => price)
    const open = prices[0] ?? 0n
    assert.deepEqual(figures, {
      open,
      last: market.last,
      high: prices.reduce((a, b) => (a > b ? a : b), open),
      low: prices.reduce((a, b) => (a < b ? a : b), open),
      amount: sum(trades.map(({ amount }) => amount)),
      volume: sum(trades.map(({ price, amount }) => times(price, amount))),
      change: open === 0n ? 0n : over(market.last - open, open),
    })
    assert.ok(figures.low <= average && average <= figures.high, `${market.id}: ${format(average)}`)
  }
}

const candlesAreThoseOfTheTrades =
  (minutes) =>
  ({ markets }, now) => {
    const length = minutes * 60
    for (const { id, trades } of markets.values()) {
      const rows = candles(trades, { minutes, from: 0, to: Math.floor(now / 1000), limit: 1, now })
      assert.equal(sum(rows.map(({ volume }) => volume)), sum(trades.map(({ amount }) => amount)), id)
      assert.equal(rows.at(-1).close, trades.at(-1).price)
      const byTime = group(trades, length)
      for (const [index, row] of rows.entries()) {
        const before = rows[index - 1]
        if (before) assert.equal(row.time, before.time + length)
        const prices = byTime.get(row.time)?.map(({ price }) => price) ?? [before.close]
        const highest = prices.reduce((a, b) => (a > b ? a : b))
        const lowest = prices.reduce((a, b) => (a < b ? a : b))
        const { open, high, low, close } = row
        const isRight = open === prices[0] && high === highest && low === lowest && close === prices.at(-1)
        assert.ok(isRight, id)
      }
    }
  }

function group(trades, length) {
  const found = new Map()
  for (const trade of trades) {
    const time = Math.floor(trade.time / 1000 / length) * length
    if (found.has(time)) found.get(time).push(trade)
    else found.set(time, [trade])
  }
  return found
}

function balancesAddUp({ account, orders, ledger }) {
  for (const [id, { available, locked }] of ledger.currencies) {
    const of = (rows) => rows.filter(({ currency }) => currency.id === id)
    const credited = of(account.deposits).filter(({ state }) => state !== 'submitted')
    const [completed, pending] = ['succeed', 'processing'].map((state) =>
      of(account.withdraws).filter((row) => row.state === state),
    )
    const moved = (rows) => sum(rows.map(({ amount }) => amount))
    const transfers = of(account.transfers).map(({ direction, amount }) => (direction === 'in' ? amount : -amount))
    const traded = orders.trades.flatMap(({ market, side, amount, total, feeAmount, feeCurrency }) => {
      const sign = side === 'buy' ? 1n : -1n
      return [
        ...(market.base === id ? [sign * amount] : []),
        ...(market.quote === id ? [-sign * total] : []),
        ...(feeCurrency === id ? [-feeAmount] : []),
      ]
    })
    assert.equal(
      format(available + locked),
      format(moved(credited) - moved(completed) + sum(transfers) + sum(traded)),
      `${id} is not what its histories add up to`,
    )
    const open = orders.rows.filter(({ state }) => state === 'wait')
    const held = open.flatMap(({ side, market, price, remaining }) => {
      if (side === 'buy') return market.quote === id ? [times(price, remaining)] : []
      return market.base === id ? [remaining] : []
    })
    assert.equal(format(locked), format(sum(held) + moved(pending)), `${id}: what is locked`)
    assert.ok(available >= 0n && locked >= 0n)
  }
}

function ordersAreTheirTrades({ orders, markets }) {
  for (const order of orders.rows) {
    assert.equal(order.volume, order.remaining + sum(order.trades.map(({ amount }) => amount)))
    assert.equal(order.spent, sum(order.trades.map(({ total }) => total)))
    const isInBook = markets.get(order.market.id).orders.includes(order)
    assert.equal(isInBook, order.state === 'wait', `order ${order.id} is ${order.state}`)
    assert.equal(order.remaining === 0n, order.state === 'done')
  }
  for (const { id, market, price, amount, time } of orders.trades) {
    const all = market.trades
    if (id < all[0].id) continue
    const found = all.find((trade) => trade.id === id)
    assert.deepEqual([found.price, found.amount, found.time], [price, amount, time], `trade ${id} is not public`)
  }
}

/** QUICK runs after every step, SLOW after every twentieth. */
const QUICK = [booksAreNotCrossed, balancesAddUp]
const SLOW = [
  ordersAreTheirTrades,
  tradesAreInOrder,
  figuresAreThoseOfTheTrades,
  ...[30, 1440].map(candlesAreThoseOfTheTrades),
]

/** The possible steps. A step that is refused must change nothing. */
function steps(exchange, random, clock) {
  const { account, currencies, orders } = exchange
  const market = () => random.pick([...exchange.markets.values()])
  const currency = () => currencies.get(random.pick(['aud', 'btc', 'eth', 'usdt', 'xrp', 'shib']))
  const amount = ({ price }) => over(parse(String(1 + random.below(5000))), price)
  const pick = (rows) => (rows.length > 0 ? random.pick(rows) : undefined)
  const orderOf = (state) => pick(orders.rows.filter((order) => order.state === state))
  const withdraw = () => pick(account.withdraws.filter(({ state }) => state === 'processing'))
  const place = () => {
    const chosen = market()
    const side = random.pick(['buy', 'sell'])
    const lines = BigInt(1 + random.below(4))
    const line = chosen.lineBelow(chosen.last)
    const price = chosen.priceOf(side === 'buy' ? line - lines : line + lines)
    // Skips an order that would match the member's own.
    const others = chosen.orders.filter((order) => order.side !== side)
    if (others.some((order) => (side === 'buy' ? order.price <= price : order.price >= price))) return
    const volume = parse(String(1 + random.below(50))) / 10n ** BigInt(chosen.amountPlaces)
    orders.place(chosen, side, price, volume * 1000n, exchange.now(), feesOf(chosen))
  }
  const beneficiary = (owner) => account.beneficiaries.ofCurrency(owner)
  return [
    () => clock.advance(random.below(30_000)),
    () => clock.advance(random.below(2 * HOUR)),
    () => exchange.step(),
    () => exchange.step(),
    () => market().trade(exchange.now()),
    place,
    place,
    place,
    () => orderOf('wait') && orders.cancel(orderOf('wait'), exchange.now()),
    () => account.deposit(currency(), amount(currency()), exchange.now()),
    () => account.deposit(currency(), amount(currency()), exchange.now(), { state: 'submitted' }),
    () => {
      const chosen = currency()
      if (beneficiary(chosen)) {
        account.withdraw(chosen, amount(chosen), chosen.withdrawFee, exchange.now(), {
          beneficiary: beneficiary(chosen),
        })
      }
    },
    () => withdraw() && account.settle(withdraw(), exchange.now()),
    () => withdraw() && account.release(withdraw(), exchange.now()),
    () => account.transfer(currency(), amount(currency()), random.pick(['in', 'out']), exchange.now(), { uid: 'ID1' }),
  ]
}

for (const seed of [1, 2]) {
  test(`${STEPS} random steps keep the invariants (seed ${seed})`, () => {
    const clock = { now: Date.UTC(2026, 0, 1), advance: (by) => (clock.now += by) }
    const exchange = new Exchange(checkOptions({ markets: MARKETS, seed, clock: () => clock.now }))
    const random = new Random('steps', seed)
    let refused = 0
    const all = steps(exchange, random, clock)
    for (let count = 0; count < STEPS; count += 1) {
      try {
        random.pick(all)()
      } catch (error) {
        if (error instanceof assert.AssertionError || !/would be available/.test(error.message)) throw error
        refused += 1
      }
      const now = exchange.now()
      for (const check of count % 20 === 0 ? [...QUICK, ...SLOW] : QUICK) check(exchange, now)
    }
    const filled = exchange.orders.trades.filter(({ order }) => order.ordType === 'limit').length
    // The steps must include refusals and fills.
    assert.ok(refused >= STEPS / 200 && filled >= STEPS / 40, `${refused} refused, ${filled} filled`)
  })
}

/** Balances that a user may ask for. */
const ACCOUNTS = [
  {},
  { btc: '0' },
  { btc: '0.5' },
  { btc: '0.0000000000000001', aud: '0.01' },
  { aud: { balance: '0', locked: '0.07' }, btc: { balance: '0.1', locked: '0.123456789' } },
  {
    aud: '1000000',
    btc: '40',
    eth: '1500.123456789012345',
    usdt: { balance: '1', locked: '999999.5' },
    shib: '1e9'.replace('1e9', '1000000000'),
  },
  { usdt: '25', aud: '3.33', xrp: { balance: '7.1', locked: '2.000001' } },
  { x1: '5', x2: { balance: '0.1', locked: '0.2' }, aud: '5' },
]

for (const balances of ACCOUNTS) {
  test(`the histories of an account with ${JSON.stringify(balances)} add up`, () => {
    const exchange = new Exchange(checkOptions({ balances, seed: 7, clock: () => Date.UTC(2026, 0, 1) }))
    const { account, orders } = exchange
    for (const [id, amount] of Object.entries(balances)) {
      const { balance, locked = '0' } = typeof amount === 'string' ? { balance: amount } : amount
      const held = account.balances.get(id)
      assert.deepEqual([held.available, held.locked], [parse(balance), parse(locked)], id)
    }
    assert.deepEqual([...account.balances.keys()].sort(), Object.keys(balances).sort())
    for (const check of [...QUICK, ...SLOW]) check(exchange, exchange.now())
    for (const { amount, fee } of [...account.deposits, ...account.withdraws])
      assert.ok(amount > 0n && fee >= 0n && fee < amount)
    // Rows are in the order of their ids, so that nothing was spent before it was there, which the account refuses.
    for (const rows of [account.deposits, account.withdraws, orders.rows]) {
      const ids = rows.map(({ id }) => id)
      assert.deepEqual(
        ids,
        [...ids].sort((a, b) => a - b),
      )
    }
  })
}

test(`the histories of ${ACCOUNT_COUNT} random accounts add up`, () => {
  const random = new Random('accounts')
  const amount = () => {
    const decimals = random.hex(16).replace(/[a-f]/g, '7').slice(0, random.below(17))
    return `${random.below(10 ** random.below(8))}.${decimals || '0'}`
  }
  for (let count = 0; count < ACCOUNT_COUNT; count += 1) {
    const ids = ['aud', 'bch', 'btc', 'eth', 'shib', 'usdt', 'x1', 'xrp'].filter(() => random.below(2) === 1)
    const balances = Object.fromEntries(ids.map((id) => [id, { balance: amount(), locked: amount() }]))
    const markets = [...MARKETS, 'btcusdt', 'ethaud', 'usdtaud', 'xrpaud'].filter(() => random.below(3) > 0)
    const clock = () => Date.UTC(2026, 0, 1)
    const exchange = new Exchange(checkOptions({ balances, markets, seed: count, clock }))
    for (const [id, { balance, locked }] of Object.entries(balances)) {
      const held = exchange.account.balances.get(id)
      assert.deepEqual([held.available, held.locked], [parse(balance), parse(locked)], JSON.stringify(balances))
    }
    balancesAddUp(exchange)
  }
})
