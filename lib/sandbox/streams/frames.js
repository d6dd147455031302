const { isUtf8 } = require('node:buffer')

// The frames of RFC 6455: those that the server sends, and the reader of those that a client sends.

const CONTINUATION = 0
const TEXT = 1
const BINARY = 2
const CLOSE = 8
const PING = 9
const PONG = 10

/** Status codes of a close frame. */
const PROTOCOL_ERROR = 1002
const INVALID_TEXT = 1007
const TOO_BIG = 1009

/** A frame of the server, which is never masked and never in parts. */
function frame(opcode, payload = Buffer.alloc(0)) {
  const body = Buffer.from(payload)
  return Buffer.concat([header(opcode, body.length), body])
}

function header(opcode, length) {
  if (length < 126) return Buffer.from([0x80 | opcode, length])
  const isShort = length < 65_536
  const bytes = Buffer.alloc(isShort ? 4 : 10)
  bytes[0] = 0x80 | opcode
  bytes[1] = isShort ? 126 : 127
  if (isShort) bytes.writeUInt16BE(length, 2)
  else bytes.writeBigUInt64BE(BigInt(length), 2)
  return bytes
}

/** A close frame; without a code it has no payload. */
function closeFrame(code) {
  if (code === undefined) return frame(CLOSE)
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  return frame(CLOSE, payload)
}

/** Thrown for what a client must not send. `code` is the status of the close frame that follows. */
class FrameError extends Error {
  constructor(code, message) {
    super(message)
    this.code = code
  }
}

/** Reads messages and control frames from the bytes of a client. */
class FrameReader {
  #limit
  #bytes = Buffer.alloc(0)
  /** The parts of a message that is not complete. */
  #parts
  #opcode

  /** `limit` is the largest message, in bytes. */
  constructor(limit) {
    this.#limit = limit
  }

  /** The messages and control frames that are complete, as `{ opcode, payload }`. */
  *read(chunk) {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    for (let next = this.#next(); next; next = this.#next()) {
      const message = next.opcode >= CLOSE ? next : this.#join(next)
      if (message) yield message
    }
  }

  #next() {
    const bytes = this.#bytes
    if (bytes.length < 2) return undefined
    const [isLast, opcode] = [(bytes[0] & 0x80) !== 0, bytes[0] & 0x0f]
    this.#check(bytes, isLast, opcode)
    const short = bytes[1] & 0x7f
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0
    const start = 2 + extended + 4
    if (bytes.length < 2 + extended) return undefined
    const length = extended === 0 ? short : extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
    if (length > this.#limit) throw new FrameError(TOO_BIG, `a frame has ${length} bytes`)
    if (bytes.length < start + length) return undefined
    const mask = bytes.subarray(start - 4, start)
    const payload = Buffer.from(bytes.subarray(start, start + length).map((byte, index) => byte ^ mask[index % 4]))
    this.#bytes = bytes.subarray(start + length)
    return { opcode, payload, isLast }
  }

  #check(bytes, isLast, opcode) {
    const isControl = opcode >= CLOSE
    if ((bytes[0] & 0x70) !== 0) throw new FrameError(PROTOCOL_ERROR, 'a reserved bit is set')
    if ((bytes[1] & 0x80) === 0) throw new FrameError(PROTOCOL_ERROR, 'a frame is not masked')
    if (opcode > PONG || (opcode > BINARY && !isControl)) throw new FrameError(PROTOCOL_ERROR, `opcode ${opcode}`)
    if (isControl && (!isLast || (bytes[1] & 0x7f) > 125)) {
      throw new FrameError(PROTOCOL_ERROR, 'a control frame is in parts or too long')
    }
    const isInside = this.#parts !== undefined
    if (!isControl && isInside !== (opcode === CONTINUATION)) throw new FrameError(PROTOCOL_ERROR, 'parts are mixed up')
  }

  /** Adds a part to its message. Returns the message with its last part. */
  #join({ opcode, payload, isLast }) {
    if (opcode !== CONTINUATION) [this.#parts, this.#opcode] = [[], opcode]
    this.#parts.push(payload)
    const whole = Buffer.concat(this.#parts)
    if (whole.length > this.#limit) throw new FrameError(TOO_BIG, `a message has over ${this.#limit} bytes`)
    if (!isLast) return undefined
    this.#parts = undefined
    if (this.#opcode === TEXT && !isUtf8(whole)) throw new FrameError(INVALID_TEXT, 'a text is not UTF-8')
    return { opcode: this.#opcode, payload: whole }
  }
}

module.exports = { CLOSE, FrameReader, PING, PONG, TEXT, closeFrame, frame }
