const assert = require('node:assert/strict')
const { test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { format, parse, times } = require('../../lib/sandbox/decimal.js')

// Different endpoints of the sandbox must agree. Uses Node's own fetch.

const NOW = Date.UTC(2026, 10, 24, 9)

async function start(t, options) {
  const clock = { now: NOW }
  const sandbox = await startSandbox({ clock: () => clock.now, ...options })
  t.after(() => sandbox.close())
  const headers = { authorization: `Bearer ${sandbox.apiKey}` }
  const get = async (path) => {
    const response = await fetch(`${sandbox.url}/${path}`, { headers })
    assert.equal(response.status, 200, path)
    return response.json()
  }
  /** The page headers of a response, and the number of its rows. */
  const page = async (path) => {
    const response = await fetch(`${sandbox.url}/${path}`, { headers })
    const names = ['total', 'per-page', 'page']
    return [...names.map((name) => response.headers.get(name)), (await response.json()).length]
  }
  return { sandbox, get, page, clock }
}

/** A JSON number as a decimal. The numbers here are short enough for a double. */
const decimal = (number) => parse(Number(number).toFixed(10))
const sum = (values) => format(values.reduce((total, value) => total + value, 0n))

test('ticker, trades, candles, books and the data for other services agree about a market', async (t) => {
  const { get } = await start(t)
  const { btcaud } = await get('public/markets/tickers')
  const { last, high, low, open, volume, amount } = btcaud.ticker
  const trades = await get('public/markets/btcaud/trades?limit=1000')
  const day = trades.filter(({ created_at: time }) => time > NOW / 1000 - 24 * 60 * 60)
  assert.equal(format(decimal(trades[0].price)), last)
  assert.equal(format(decimal(day.at(-1).price)), open)
  assert.equal(sum(day.map((trade) => decimal(trade.amount))), amount)
  assert.equal(sum(day.map((trade) => decimal(trade.total))), volume)
  for (const { price, amount, total } of trades) {
    assert.equal(format(times(decimal(price), decimal(amount))), format(decimal(total)))
  }

  // A whole day of candles begins and ends with the day's trades.
  const from = NOW / 1000 - 24 * 60 * 60
  const candles = await get(`public/markets/btcaud/k-line?period=60&time_from=${from}&time_to=${NOW / 1000}`)
  assert.equal(candles.length, 25)
  assert.equal(format(decimal(candles.at(-1)[4])), last)
  assert.equal(format(decimal(Math.max(...candles.map((candle) => candle[2])))), high)
  assert.equal(format(decimal(Math.min(...candles.map((candle) => candle[3])))), low)

  const depth = await get('public/markets/btcaud/depth')
  const book = await get('public/markets/btcaud/order-book?asks_limit=200&bids_limit=200')
  for (const side of ['asks', 'bids']) {
    const volumes = (price) => book[side].filter((order) => order.price === price)
    for (const [price, amount] of depth[side].slice(0, 20)) {
      assert.equal(sum(volumes(price).map((order) => parse(order.remaining_volume))), amount, `${side} ${price}`)
    }
  }
  const [[ask], [bid]] = [depth.asks[0], depth.bids[0]]
  assert.ok(parse(bid) < parse(ask))

  const gecko = (await get('coingecko/tickers')).find(({ ticker_id: id }) => id === 'BTC_AUD')
  const summary = (await get('coinmarketcap/summary')).find(({ trading_pairs: id }) => id === 'BTC_AUD')
  const ticker = (await get('coinmarketcap/ticker')).BTC_AUD
  assert.deepEqual([gecko.last_price, summary.last_price, ticker.last_price], [last, last, last])
  assert.deepEqual([gecko.bid, gecko.ask, summary.highest_bid, summary.lowest_ask], [bid, ask, bid, ask])
  assert.deepEqual([gecko.base_volume, summary.base_volume, ticker.base_volume], [amount, amount, amount])
  assert.deepEqual([gecko.target_volume, summary.quote_volume, ticker.quote_volume], [volume, volume, volume])
  const cmcTrades = await get('coinmarketcap/trades/btcaud')
  assert.deepEqual(
    cmcTrades.map(({ trade_id: id, price }) => [id, price]),
    trades.slice(0, 100).map(({ id, price }) => [id, price]),
  )
  const { buy, sell } = await get('coingecko/historical_trades?ticker_id=BTC_AUD')
  assert.equal(buy.length + sell.length, trades.length)
})

test('balances, orders, trades and transfers of the account add up', async (t) => {
  const { get } = await start(t)
  const [balances, deposits, withdraws, transfers, trades, orders] = await Promise.all([
    get('account/balances?nonzero=true'),
    get('account/deposits'),
    get('account/withdraws'),
    get('account/internal_transfers?limit=100'),
    get('market/trades'),
    get('market/orders'),
  ])
  const markets = Object.fromEntries((await get('public/markets')).map((market) => [market.id, market]))
  assert.deepEqual(
    balances.map(({ currency, balance, locked }) => [currency, balance, locked]),
    [
      ['aud', '1520.55', '250.0'],
      ['btc', '0.03125', '0.0'],
      ['eth', '1.204', '0.0'],
      ['usdt', '830.25', '100.0'],
      ['xrp', '412.5', '0.0'],
    ],
  )
  const signed = (amount, isIn) => (isIn ? parse(amount) : -parse(amount))
  for (const { currency, balance, locked } of balances) {
    const of = (rows) => rows.filter((row) => row.currency === currency)
    const traded = trades.flatMap(({ market, side, amount, total, fee_currency: feeCurrency, fee_amount: fee }) => [
      ...(markets[market].base_unit === currency ? [signed(amount, side === 'buy')] : []),
      ...(markets[market].quote_unit === currency ? [signed(total, side === 'sell')] : []),
      ...(feeCurrency === currency ? [signed(fee, false)] : []),
    ])
    const moved = [
      ...of(deposits)
        .filter(({ state }) => state !== 'submitted')
        .map(({ amount }) => parse(amount)),
      ...of(withdraws)
        .filter(({ state }) => state === 'succeed')
        .map(({ amount }) => -parse(amount)),
      ...of(transfers).map(({ amount, direction }) => signed(amount, direction === 'in')),
      ...traded,
    ]
    assert.equal(sum(moved), format(parse(balance) + parse(locked)), currency)

    const open = orders.filter(({ state }) => state === 'wait')
    const held = open.flatMap(({ side, market, price, remaining_volume: left }) => {
      if (side === 'buy') return markets[market].quote_unit === currency ? [times(parse(price), parse(left))] : []
      return markets[market].base_unit === currency ? [parse(left)] : []
    })
    const underWay = of(withdraws)
      .filter(({ state }) => state === 'processing')
      .map(({ amount }) => parse(amount))
    assert.equal(sum([...held, ...underWay]), locked, currency)
  }
  // Fees were paid, and every order lists its trades.
  assert.ok(trades.some(({ fee_amount: fee }) => parse(fee) > 0n))
  for (const { id, trades_count: count, origin_volume: origin, remaining_volume: left } of orders) {
    const { trades: own, executed_volume: executed } = await get(`market/orders/${id}`)
    assert.deepEqual([own.length, sum(own.map(({ amount }) => parse(amount)))], [count, executed])
    assert.equal(sum([parse(executed), parse(left)]), origin)
  }
  assert.ok(
    orders.some(({ state, trades_count: count }) => state === 'cancel' && count > 0),
    'partly filled',
  )
  const states = new Set(orders.map(({ state }) => state))
  assert.deepEqual([...states].sort(), ['cancel', 'done', 'reject', 'wait'])
  for (const order of orders.filter(({ state }) => state === 'wait')) {
    const book = await get(`public/markets/${order.market}/order-book?asks_limit=200&bids_limit=200`)
    assert.deepEqual(
      book[order.side === 'buy' ? 'bids' : 'asks'].find(({ id }) => id === order.id),
      order,
    )
  }
})

test('the same seed and clock give the same responses, another seed gives others', async (t) => {
  const paths = ['public/markets/tickers', 'market/orders', 'account/deposits', 'public/markets/btcaud/order-book']
  const [first, same, other] = [await start(t), await start(t), await start(t, { seed: 2 })]
  for (const path of paths) {
    const [a, b, c] = [await first.get(path), await same.get(path), await other.get(path)]
    assert.deepEqual(a, b, path)
    assert.notDeepEqual(a, c, path)
  }
})

test('markets trade as the clock advances, however far', async (t) => {
  const { get, clock } = await start(t)
  const last = async () => (await get('public/markets/btcaud/trades?limit=1'))[0]
  const first = await last()
  assert.deepEqual(await last(), first)
  clock.now += 10_000
  const second = await last()
  assert.deepEqual([second.created_at - first.created_at > 0, second.created_at], [true, clock.now / 1000])
  clock.now += 7 * 24 * 60 * 60 * 1000
  assert.equal((await last()).created_at, clock.now / 1000)
  clock.now -= 60_000
  assert.equal((await get('public/markets/btcaud/depth')).timestamp, (clock.now + 60_000) / 1000)
})

test('page headers: which lists send Total, and the page size', async (t) => {
  const { page } = await start(t)
  assert.deepEqual(await page('market/orders?limit=5&page=2'), [null, '5', '2', 5])
  assert.deepEqual(await page('market/trades?limit=1000&page=0'), [null, '1000', '1', 15])
  assert.deepEqual(await page('account/deposits?limit=3&page=99'), ['16', '3', '99', 0])
  const [total, ...rest] = await page('account/internal_transfers')
  assert.ok(Number(total) > 10)
  assert.deepEqual(rest, ['10', '1', 10])
  assert.deepEqual(await page('public/withdraw_limits'), ['2', '100', '1', 2])
  assert.deepEqual(await page('account/beneficiaries?state[]=active&state[]=pending'), ['5', '100', '1', 5])
})

test('the first request for a deposit address creates it', async (t) => {
  const { get } = await start(t)
  const made = { currencies: ['usdt'], blockchain_key: 'tron', address: null, state: 'pending' }
  const path = 'account/deposit_address/USDT?blockchain_key=tron'
  assert.deepEqual(await get(path), made)
  const { address, state } = await get(path)
  assert.deepEqual([typeof address, state], ['string', 'active'])
  const usdt = (await get('account/balances')).find(({ currency }) => currency === 'usdt')
  assert.deepEqual(
    usdt.deposit_addresses.map((row) => row.blockchain_key),
    ['ethereum', 'tron'],
  )
})

test('filters of the histories', async (t) => {
  const { get } = await start(t)
  const count = async (path) => (await get(path)).length
  const deposits = await get('account/deposits')
  const [newest] = deposits
  assert.equal(newest.state, 'submitted')
  assert.ok(deposits.some(({ confirmations }) => confirmations === 'N/A'))
  assert.ok(deposits.some((row) => row.currency === 'aud' && !('confirmations' in row)))
  assert.equal(await count('account/deposits?currency=BTC&state[]=submitted&state[]=collected'), 4)
  assert.deepEqual(await get(`account/deposits/${newest.txid}`), newest)
  const [withdraw] = await get('account/withdraws?state=succeed&currency=btc')
  const seconds = Date.parse(withdraw.updated_at) / 1000
  assert.equal(await count(`account/withdraws?time_from=${seconds}&time_to=${seconds}`), 1)
  assert.equal(await count(`account/transactions?txid=${withdraw.blockchain_txid}`), 1)
  assert.equal(await count('account/transactions'), deposits.length + (await count('account/withdraws')))
  const [trade] = await get('market/trades?type=sell')
  const created = Date.parse(trade.created_at) / 1000
  assert.equal(await count(`market/trades?time_from=${created}&time_to=${created}`), 0)
  assert.equal(await count(`market/trades?time_from=${created}&time_to=${created + 1}`), 1)
  assert.equal(await count('market/trades?market_type=qe'), 0)
  const orders = await get('market/orders?market[]=btcaud&market[]=ethaud&ord_type=limit&order_by=asc')
  assert.ok(orders.every(({ market, price }) => ['btcaud', 'ethaud'].includes(market) && price !== null))
  const updates = orders.map(({ updated_at: at }) => at)
  assert.deepEqual(updates, [...updates].sort())
})

test('rails61: missing params fail, two calls always fail, and pages of markets have 500 rows', async (t) => {
  const { sandbox, get, page } = await start(t, { rails61: true })
  const headers = { authorization: `Bearer ${sandbox.apiKey}` }
  for (const path of [
    'account/transactions',
    'account/stats/pnl',
    'coingecko/orderbook',
    'account/deposits?time_from=',
  ]) {
    const response = await fetch(`${sandbox.url}/${path}`, { headers })
    assert.deepEqual([response.status, await response.json()], [500, { errors: ['server.internal_error'] }], path)
  }
  assert.deepEqual(await page('public/markets?limit=2'), ['89', '500', '1', 89])
  assert.equal((await get('public/version')).version, '3.1.1')
})

test('tz writes times in its zone', async (t) => {
  const { get } = await start(t, { tz: '+10:00' })
  const [order] = await get('market/orders')
  assert.match(order.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+10:00$/)
  const plain = await start(t)
  assert.equal(Date.parse(order.created_at), Date.parse((await plain.get('market/orders'))[0].created_at))
})

test('a hidden market is listed only by the endpoints where the exchange lists it', async (t) => {
  const { get } = await start(t, { hiddenMarkets: ['btcaud'] })
  assert.ok('btcaud' in (await get('public/markets/tickers')))
  const market = (await get('public/markets')).find(({ id }) => id === 'btcaud')
  assert.equal(market.state, 'hidden')
  assert.equal((await get('coinmarketcap/trades/BTC_AUD')).length, 100)
  assert.equal('BTC_AUD' in (await get('coinmarketcap/ticker')), false)
  for (const [path, name] of [
    ['coinmarketcap/summary', 'trading_pairs'],
    ['coingecko/tickers', 'ticker_id'],
    ['coingecko/pairs', 'ticker_id'],
  ]) {
    const rows = await get(path)
    assert.deepEqual([rows.length, rows.some((row) => row[name] === 'BTC_AUD')], [88, false], path)
  }
})

test('stale tickers stay as they were', async (t) => {
  const { get, clock } = await start(t, { staleTickers: true })
  const first = await get('public/markets/tickers')
  clock.now += 60_000
  assert.deepEqual(await get('public/markets/tickers'), first)
  assert.notEqual((await get('public/markets/btcaud/tickers')).at, first.btcaud.at)
})
