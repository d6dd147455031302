'use strict'

const { BALANCES, PLACED } = require('./replies.js')

// The server's side of HTTP/2, frame by frame (RFC 9113), so that it can break every rule of the protocol.

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const TYPE = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goaway: 7,
  window: 8,
  continuation: 9,
}
const END_STREAM = 1
const ACK = 1
const END_HEADERS = 4
const ERROR = { none: 0, internal: 2, refused: 7, cancel: 8 }
const SETTING = { maxStreams: 3, initialWindow: 4 }

const uint32 = (...numbers) => {
  const bytes = Buffer.alloc(4 * numbers.length)
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, 4 * index)
  return bytes
}

function frame(type, flags, stream, payload = Buffer.alloc(0), length = payload.length) {
  const head = Buffer.alloc(9)
  head.writeUIntBE(length, 0, 3)
  head[3] = type
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** An HPACK integer. Its first byte starts with the bits `prefix`. */
function integer(number, bits, prefix) {
  const most = 2 ** bits - 1
  if (number < most) return Buffer.from([prefix | number])
  const bytes = [prefix | most]
  let rest = number - most
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128))
  return Buffer.from([...bytes, rest])
}

const text = (value) => Buffer.concat([integer(Buffer.byteLength(value), 7, 0), Buffer.from(value)])

/** Fields as HPACK literals without indexing. */
const fields = (list) => Buffer.concat(list.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]))

/** The HPACK representation of each field of a request, according to its first byte. */
function representations(block) {
  const found = []
  let at = 0
  const number = (bits) => {
    const most = 2 ** bits - 1
    let value = block[at++] & most
    if (value < most) return value
    for (let shift = 0; ; shift += 7) {
      const byte = block[at++]
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
  }
  const skipText = () => {
    const length = number(7)
    at += length
  }
  while (at < block.length) {
    const first = block[at]
    if (first >= 128) found.push({ kind: 'indexed', name: number(7) })
    else if (first >= 64) found.push({ kind: 'remembered', name: number(6) })
    else if (first >= 32) {
      number(5)
      continue
    } else found.push({ kind: first >= 16 ? 'never indexed' : 'not indexed', name: number(4) })
    if (first >= 128) continue
    if (found.at(-1).name === 0) skipText()
    skipText()
  }
  return found
}

const POST = 3

class Peer {
  requests = []
  /** Streams that the client reset, with its reason. */
  resets = []
  goneAway = false

  constructor(connection, script) {
    this.connection = connection
    this.script = script
  }

  write(...frames) {
    return this.connection.write(Buffer.concat(frames))
  }

  settings(values = {}) {
    const payload = Object.entries(values).map(([name, value]) => {
      const entry = Buffer.alloc(6)
      entry.writeUInt16BE(SETTING[name])
      entry.writeUInt32BE(value, 2)
      return entry
    })
    return this.write(frame(TYPE.settings, 0, 0, Buffer.concat(payload)))
  }

  /** Sends the headers, and the body if there is one. */
  respond(stream, status, body, more = []) {
    const head = fields([[':status', String(status)], ['content-type', 'application/json'], ...more])
    const isWhole = body === undefined
    const frames = [frame(TYPE.headers, END_HEADERS | (isWhole ? END_STREAM : 0), stream, head)]
    if (!isWhole) frames.push(frame(TYPE.data, END_STREAM, stream, Buffer.from(body)))
    return this.write(...frames)
  }

  /** Sends headers whose body follows. */
  sendHeaders(stream, more = []) {
    return this.write(frame(TYPE.headers, END_HEADERS, stream, fields([[':status', '200'], ...more])))
  }

  reset(stream, reason) {
    return this.write(frame(TYPE.reset, 0, stream, uint32(ERROR[reason])))
  }

  goAway(last, reason = 'none') {
    return this.write(frame(TYPE.goaway, 0, 0, uint32(last, ERROR[reason])))
  }

  healthy({ stream, method }) {
    return method === 'POST' ? this.respond(stream, 201, PLACED) : this.respond(stream, 200, BALANCES)
  }

  /** Serves until the client is gone. */
  async serve() {
    if (!(await this.connection.take((rest) => (rest.length >= PREFACE.length ? PREFACE.length : -1)))) return
    await this.settings(this.script.settings)
    await this.script.start?.(this)
    for (let next = await this.#read(); next; next = await this.#read()) {
      if (this.connection.goneAt) return
      await this.#receive(next)
    }
  }

  async #read() {
    let found
    const isThere = await this.connection.take((rest) => {
      if (rest.length < 9) return -1
      const length = 9 + rest.readUIntBE(0, 3)
      if (rest.length < length) return -1
      found = { type: rest[3], flags: rest[4], stream: rest.readUInt32BE(5), payload: rest.subarray(9, length) }
      return length
    })
    return isThere ? found : undefined
  }

  async #receive({ type, flags, stream, payload }) {
    if (type === TYPE.settings && !(flags & ACK)) await this.write(frame(TYPE.settings, ACK, 0))
    else if (type === TYPE.ping && !(flags & ACK) && !this.script.ignoresPing)
      await this.write(frame(TYPE.ping, ACK, 0, payload))
    else if (type === TYPE.reset) this.resets.push(stream)
    else if (type === TYPE.goaway) this.goneAway = true
    else if (type === TYPE.headers) {
      const known = representations(payload)
      const method = known.some(({ kind, name }) => kind === 'indexed' && name === POST) ? 'POST' : 'GET'
      this.requests.push({ stream, method, fields: known })
      await this.script.began?.(this, this.requests.at(-1))
    }
    if ((type === TYPE.headers || type === TYPE.data) && flags & END_STREAM) {
      await this.script.respond(
        this,
        this.requests.find((request) => request.stream === stream),
      )
    }
  }
}

/**
 * Steps for the fault server that speak HTTP/2. `script` has `settings`, `start(peer)`, `began(peer, request)` for the
 * headers of a request, `respond(peer, request, index)` for a complete request, and `ignoresPing`. The peer of each
 * connection is added to `peers`. With `script.isHealed`, every request gets a correct response.
 */
function speakHttp2(script, peers) {
  const count = () => peers.reduce((sum, { requests }) => sum + requests.length, 0)
  const respond = (peer, request) =>
    script.isHealed || !script.respond ? peer.healthy(request) : script.respond(peer, request, count() - 1)
  return [
    (connection) => {
      const peer = new Peer(connection, script.isHealed ? { respond } : { ...script, respond })
      Object.defineProperty(peer, 'isHealed', { get: () => script.isHealed })
      peers.push(peer)
      return peer.serve()
    },
  ]
}

/** Splits headers into as many frames as they need. */
function inFrames(stream, block) {
  const parts = []
  for (let at = 0; at < block.length; at += 16_384) parts.push(block.subarray(at, at + 16_384))
  return parts.map((part, index) =>
    frame(index === 0 ? TYPE.headers : TYPE.continuation, index === parts.length - 1 ? END_HEADERS : 0, stream, part),
  )
}

module.exports = {
  speakHttp2,
  representations,
  frame,
  inFrames,
  fields,
  uint32,
  integer,
  text,
  TYPE,
  ACK,
  END_HEADERS,
  END_STREAM,
}
