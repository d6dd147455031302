const { CLOSE, FrameReader, PING, PONG, TEXT, closeFrame, frame } = require('./frames.js')

/** The largest message of a client, in bytes. */
const LARGEST = 512
/** A client with so many messages waiting is closed when the next one comes. */
const QUEUE = 256
const PING_PERIOD = 54_000
const PONG_WAIT = 60_000
/** How many of the last received messages are kept. */
const MEMORY = 1000

/** One WebSocket of a client, behind its handshake. */
class Connection {
  #socket
  #reader = new FrameReader(LARGEST)
  #onMessage
  #queue = []
  #isWriting = false
  #isClosing = false
  #pingAt
  #deadline
  #line
  /** The streams that it has subscribed to. */
  streams = new Set()
  /** The last messages that it has sent. */
  received = []

  /**
   * `line` is how all connections are at present: `rate`, the most messages per second, if there is a limit, and `isMute`
   * if pings are not answered. `now` is a time that never goes back, in ms.
   */
  constructor(socket, { isPrivate, headers, line, now, onMessage, onClose }) {
    Object.assign(this, { isPrivate, headers })
    this.#socket = socket
    this.#line = line
    this.#onMessage = onMessage
    this.#pingAt = now + PING_PERIOD
    this.#deadline = now + PONG_WAIT
    socket.setTimeout(0)
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.receive(chunk, performance.now()))
    socket.on('end', () => socket.end())
    socket.on('close', onClose)
  }

  /** Handles bytes of the client. */
  receive(chunk, now) {
    if (this.#isClosing) return
    try {
      for (const message of this.#reader.read(chunk)) this.#handle(message, now)
    } catch (error) {
      if (error.code === undefined) throw error
      this.close(error.code)
    }
  }

  #handle({ opcode, payload }, now) {
    if (opcode === PONG) this.#deadline = now + PONG_WAIT
    else if (opcode === CLOSE) this.close(payload.length >= 2 ? payload.readUInt16BE() : undefined)
    else if (opcode === PING) {
      if (!this.#line.isMute) this.#socket.write(frame(PONG, payload))
    } else {
      const text = payload.toString('utf8')
      this.received.push(text)
      if (this.received.length > MEMORY) this.received.shift()
      this.#onMessage(text)
    }
  }

  /** Queues messages, all before the first is written. Closes the connection if they do not fit. */
  send(...texts) {
    if (this.#isClosing) return
    for (const text of texts) {
      if (this.#queue.length === QUEUE) {
        this.destroy()
        return
      }
      this.#queue.push(text)
    }
    this.#write()
  }

  /** Writes one message after the other, each when the one before is with the operating system. */
  #write() {
    if (this.#isWriting || this.#isClosing || this.#queue.length === 0) return
    this.#isWriting = true
    this.#socket.write(frame(TEXT, this.#queue.shift()), () => {
      const next = () => {
        this.#isWriting = false
        this.#write()
      }
      if (this.#line.rate === undefined) next()
      else setTimeout(next, 1000 / this.#line.rate).unref()
    })
  }

  /** Pings the client if it is time, and drops it if it has not answered. */
  keepAlive(now) {
    if (now >= this.#deadline) this.destroy()
    else if (now >= this.#pingAt) {
      this.#pingAt = now + PING_PERIOD
      this.#socket.write(frame(PING))
    }
  }

  /** Sends a close frame and ends the connection. */
  close(code) {
    if (this.#isClosing) return
    this.#isClosing = true
    this.#socket.end(closeFrame(code))
  }

  /** Closes the connection without a word. */
  destroy() {
    this.#isClosing = true
    this.#socket.destroy()
  }

  reset() {
    this.#isClosing = true
    // Node cannot reset a socket whose end is being sent: it would never free the handle, and not exit.
    if (this.#socket.writableEnded) this.#socket.destroy()
    else this.#socket.resetAndDestroy()
  }

  /** Writes bytes that need not be a frame. */
  writeRaw(bytes) {
    this.#socket.write(bytes)
  }
}

module.exports = { Connection }
