const assert = require('node:assert/strict')
const { test } = require('node:test')
const { parse, read } = require('../../lib/sandbox/decimal.js')
const { openStreams, startWithClock } = require('../support/stream-client.js')

// The sandbox's streams: what REST says, the streams said. The markets stand still unless a test moves the clock.

test('subscriptions have the exchange’s replies', async (t) => {
  const { sandbox } = await startWithClock(t)
  const query = '?stream=global.tickers&stream=btcaud.trades,ethaud.trades&other=1'
  const { messages, send, next, of, subscribe } = await openStreams(t, sandbox, [], { query })
  assert.deepEqual(messages[0].data, {
    message: 'subscribed',
    streams: ['global.tickers', 'btcaud.trades', 'ethaud.trades'],
  })
  const all = ['global.tickers', 'btcaud.trades', 'ethaud.trades', 'no.such', 'x%2Cy.trades']
  // A private stream is skipped, and so is one that needs another role.
  const subscribed = next('success', ({ streams }) => streams !== undefined)
  send({ event: 'subscribe', streams: ['order', 'a.b.c', 'no.such', 'x%2Cy.trades', 'no.such'] })
  await subscribed
  assert.deepEqual(of('success')[1], { message: 'cannot subscribe to a.b.c' })
  assert.deepEqual(of('success')[2], { message: 'subscribed', streams: all })
  send({ event: 'unsubscribe', streams: all.slice(0, 4), id: 7 })
  assert.deepEqual(await next('success'), { message: 'unsubscribed', streams: ['x%2Cy.trades'] })

  for (const bad of ['{"event":"login"}', '[]', 'null', 'nonsense', '{"jwt":"Bearer x"}']) {
    send(bad)
    assert.equal(await next('error'), 'Could not parse Type: Invalid event', bad)
  }
  send(' ping\n')
  await next('pong')
  send('\n ')
  assert.deepEqual(await subscribe([]), { message: 'subscribed', streams: ['x%2Cy.trades'] })
  assert.deepEqual(sandbox.streams.connections[0].streams, ['x%2Cy.trades'])
  assert.equal(sandbox.streams.connections[0].received.at(-1), '{"event":"subscribe","streams":[]}')
  assert.deepEqual(
    sandbox.requests.map(({ method, path, query }) => [method, path, query]),
    [['GET', '/api/v2/ranger/public', { stream: ['global.tickers', 'btcaud.trades,ethaud.trades'], other: '1' }]],
  )
})

test('trades and tickers are those of REST, sorted as the server sorts them', async (t) => {
  const { sandbox, get, clock } = await startWithClock(t)
  const { of, next, texts, messages } = await openStreams(t, sandbox, [
    'btcaud.trades',
    'shibusdt.trades',
    'global.tickers',
  ])
  for (let round = 0; round < 5; round += 1) {
    const moved = next('shibusdt.trades')
    if (round % 2 === 0) clock.advance(10_000)
    else await get('public/markets/tickers')
    await moved
  }
  for (const market of ['btcaud', 'shibusdt']) {
    const streamed = of(`${market}.trades`).flatMap(({ trades }) => trades)
    const rest = (await get(`public/markets/${market}/trades?limit=5`)).body.reverse()
    assert.equal(streamed.length, 5)
    assert.deepEqual(
      streamed.map(({ tid, date, taker_type: type }) => [tid, date, type]),
      rest.map(({ id, created_at: date, taker_type: type }) => [id, date, type]),
    )
    const texts = (await (await fetch(`${sandbox.url}/public/markets/${market}/trades?limit=5`)).text()).matchAll(
      /"price":([^,]+),"amount":([^,]+),/g,
    )
    assert.deepEqual(
      streamed.map(({ price, amount }) => [parse(price), parse(amount)]),
      [...texts].map(([, price, amount]) => [read(price), read(amount)]).reverse(),
    )
    assert.match(streamed[0].price, /^\d+\.\d+$/)
  }
  assert.deepEqual(Object.keys(of('btcaud.trades')[0].trades[0]), ['amount', 'date', 'price', 'taker_type', 'tid'])

  // So close that no trade gets older than a day in between.
  clock.advance(4999)
  const { body } = await get('public/markets/tickers')
  const ticked = next('global.tickers')
  clock.advance(1)
  const tickers = await ticked
  const at = String(clock() / 1000)
  for (const [id, { ticker }] of Object.entries(body)) assert.deepEqual(tickers[id], { ...ticker, at }, id)
  assert.equal(Object.keys(tickers).length, 89)
  const keys = 'amount at avg_price high last low open price_change_percent volume'.split(' ')
  assert.deepEqual(Object.keys(tickers.btcaud), keys)
  assert.deepEqual(Object.keys(tickers), Object.keys(tickers).sort())
  assert.ok(messages.every(({ isBinary }) => !isBinary))
  assert.ok(texts.every((text) => /^\{"[^"]+":/.test(text)))
})

test('tickers come every 5 seconds, unless the exchange’s timer has stopped, and candles every 2', async (t) => {
  const { sandbox, clock, get } = await startWithClock(t)
  const { of, next, settle } = await openStreams(t, sandbox, ['global.tickers', 'btcaud.kline-1m', 'btcaud.kline-7m'])
  for (let second = 1; second <= 20; second += 1) {
    const due = [second % 2 === 0 && next('btcaud.kline-1m'), second % 5 === 0 && next('global.tickers')]
    clock.advance(1000)
    await Promise.all(due)
  }
  await settle()
  assert.deepEqual(
    of('global.tickers').map(({ btcaud }) => Number(btcaud.at) - clock() / 1000),
    [-15, -10, -5, 0],
  )
  assert.deepEqual([of('btcaud.kline-1m').length, of('btcaud.kline-7m').length], [10, 0])
  assert.deepEqual(of('btcaud.kline-1m').at(-1), (await get('public/markets/btcaud/k-line?limit=1')).body[0])

  const stopped = await startWithClock(t, { staleTickers: true })
  const { of: stoppedOf, next: nextCandle } = await openStreams(t, stopped.sandbox, [
    'global.tickers',
    'btcaud.kline-1m',
  ])
  const candle = nextCandle('btcaud.kline-1m')
  stopped.clock.advance(60_000)
  await candle
  assert.deepEqual(stoppedOf('global.tickers'), [])
})

test('candles are written with the numbers of Go', async (t) => {
  const { sandbox, clock } = await startWithClock(t)
  const { texts, next } = await openStreams(t, sandbox, ['rmdcaud.kline-1w', 'bchaaud.kline-1w', 'shibusdt.kline-3d'])
  const candle = next('shibusdt.kline-3d')
  clock.advance(2000)
  await candle
  const [, numbers] = /^\{"shibusdt\.kline-3d":\[(.+)\]\}$/.exec(texts.at(-1))
  assert.match(numbers, /^\d{10},0\.00\d+,0\.0000\d+,0\.0000\d+,0\.0000\d+,\d+(\.\d+)?$/)
})

test('orders and own trades come as they happen, with the figures of REST', async (t) => {
  const { sandbox, get, send, clock } = await startWithClock(t, { orderDelay: 100, cancelDelay: 50 })
  const stream = await openStreams(t, sandbox, ['order', 'trade', 'btcaud.trades'], { scope: 'private' })
  const { of, next, settle } = stream
  const states = (id) =>
    of('order')
      .filter((order) => order.id === id)
      .map(({ state }) => state)
  const place = async (params) => (await send('POST', 'market/orders', { market: 'btcaud', ...params })).body
  const after = async (milliseconds, state) => {
    const changed = next('order', (order) => order.state === state)
    clock.advance(milliseconds)
    return changed
  }

  const { id } = await place({ side: 'buy', volume: '0.10', price: '100000.50' })
  const opened = await after(100, 'wait')
  const created = clock() / 1000 - 0.1
  assert.deepEqual(Object.entries(opened), [
    ...Object.entries({ at: created, avg_price: '0.0', created_at: created, executed_volume: '0.0', id, kind: 'bid' }),
    ...Object.entries({ market: 'btcaud', ord_type: 'limit', origin_volume: '0.1', price: '100000.5' }),
    ...Object.entries({ remaining_volume: '0.1', side: 'buy', state: 'wait', trades_count: 0, updated_at: created }),
  ])
  await send('POST', `market/orders/${id}/cancel`)
  await after(50, 'cancel')
  assert.deepEqual(states(id), ['pending', 'wait', 'cancel'])

  const taker = await place({ side: 'sell', volume: '0.05', price: '140000' })
  const done = await after(100, 'done')
  await settle()
  const { body } = await get(`market/orders/${taker.id}`)
  for (const name of [
    'avg_price',
    'executed_volume',
    'remaining_volume',
    'trades_count',
    'side',
    'ord_type',
    'price',
  ]) {
    assert.equal(done[name], body[name], name)
  }
  assert.deepEqual(states(taker.id), ['pending', 'wait', ...Array(body.trades_count - 1).fill('wait'), 'done'])
  const trades = (await get('market/trades?order_by=asc')).body.filter((row) => row.order_id === taker.id)
  const names = ['id', 'price', 'amount', 'total', 'market', 'side', 'taker_type', 'order_id']
  const shown = (row) => names.map((name) => row[name])
  assert.ok(trades.length > 1)
  assert.deepEqual(of('trade').map(shown), trades.map(shown))
  assert.deepEqual(
    of('trade').map(({ created_at: time }) => time),
    trades.map(({ created_at: time }) => Date.parse(time) / 1000),
  )
  assert.deepEqual(
    of('btcaud.trades').flatMap((message) => message.trades.map(({ tid }) => tid)),
    trades.map((trade) => trade.id),
  )

  const market = await place({ side: 'buy', volume: '0.05', ord_type: 'market' })
  const bought = await after(100, 'done')
  assert.deepEqual([bought.id, bought.price, bought.kind], [market.id, null, 'bid'])
  await settle()
  assert.deepEqual(states(market.id), ['done'], 'market orders are announced when they are done')

  const poor = await Promise.all([0, 1].map(() => place({ side: 'sell', volume: '30', price: '900000' })))
  await after(100, 'reject')
  assert.deepEqual(states(poor[1].id), ['pending', 'reject'])
})

test('a trade with oneself is told twice, as that of the older order', async (t) => {
  const { sandbox, send, get } = await startWithClock(t, { markets: ['btcaud'] })
  const { of, settle } = await openStreams(t, sandbox, ['trade'], { scope: 'private' })
  const best = (await get('public/markets/btcaud/depth')).body.asks[0][0]
  const price = String(Number(best.split('.')[0]) - 1)
  const older = (await send('POST', 'market/orders', { market: 'btcaud', side: 'sell', volume: '0.01', price })).body
  await send('POST', 'market/orders', { market: 'btcaud', side: 'buy', volume: '0.01', price })
  await get('public/timestamp')
  await settle()
  const [first, second, ...rest] = of('trade')
  assert.deepEqual([first.order_id, first.side, first.taker_type, rest], [older.id, 'sell', 'buy', []])
  assert.deepEqual(second, first)
})
