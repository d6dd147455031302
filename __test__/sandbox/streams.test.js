const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')
const FakeTimers = require('@sinonjs/fake-timers')
const { WebSocket } = require('ws')
const { parse, read } = require('../../lib/sandbox/decimal.js')
const { BookFeed } = require('../../lib/sandbox/streams/book-feed.js')
const { createClock, start } = require('../support/sandbox.js')
const { ROOT } = require('../support/script.js')
const { openStreams, streamUrl } = require('../support/stream-client.js')

// The sandbox's streams: what REST says, the streams said. The markets stand still unless a test moves the clock.

const FUNDS = { aud: '1000000', btc: '50', usdt: '50000' }

async function open(t, options) {
  const clock = createClock()
  return { clock, ...(await start(t, { clock, balances: FUNDS, ...options })) }
}

test('subscriptions have the exchange’s replies', async (t) => {
  const { sandbox } = await open(t)
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
  const { sandbox, get, clock } = await open(t)
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
  const { sandbox, clock, get } = await open(t)
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

  const stopped = await open(t, { staleTickers: true })
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
  const { sandbox, clock } = await open(t)
  const { texts, next } = await openStreams(t, sandbox, ['rmdcaud.kline-1w', 'bchaaud.kline-1w', 'shibusdt.kline-3d'])
  const candle = next('shibusdt.kline-3d')
  clock.advance(2000)
  await candle
  const [, numbers] = /^\{"shibusdt\.kline-3d":\[(.+)\]\}$/.exec(texts.at(-1))
  assert.match(numbers, /^\d{10},0\.00\d+,0\.0000\d+,0\.0000\d+,0\.0000\d+,\d+(\.\d+)?$/)
})

/** A book from a snapshot and the changes since, checked for their sequence. */
function rebuild(snapshot, changes) {
  const sides = { asks: new Map(snapshot.asks), bids: new Map(snapshot.bids) }
  let { sequence } = snapshot
  for (const { sequence: next, ...change } of changes) {
    const [[side, [price, amount]], ...rest] = Object.entries(change)
    assert.deepEqual([next, rest], [sequence + 1, []])
    sequence = next
    if (amount === '') assert.ok(sides[side].delete(price), `${side} have no ${price}`)
    else sides[side].set(price, amount)
    const best = (name, sign) =>
      [...sides[name].keys()].reduce((a, b) => (sign * Number(parse(a) - parse(b)) < 0 ? a : b))
    assert.ok(parse(best('bids', -1)) < parse(best('asks', 1)), `crossed at ${next}`)
  }
  const sorted = (side, sign) => [...side].sort(([a], [b]) => sign * (parse(a) < parse(b) ? -1 : 1))
  return { asks: sorted(sides.asks, 1), bids: sorted(sides.bids, -1) }
}

const MARKETS = ['btcaud', 'shibaud', 'ethusdt']

test('a book from its snapshot and changes is the depth of REST', async (t) => {
  const { sandbox, get, send, clock } = await open(t)
  const { of, settle, subscribe, next } = await openStreams(
    t,
    sandbox,
    MARKETS.map((market) => `${market}.ob-inc`),
  )
  const own = []
  const agree = async (seen = 0) => {
    // The books are looked at when the event loop comes round.
    await get('public/timestamp')
    await settle()
    for (const market of MARKETS) {
      const { timestamp: _timestamp, ...depth } = (await get(`public/markets/${market}/depth?limit=1000`)).body
      const changes = of(`${market}.ob-inc`)
      assert.ok(changes.length >= seen)
      assert.deepEqual(rebuild(of(`${market}.ob-snap`)[0], changes), depth, market)
    }
  }
  await agree()
  const STEPS = [
    ...Array(4).fill(() => get('public/markets/tickers')),
    () => get('public/markets/btcaud/tickers'),
    async () =>
      own.push(
        (await send('POST', 'market/orders', { market: 'btcaud', side: 'buy', volume: '0.3', price: '140000' })).body
          .id,
      ),
    () => send('POST', 'market/orders', { market: 'btcaud', side: 'sell', volume: '0.7', price: '300000' }),
    () => send('POST', 'market/orders', { market: 'btcaud', side: 'buy', volume: '0.5', ord_type: 'market' }),
    () => send('POST', `market/orders/${own[0]}/cancel`),
    () => send('POST', 'market/orders', { market: 'btcaud', side: 'buy', volume: '0.002', price: '153333.33' }),
    async () => {
      const moved = next('shibaud.ob-inc')
      clock.advance(60_000)
      await moved
    },
  ]
  for (const [index, step] of STEPS.entries()) {
    await step()
    await agree(index === 0 ? 1 : 0)
  }
  assert.ok(of('btcaud.ob-inc').length > 50)
  assert.equal(of('btcaud.ob-snap').length, 1, 'fresh snapshots are not pushed')

  await subscribe(['btcaud.ob-inc'])
  const again = of('btcaud.ob-snap')[1]
  assert.ok(again.sequence > of('btcaud.ob-snap')[0].sequence)
  assert.deepEqual(Object.keys(again), ['asks', 'bids', 'sequence'])
})

test('a book is right after nobody was connected', async (t) => {
  const { sandbox, get, clock } = await open(t)
  const first = await openStreams(t, sandbox, ['btcaud.ob-inc'])
  const [{ sequence }] = first.of('btcaud.ob-snap')
  first.socket.close()
  while (sandbox.streams.connections.length > 0) await get('public/timestamp')
  for (const milliseconds of [0, 5000, 600_000]) {
    clock.advance(milliseconds)
    await get('public/markets/tickers')
  }
  const { of, settle } = await openStreams(t, sandbox, ['btcaud.ob-inc'])
  await settle()
  const { timestamp: _timestamp, ...depth } = (await get('public/markets/btcaud/depth?limit=1000')).body
  const [snapshot] = of('btcaud.ob-snap')
  assert.ok(snapshot.sequence > sequence)
  assert.deepEqual(rebuild(snapshot, of('btcaud.ob-inc')), depth)
})

test('subscribing again sends the snapshot and all changes since', async (t) => {
  const { sandbox, get } = await open(t)
  const { of, settle, subscribe } = await openStreams(t, sandbox, ['btcaud.ob-inc'])
  await get('public/markets/tickers')
  await settle()
  const changes = of('btcaud.ob-inc')
  assert.ok(changes.length > 0)
  await subscribe(['btcaud.ob-inc'])
  assert.deepEqual(of('btcaud.ob-snap')[1], of('btcaud.ob-snap')[0])
  assert.deepEqual(of('btcaud.ob-inc'), [...changes, ...changes])
})

test('a snapshot is renewed after 20 changes and 10 seconds, or with a change after 60 seconds', async (t) => {
  const { sandbox, get, clock } = await open(t)
  const { of, settle, subscribe } = await openStreams(t, sandbox, ['btcaud.ob-inc'])
  const stored = async () => {
    await get('public/timestamp')
    await settle()
    await subscribe(['btcaud.ob-inc'])
    return of('btcaud.ob-snap').at(-1).sequence
  }
  const first = await stored()
  for (let round = 0; round < 10; round += 1) await get('public/markets/btcaud/tickers')
  assert.equal(await stored(), first, 'not within 10 seconds')
  clock.advance(9999)
  await get('public/markets/btcaud/tickers')
  assert.equal(await stored(), first)
  clock.advance(1)
  await get('public/markets/btcaud/tickers')
  assert.ok((await stored()) > first)

  const orders = [{ price: 1n, remaining: 0n }]
  const feed = new BookFeed({ book: (side) => (side === 'buy' ? orders : []) }, 0)
  assert.equal(feed.dueSnapshot(1_000_000), undefined, 'not without a change')
  for (let change = 1; change < 20; change += 1) {
    orders[0].remaining += 1n
    assert.equal(feed.changes().length, 1)
  }
  assert.equal(feed.dueSnapshot(59_999), undefined)
  const { sequence } = feed.dueSnapshot(60_000)
  orders[0].remaining += 1n
  assert.equal(feed.changes()[0].sequence, sequence + 1)
  assert.equal(feed.dueSnapshot(119_999), undefined)
})

test('a snapshot has the best 301 levels of a side', async (t) => {
  const { sandbox, send } = await open(t)
  for (let index = 0; index < 300; index += 1) {
    await send('POST', 'market/orders', {
      market: 'btcaud',
      side: 'buy',
      volume: '0.01',
      price: String(50_000 + index),
    })
  }
  const { of, next } = await openStreams(t, sandbox, ['btcaud.ob-inc'])
  const { bids, asks } = of('btcaud.ob-snap')[0]
  assert.deepEqual([bids.length, bids.at(-1)[0], asks.length], [301, '50049.0', 50])
  const deep = next('btcaud.ob-inc')
  await send('POST', 'market/orders', { market: 'btcaud', side: 'buy', volume: '0.02', price: '50001' })
  assert.deepEqual((await deep).bids, ['50001.0', '0.03'])
})

test('orders and own trades come as they happen, with the figures of REST', async (t) => {
  const { sandbox, get, send, clock } = await open(t, { orderDelay: 100, cancelDelay: 50 })
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
  const { sandbox, send, get } = await open(t, { markets: ['btcaud'] })
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

const status = async (url, options) => {
  const socket = new WebSocket(url, options)
  const [request, response] = await Promise.race([
    once(socket, 'unexpected-response'),
    once(socket, 'open').then(() => [undefined, { statusCode: 101 }]),
  ])
  const chunks = response.statusCode === 101 ? [] : await response.toArray()
  request?.destroy()
  socket.terminate()
  return [response.statusCode, Buffer.concat(chunks).toString()]
}

test('a handshake needs credentials for the private streams, and none for the public ones', async (t) => {
  const { sandbox } = await open(t)
  const headers = (authorization) => ({ headers: { authorization } })
  const error = (code) => JSON.stringify({ errors: [code] })
  for (const [scope, options, expected] of [
    ['private', {}, [401, error('authz.invalid_session')]],
    ['private', headers('Bearer other'), [401, error('jwt.decode_and_verify')]],
    ['private', headers(`Bearer ${sandbox.apiKey}`), [101, '']],
    ['private', { headers: { 'x-auth-apikey': 'x' } }, [422, error('authz.invalid_api_key_headers')]],
    ['public', {}, [101, '']],
    ['public', headers('Bearer other'), [101, '']],
    ['public', { origin: 'https://example.com' }, [403, 'Forbidden\n']],
    ['public', { origin: new URL(sandbox.url).origin }, [101, '']],
    ['public', { protocolVersion: 8 }, [400, 'Bad Request\n']],
    ['other', headers(`Bearer ${sandbox.apiKey}`), [404, '404 Not Found']],
    ['other', {}, [401, error('authz.invalid_session')]],
  ]) {
    assert.deepEqual(await status(streamUrl(sandbox, scope), options), expected, JSON.stringify([scope, options]))
  }
  const strict = await open(t, { strictGateway: true })
  const [code] = await status(streamUrl(strict.sandbox, 'private'), headers(`Bearer ${strict.sandbox.apiKey}`))
  assert.equal(code, 401)
})

test('a request for another protocol is served as any other', async (t) => {
  const { sandbox } = await open(t)
  const { port } = new URL(sandbox.url)
  const http = require('node:http')
  const upgrade = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' }
  const request = http.get({ port, path: '/api/v2/peatio/public/version', headers: upgrade })
  const [response] = await once(request, 'response')
  assert.deepEqual([response.statusCode, JSON.parse(Buffer.concat(await response.toArray())).version], [200, '3.1.0'])
})

test('Node’s own WebSocket understands the streams', async (t) => {
  const { sandbox } = await start(t)
  const script = `
    const socket = new WebSocket(${JSON.stringify(`${streamUrl(sandbox)}?stream=btcaud.ob-inc`)})
    socket.onmessage = ({ data }) => {
      console.log(Object.keys(JSON.parse(data))[0])
      if (data.includes('success')) socket.close(1000)
    }
    socket.onclose = ({ code, wasClean }) => console.log(code, wasClean)`
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, ['--no-warnings', '--experimental-websocket', '-e', script], { cwd: ROOT })
  child.stderr.pipe(process.stderr)
  const output = (await child.stdout.toArray()).join('')
  assert.equal(output, 'btcaud.ob-snap\nsuccess\n1000 true\n')
})

test('the exchange is asked ten times a second what has happened, while somebody is connected', async (t) => {
  const timers = FakeTimers.install({ toFake: ['setInterval', 'clearInterval'] })
  t.after(() => timers.uninstall())
  let asked = 0
  const clock = () => {
    asked += 1
    return 0
  }
  const { sandbox } = await start(t, { clock })
  const during = (milliseconds) => {
    asked = 0
    timers.tick(milliseconds)
    return asked
  }
  assert.equal(during(1000), 0)
  const first = await openStreams(t, sandbox)
  const second = await openStreams(t, sandbox)
  assert.equal(during(1000), 10)
  first.socket.terminate()
  while (sandbox.streams.connections.length > 1) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(during(1000), 10)
  second.socket.terminate()
  while (sandbox.streams.connections.length > 0) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(during(1000), 0)
})

test('streams do not keep the process alive, and close() closes them', () => {
  const script = `
    const { once } = require('node:events')
    const { WebSocket } = require('ws')
    const { startSandbox } = require('coinport/sandbox')
    startSandbox().then(async (sandbox) => {
      const url = sandbox.url.replace('http', 'ws').replace('peatio', 'ranger')
      const [open, refused] = ['/public', '/private'].map((path) => new WebSocket(url + path))
      refused.on('unexpected-response', () => {})
      await Promise.all([once(open, 'open'), once(refused, 'unexpected-response')])
      const closed = once(open, 'close')
      await sandbox.close()
      console.log((await closed)[0])
    })`
  const { stdout, stderr, signal } = spawnSync(process.execPath, ['-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
  })
  assert.deepEqual([stdout, stderr, signal], ['1006\n', '', null])
})
