const assert = require('node:assert/strict')
const { randomBytes } = require('node:crypto')
const { once } = require('node:events')
const net = require('node:net')
const { PassThrough } = require('node:stream')
const { test } = require('node:test')
const { Receiver, Sender } = require('ws')
const { Connection } = require('../../lib/sandbox/streams/connection.js')
const { CLOSE, FrameReader, PING, TEXT, closeFrame, frame } = require('../../lib/sandbox/streams/frames.js')
const { start } = require('../support/sandbox.js')
const { connect } = require('../support/stream-client.js')

// The frames of the sandbox's server, against those of the package `ws` and against bytes that no client should send.

const SIZES = [0, 1, 125, 126, 127, 65_535, 65_536, 100_000]

/** A frame of a client. */
function masked(first, payload, { length = Buffer.from([0x80 | payload.length]) } = {}) {
  const mask = randomBytes(4)
  const body = Buffer.from(payload).map((byte, index) => byte ^ mask[index % 4])
  return Buffer.concat([Buffer.from([first]), length, mask, body])
}

test('frames of every size are read by ws', async () => {
  const receiver = new Receiver({ isServer: false })
  const received = []
  receiver.on('message', (bytes) => received.push(bytes.length)).on('ping', (bytes) => received.push(String(bytes)))
  const closed = once(receiver, 'conclude')
  for (const size of SIZES) receiver.write(frame(TEXT, 'x'.repeat(size)))
  receiver.write(frame(PING, 'still there?'))
  receiver.write(closeFrame(1012))
  const [code] = await closed
  assert.deepEqual([received, code], [[...SIZES, 'still there?'], 1012])
})

test('frames of ws of every size are read, however they are cut', async () => {
  for (const step of [1, 3, 1000, 1_000_000]) {
    const reader = new FrameReader(100_000)
    const socket = new PassThrough()
    const sender = new Sender(socket, {}, (mask) => randomBytes(4).copy(mask))
    const texts = SIZES.map((size) => 'é'.repeat(size / 2))
    for (const text of texts) sender.send(text, { binary: false, mask: true, fin: true })
    // In three parts, with a ping between them.
    for (const [part, fin] of [
      ['a', false],
      ['b', false],
      ['c', true],
    ]) {
      sender.send(part, { binary: false, mask: true, fin })
      if (!fin) sender.ping('!', true)
    }
    socket.end()
    const bytes = Buffer.concat(await socket.toArray())
    const found = []
    for (let index = 0; index < bytes.length; index += step) {
      for (const { opcode, payload } of reader.read(bytes.subarray(index, index + step))) {
        found.push([opcode, payload.toString()])
      }
      // A large message byte by byte would take long.
      if (step === 1 && index > 2000) break
    }
    const whole = [...texts.map((text) => [TEXT, text]), [PING, '!'], [PING, '!'], [TEXT, 'abc']]
    assert.deepEqual(found, step === 1 ? whole.slice(0, found.length) : whole)
    assert.ok(found.length >= 5)
  }
})

const LONG = (size) => Buffer.concat([Buffer.from([0x80 | 126]), Buffer.from([size >> 8, size & 255])])
const BAD_FRAMES = [
  ['a reserved bit', masked(0xc1, 'x'), 1002],
  ['a frame without a mask', Buffer.from([0x81, 1, 120]), 1002],
  ['an unknown opcode', masked(0x83, 'x'), 1002],
  ['an unknown control opcode', masked(0x8b, 'x'), 1002],
  ['a ping in parts', masked(0x09, 'x'), 1002],
  ['a long ping', masked(0x89, 'x'.repeat(126), { length: LONG(126) }), 1002],
  ['a part without a beginning', masked(0x80, 'x'), 1002],
  ['a message within another', Buffer.concat([masked(0x01, 'x'), masked(0x81, 'y')]), 1002],
  ['a text that is not UTF-8', masked(0x81, [0xff]), 1007],
  ['513 bytes', masked(0x81, 'x'.repeat(513), { length: LONG(513) }), 1009],
  [
    '513 bytes in parts',
    Buffer.concat([masked(0x01, 'x'.repeat(500), { length: LONG(500) }), masked(0x80, 'x'.repeat(13))]),
    1009,
  ],
]

for (const [name, bytes, code] of BAD_FRAMES) {
  test(`the server closes with ${code} after ${name}`, async (t) => {
    const { sandbox } = await start(t)
    const socket = await connect(t, sandbox)
    socket.write(bytes)
    const [reply] = await once(socket, 'data')
    assert.deepEqual(reply, closeFrame(code))
    await once(socket, 'end')
  })
}

test('any handshake gets a response', async (t) => {
  const { sandbox, get } = await start(t)
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n'
  const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'
  for (const [request, expected] of [
    [`GET /api/v2/ranger/public HTTP/1.0\r\n${upgrade}${key}Origin: http://x\r\n`, /^HTTP\/1\.1 403 /],
    [`GET /api/v2/ranger/public HTTP/1.1\r\nHost: x\r\n${upgrade}Sec-WebSocket-Version: 13\r\n`, /^HTTP\/1\.1 400 /],
    [`POST /api/v2/ranger/public HTTP/1.1\r\nHost: x\r\n${upgrade}`, /^HTTP\/1\.1 400 /],
    [`GET //:%00@/ HTTP/1.1\r\nHost: x\r\n${upgrade}`, /^HTTP\/1\.1 401 /],
    // Node accepts this URL; nothing is behind it.
    [`GET x://[ HTTP/1.1\r\nHost: x\r\n${upgrade}`, /^(HTTP\/1\.1 40[01] |$)/],
  ]) {
    const socket = net.connect(new URL(sandbox.url).port, '127.0.0.1')
    socket.end(`${request}\r\n`)
    assert.match(Buffer.concat(await socket.toArray()).toString(), expected, request)
  }
  assert.equal((await get('public/version')).status, 200)
})

test('a handshake is dropped if the clock of the sandbox fails', async (t) => {
  let now = () => 0
  const { sandbox } = await start(t, { clock: () => now() })
  now = () => {
    throw new Error('no time')
  }
  const socket = net.connect(new URL(sandbox.url).port, '127.0.0.1')
  socket.end('GET /api/v2/ranger/other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  assert.deepEqual(await socket.toArray(), [])
})

test('a delayed handshake does not outlive the sandbox', async (t) => {
  const { sandbox } = await start(t, { latency: 600_000 })
  const socket = net.connect(new URL(sandbox.url).port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.write('GET /api/v2/ranger/public HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  while (sandbox.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const closed = once(socket, 'close')
  await sandbox.close()
  await closed
})

test('a request of 512 bytes is read, and a close frame is answered with its code', async (t) => {
  const { sandbox } = await start(t)
  const socket = await connect(t, sandbox)
  const text = JSON.stringify({ event: 'subscribe', streams: ['a.b'], pad: '' })
  socket.write(masked(0x81, text.replace('""', `"${'x'.repeat(512 - text.length)}"`), { length: LONG(512) }))
  assert.match(String((await once(socket, 'data'))[0]), /"streams":\["a\.b"\]/)
  socket.write(masked(0x88, [0x0f, 0xa0]))
  const [reply] = await once(socket, 'data')
  assert.deepEqual([reply[0] & 0x0f, reply.readUInt16BE(2)], [CLOSE, 4000])
})

/** Both ends of a socket, with a connection of the server on one. */
async function pair(t, options) {
  const server = net.createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = net.connect(server.address().port, '127.0.0.1')
  const [socket] = await once(server, 'connection')
  t.after(() => {
    client.destroy()
    socket.destroy()
    server.close()
  })
  const onClose = () => {}
  const connection = new Connection(socket, { line: {}, now: 0, onMessage: () => {}, onClose, ...options })
  return { connection, client, socket }
}

test('the server pings after 54 seconds, and drops a client that has not answered for 60', async (t) => {
  const { connection, client, socket } = await pair(t)
  connection.keepAlive(53_999)
  connection.keepAlive(54_000)
  assert.deepEqual((await once(client, 'data'))[0], frame(PING))
  connection.receive(masked(0x8a, ''), 55_000)
  connection.keepAlive(60_000)
  connection.keepAlive(108_000)
  assert.deepEqual((await once(client, 'data'))[0], frame(PING))
  connection.receive(masked(0x81, 'data is no pong'), 109_000)
  connection.keepAlive(114_999)
  assert.equal(socket.destroyed, false)
  connection.keepAlive(115_000)
  assert.equal(socket.destroyed, true)
})

test('a client with 256 messages waiting is closed when the next one comes', async (t) => {
  const { connection, client, socket } = await pair(t)
  client.pause()
  const message = 'x'.repeat(64 * 1024)
  // The first messages are with the operating system, which takes what it likes.
  while (socket.writableLength === 0) {
    connection.send(message)
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (let sent = 0; sent < 256; sent += 1) connection.send('x')
  assert.equal(socket.destroyed, false)
  connection.send('x')
  assert.equal(socket.destroyed, true)

  const burst = await pair(t)
  burst.connection.send(...Array(256).fill('x'))
  assert.equal(burst.socket.destroyed, false)
  const larger = await pair(t)
  larger.connection.send(...Array(257).fill('x'))
  assert.equal(larger.socket.destroyed, true)
})
