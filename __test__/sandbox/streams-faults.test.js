const assert = require('node:assert/strict')
const { once } = require('node:events')
const { test } = require('node:test')
const { inspect } = require('node:util')
const { WebSocket } = require('ws')
const { TEXT, frame } = require('../../lib/sandbox/streams/frames.js')
const { createClock, start } = require('../support/sandbox.js')
const { connect, openStreams, streamUrl } = require('../support/stream-client.js')

// The faults of the sandbox's streams.

async function open(t, streams = ['btcaud.ob-inc'], options = {}) {
  const clock = createClock()
  const { sandbox, ...rest } = await start(t, { clock, ...options })
  const client = await openStreams(t, sandbox, streams)
  return { clock, sandbox, ...rest, ...client }
}

const sequences = (changes) => changes.map(({ sequence }) => sequence)
const from = (first, count) => Array.from({ length: count }, (_, index) => first + index)

test('gap() loses changes on the way, and subscribing again heals', async (t) => {
  const { sandbox, of, settle, subscribe } = await open(t, ['btcaud.ob-inc', 'ethaud.ob-inc'])
  for (const n of [undefined, 3, 40]) {
    const before = of('btcaud.ob-inc').length
    const last = of('btcaud.ob-inc').at(-1)?.sequence ?? of('btcaud.ob-snap')[0].sequence
    sandbox.streams.gap('btcaud', n)
    await settle()
    const [first, ...more] = sequences(of('btcaud.ob-inc').slice(before))
    assert.ok(first > last + (n ?? 1), `${first} after ${last}`)
    assert.deepEqual(more, from(first + 1, more.length))
  }
  assert.deepEqual(of('ethaud.ob-inc'), [])
  const before = of('btcaud.ob-inc').length
  const { sequence } = of('btcaud.ob-inc').at(-1)
  await subscribe(['btcaud.ob-inc'])
  const again = of('btcaud.ob-snap')[1]
  const stored = sequences(of('btcaud.ob-inc').slice(before))
  assert.deepEqual(stored, from(again.sequence + 1, sequence - again.sequence))
})

test('hole() loses a change before it is stored, until the next snapshot', async (t) => {
  const { sandbox, of, settle, subscribe, clock, get } = await open(t)
  for (let round = 0; round < 10; round += 1) await get('public/markets/btcaud/tickers')
  await settle()
  // Now a snapshot is due, which must not heal at once.
  clock.advance(10_000)
  sandbox.streams.hole('btcaud')
  await settle()
  const replay = async () => {
    const before = of('btcaud.ob-inc').length
    await subscribe(['btcaud.ob-inc'])
    return [of('btcaud.ob-snap').at(-1).sequence, ...sequences(of('btcaud.ob-inc').slice(before))]
  }
  const holed = await replay()
  assert.deepEqual(holed, [holed[0], ...from(holed[0] + 2, holed.length - 1)])
  assert.ok(holed.length > 1)
  clock.advance(60_000)
  await get('public/timestamp')
  await settle()
  const [first, ...healed] = await replay()
  assert.ok(first > holed.at(-1))
  assert.deepEqual(healed, from(first + 1, healed.length))
})

test('overflow() closes who subscribes then, and nobody else', async (t) => {
  const { sandbox, of, settle, get, clock } = await open(t, ['btcaud.ob-inc', 'btcaud.trades'])
  sandbox.streams.overflow('btcaud')
  await settle()
  const changes = sequences(of('btcaud.ob-inc'))
  assert.ok(changes.length >= 400)
  assert.deepEqual(changes, from(changes[0], changes.length))
  const trades = (await get(`public/markets/btcaud/trades?limit=${of('btcaud.trades').length}`)).body
  assert.deepEqual(
    of('btcaud.trades').map((message) => message.trades[0].tid),
    trades.map(({ id }) => id).reverse(),
  )
  await assert.rejects(openStreams(t, sandbox, ['ethaud.ob-inc', 'btcaud.ob-inc']), /closed with 1006/)
  await openStreams(t, sandbox, ['ethaud.ob-inc'])
  clock.advance(10_000)
  await get('public/timestamp')
  await settle()
  await openStreams(t, sandbox, ['btcaud.ob-inc'])
})

test('all books can be subscribed to, eight at a time', async (t) => {
  const { sandbox, get, clock, subscribe, of, settle } = await open(t, [])
  const markets = (await get('public/markets?limit=1000')).body.map(({ id }) => id)
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < markets.length; index += 8) {
      await subscribe(markets.slice(index, index + 8).map((market) => `${market}.ob-inc`))
    }
    clock.advance(10_000)
    await get('public/timestamp')
    await settle()
  }
  const snapshots = markets.map((market) => of(`${market}.ob-snap`).length)
  assert.deepEqual(new Set(snapshots), new Set([3]))
  assert.equal(sandbox.streams.connections.length, 1)
})

test('restartEngine() begins again at 1 without a snapshot for subscribers', async (t) => {
  const { sandbox, of, settle, subscribe } = await open(t)
  sandbox.streams.restartEngine('btcaud')
  await settle()
  const changes = sequences(of('btcaud.ob-inc'))
  assert.deepEqual(changes, from(2, changes.length))
  assert.equal(of('btcaud.ob-snap').length, 1)
  await subscribe(['btcaud.ob-inc'])
  assert.equal(of('btcaud.ob-snap')[1].sequence, 1)
})

test('restartRango() breaks all connections, and books wait for the engine’s next snapshot', async (t) => {
  const { sandbox, closed, clock, get } = await open(t)
  sandbox.streams.restartRango()
  assert.equal(await closed, 1006)
  const { of, settle, subscribe } = await openStreams(t, sandbox, ['btcaud.ob-inc'])
  await get('public/markets/btcaud/tickers')
  await settle()
  assert.deepEqual([of('btcaud.ob-snap'), of('btcaud.ob-inc')], [[], []])
  clock.advance(60_000)
  await get('public/timestamp')
  await settle()
  assert.deepEqual(of('btcaud.ob-snap'), [], 'it is not pushed')
  await subscribe(['btcaud.ob-inc'])
  assert.equal(of('btcaud.ob-snap').length, 1)
})

test('a stream name that is no string crashes the server', async (t) => {
  const { sandbox, send, closed } = await open(t)
  const other = await openStreams(t, sandbox, ['btcaud.trades'])
  send({ event: 'subscribe', streams: ['btcaud.trades', 7] })
  assert.deepEqual([await closed, await other.closed], [1006, 1006])
})

for (const [name, drop, expected] of [
  ['without a word', undefined, 1006],
  ['with a code', { code: 1012 }, 1012],
]) {
  test(`drop() closes all connections ${name}`, async (t) => {
    const { sandbox, closed } = await open(t)
    sandbox.streams.drop(drop)
    assert.equal(await closed, expected)
    await openStreams(t, sandbox, ['btcaud.ob-inc'])
    assert.equal(sandbox.streams.connections.length, 1)
  })
}

test('drop() resets all connections', async (t) => {
  const { sandbox } = await start(t)
  const socket = await connect(t, sandbox)
  const failed = once(socket, 'data')
  sandbox.streams.drop({ reset: true })
  await assert.rejects(failed, { code: 'ECONNRESET' })
})

test('silence() loses the messages of one stream until it is ended', async (t) => {
  const { sandbox, get, of, settle } = await open(t, ['btcaud.trades', 'ethaud.trades'])
  const end = sandbox.streams.silence('btcaud.trades')
  await get('public/markets/tickers')
  await settle()
  end()
  await get('public/markets/tickers')
  await settle()
  assert.deepEqual([of('btcaud.trades').length, of('ethaud.trades').length], [1, 2])
})

test('duplicate() and publish() send to those who have subscribed', async (t) => {
  const { sandbox, of, settle, get } = await open(t, ['btcaud.trades', 'btcaud.ob-inc'])
  assert.throws(() => sandbox.streams.duplicate('btcaud.trades'), { option: 'stream' })
  await get('public/markets/btcaud/tickers')
  await settle()
  sandbox.streams.duplicate('btcaud.trades')
  sandbox.streams.publish('ethaud.trades', {})
  sandbox.streams.publish('btcaud.ob-snap', { sequence: 7, bids: [], asks: [] })
  await settle()
  const [first, second] = of('btcaud.trades')
  assert.deepEqual([second, of('ethaud.trades')], [first, []])
  assert.deepEqual(Object.entries(of('btcaud.ob-snap')[1]), [
    ['asks', []],
    ['bids', []],
    ['sequence', 7],
  ])
})

test('stall() delays everything but handshakes and pongs', async (t) => {
  const { sandbox, of, socket, send, next, settle } = await open(t, ['a.b'])
  const [ends, short] = [[1, 2].map(() => sandbox.streams.stall(600_000)), sandbox.streams.stall(0)]
  sandbox.streams.publish('a.b', 1)
  send({ event: 'subscribe', streams: ['c.d'] })
  const answered = next('success')
  socket.ping()
  await once(socket, 'pong')
  const other = new WebSocket(streamUrl(sandbox))
  t.after(() => other.terminate())
  await once(other, 'open')
  ends[0]()
  ends[0]()
  short()
  socket.ping()
  await once(socket, 'pong')
  assert.deepEqual(of('a.b'), [], 'one stall goes on')
  ends[1]()
  await answered
  assert.deepEqual(of('a.b'), [1])
  sandbox.streams.stall(1)
  await settle()
})

test('slow() fills the queue of a client, which is closed', async (t) => {
  const { sandbox, closed, of, next, settle } = await open(t, ['a.b'])
  const end = sandbox.streams.slow(1000)
  const [first, last] = [next('a.b'), next('a.b', (value) => value === 99)]
  for (let index = 0; index < 100; index += 1) sandbox.streams.publish('a.b', index)
  await first
  assert.ok(of('a.b').length < 100)
  await last
  assert.deepEqual(of('a.b'), from(0, 100))
  end()
  await settle()
  sandbox.streams.slow(1)
  for (let index = 0; index < 300; index += 1) sandbox.streams.publish('a.b', index)
  assert.equal(await closed, 1006)
})

test('noPong() leaves pings without an answer until it is ended', async (t) => {
  const { sandbox, socket, settle } = await open(t, [])
  const pongs = []
  socket.on('pong', (payload) => pongs.push(String(payload)))
  const end = sandbox.streams.noPong()
  socket.ping('1')
  await settle()
  end()
  socket.ping('2')
  await settle()
  assert.deepEqual(pongs, ['2'])
})

test('garbage() sends text that is no JSON, or bytes that are no frame', async (t) => {
  const { sandbox } = await start(t)
  const socket = await connect(t, sandbox)
  for (const [bytes, expected] of [
    ['{"a.b":1e999}', frame(TEXT, '{"a.b":1e999}')],
    [Buffer.from([0xf1, 1, 120]), Buffer.from([0xf1, 1, 120])],
    [new Uint8Array([0x82, 0]), Buffer.from([0x82, 0])],
  ]) {
    const received = once(socket, 'data')
    sandbox.streams.garbage(bytes)
    assert.deepEqual((await received)[0], expected)
  }
})

test('refuse() responds to the next handshakes', async (t) => {
  const { sandbox } = await open(t, [])
  sandbox.streams.refuse({ status: 429, headers: { 'retry-after': '3' }, body: 'slow down', times: 2 })
  sandbox.streams.refuse()
  sandbox.streams.refuse({ status: 401 })
  const outcome = async (scope) => {
    const socket = new WebSocket(streamUrl(sandbox, scope))
    const [request, response] = await once(socket, 'unexpected-response')
    const body = Buffer.concat(await response.toArray()).toString()
    request.destroy()
    return [response.statusCode, response.headers['retry-after'], response.headers['content-type'], body]
  }
  const limited = [429, '3', 'text/plain', 'slow down']
  assert.deepEqual([await outcome('public'), await outcome('private')], [limited, limited])
  assert.deepEqual(await outcome('public'), [503, undefined, 'text/plain', ''])
  const unauthorized = [401, undefined, 'application/json', '{"errors":["jwt.decode_and_verify"]}']
  assert.deepEqual(await outcome('public'), unauthorized)
  await openStreams(t, sandbox, ['a.b'])
  assert.deepEqual(
    sandbox.requests.map(({ path }) => path.split('/').at(-1)),
    ['public', 'public', 'private', 'public', 'public', 'public'],
  )
})

const BAD_ARGUMENTS = [
  [(streams) => streams.gap('nonsense'), 'market'],
  [(streams) => streams.gap(), 'market'],
  [(streams) => streams.gap('btcaud', 0), 'n'],
  [(streams) => streams.hole('BTCAUD'), 'market'],
  [(streams) => streams.overflow(7), 'market'],
  [(streams) => streams.restartEngine('nonsense'), 'market'],
  [(streams) => streams.stall(-1), 'ms'],
  [(streams) => streams.stall(), 'ms'],
  [(streams) => streams.silence(''), 'stream'],
  [(streams) => streams.publish(7, {}), 'stream'],
  [(streams) => streams.publish('a.b'), 'data'],
  [(streams) => streams.publish('a.b', 7n), 'data'],
  [(streams) => streams.duplicate(), 'stream'],
  [(streams) => streams.slow(0), 'rate'],
  [(streams) => streams.garbage([1, 2]), 'bytes'],
  [(streams) => streams.drop(1012), 'drop'],
  [(streams) => streams.drop({ code: 1006 }), 'code'],
  [(streams) => streams.drop({ code: 7 }), 'code'],
  [(streams) => streams.drop({ reset: 1 }), 'reset'],
  [(streams) => streams.drop({ reset: true, code: 1001 }), 'reset'],
  [(streams) => streams.drop({ status: 1001 }), 'status'],
  [(streams) => streams.refuse({ status: 101 }), 'status'],
  [(streams) => streams.refuse({ headers: { 'a b': 'c' } }), 'headers'],
  [(streams) => streams.refuse({ times: 0 }), 'times'],
  [(streams) => streams.refuse({ path: 'public' }), 'path'],
  [(streams) => streams.refuse(503), 'refusal'],
]

test('bad arguments are refused with their names', async (t) => {
  const { sandbox } = await start(t)
  for (const [call, option] of BAD_ARGUMENTS) {
    assert.throws(
      () => call(sandbox.streams),
      (error) => {
        assert.ok(error instanceof TypeError, inspect(error))
        assert.equal(error.option, option, String(call))
        assert.ok(error.message.startsWith(option), error.message)
        return true
      },
      String(call),
    )
  }
})
