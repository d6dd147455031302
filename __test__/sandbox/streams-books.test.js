const assert = require('node:assert/strict')
const { test } = require('node:test')
const { parse } = require('../../lib/sandbox/decimal.js')
const { BookFeed } = require('../../lib/sandbox/streams/book-feed.js')
const { openStreams, startWithClock } = require('../support/stream-client.js')

// The books of the sandbox's streams, from their snapshots and changes. The markets stand still unless a test moves the clock.

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
  const { sandbox, get, send, clock } = await startWithClock(t)
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
  const { sandbox, get, clock } = await startWithClock(t)
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
  const { sandbox, get } = await startWithClock(t)
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
  const { sandbox, get, clock } = await startWithClock(t)
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
  const { sandbox, send } = await startWithClock(t)
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
