const { write } = require('./messages.js')

/** How many messages are handled before clients in the same process get a turn to read them. */
const PER_TURN = 64
const BOOK = /^(.+)\.ob-inc$/

/** Streams without a dot belong to a member. */
const isPrivate = (stream) => !stream.includes('.')
/** Streams with two dots need a role that members do not have. */
const isReserved = (stream) => stream.split('.').length === 3

/**
 * The streaming server: which connection has which streams, and what it keeps of the books. Messages come through a queue,
 * the exchange's message broker, and are handled in order.
 */
class Hub {
  #openBook
  #tasks = []
  #turn
  #stalls = new Set()
  /** The stored snapshot and the changes since, by market. */
  #books = new Map()
  /** The last message of each stream. */
  #last = new Map()
  /** Each has the stream whose messages get lost. */
  #silences = new Set()
  connections = new Set()

  /** `openBook` is called when a client asks for the book of a market. It returns a snapshot the first time. */
  constructor(openBook) {
    this.#openBook = openBook
  }

  /** Sends a message to those who subscribed to its stream. */
  publish(stream, data) {
    const text = write(stream, data)
    this.#add(() => this.#send(stream, text))
  }

  /** Stores a snapshot. It is not sent to those who have subscribed before. */
  storeSnapshot(market, snapshot) {
    this.#add(() => this.#store(market, snapshot))
  }

  #store(market, snapshot) {
    this.#books.set(market, { snapshot: write(`${market}.ob-snap`, snapshot), changes: [] })
  }

  /** Stores a change of a book and sends it, unless it `isLost` on the way to those who have subscribed. */
  publishChange(market, change, { isLost = false } = {}) {
    this.#add(() => {
      const stored = this.#books.get(market)
      // Without a snapshot, the streaming server ignores the changes.
      if (!stored) return
      const stream = `${market}.ob-inc`
      const text = write(stream, change)
      stored.changes.push(text)
      if (!isLost) this.#send(stream, text)
    })
  }

  #send(stream, text) {
    this.#last.set(stream, text)
    if ([...this.#silences].some((silence) => silence.stream === stream)) return
    // Also those of the book get a snapshot that a test publishes.
    const topic = stream.replace(/\.ob-snap$/, '.ob-inc')
    for (const connection of this.connections) {
      if (connection.streams.has(topic)) connection.send(text)
    }
  }

  /** Handles a request of a client. */
  handle(connection, text) {
    const trimmed = text.trim()
    if (trimmed === '') return
    if (trimmed === 'ping') connection.send('pong')
    else this.#request(connection, parse(trimmed))
  }

  #request(connection, request) {
    if (request?.event !== 'subscribe' && request?.event !== 'unsubscribe') {
      connection.send(JSON.stringify({ error: 'Could not parse Type: Invalid event' }))
      return
    }
    const streams = Array.isArray(request.streams) ? request.streams : []
    // The server crashes if a name is not a string.
    if (streams.some((stream) => typeof stream !== 'string')) this.restart()
    else if (request.event === 'subscribe') this.subscribe(connection, streams)
    else this.#add(() => this.#unsubscribe(connection, streams))
  }

  /** Subscribes a connection. It gets the stored books and then the list of its streams, all at once. */
  subscribe(connection, streams) {
    this.#add(() => {
      const texts = streams.flatMap((stream) => this.#join(connection, stream))
      connection.send(...texts, success('subscribed', connection))
    })
  }

  /** Adds a stream to a connection, and returns what it gets first. */
  #join(connection, stream) {
    if (isReserved(stream)) return [JSON.stringify({ success: { message: `cannot subscribe to ${stream}` } })]
    if (isPrivate(stream) && !connection.isPrivate) return []
    connection.streams.add(stream)
    const market = BOOK.exec(stream)?.[1]
    if (market === undefined) return []
    const first = this.#openBook(market)
    if (first) this.#store(market, first)
    const stored = this.#books.get(market)
    return stored ? [stored.snapshot, ...stored.changes] : []
  }

  #unsubscribe(connection, streams) {
    for (const stream of streams) connection.streams.delete(stream)
    connection.send(success('unsubscribed', connection))
  }

  /** The number of changes of a book that a new subscriber would get. */
  storedChanges(market) {
    return this.#books.get(market)?.changes.length ?? 0
  }

  /** Crashes and starts again: all connections break, and nothing is stored. */
  restart() {
    this.#books.clear()
    this.#tasks.length = 0
    for (const connection of this.connections) connection.destroy()
  }

  hasSent(stream) {
    return this.#last.has(stream)
  }

  /** Sends the last message of a stream again. */
  repeat(stream) {
    this.#add(() => this.#send(stream, this.#last.get(stream)))
  }

  /** Loses the messages of a stream until the returned function is called. */
  silence(stream) {
    const silence = { stream }
    this.#silences.add(silence)
    return () => this.#silences.delete(silence)
  }

  /** Handles nothing for a while, or until the returned function is called. Handshakes and pongs do not depend on it. */
  stall(milliseconds) {
    const stall = setTimeout(() => end(), milliseconds).unref()
    const end = () => {
      clearTimeout(stall)
      this.#stalls.delete(stall)
      this.#schedule()
    }
    this.#stalls.add(stall)
    return end
  }

  #add(task) {
    this.#tasks.push(task)
    this.#schedule()
  }

  #schedule() {
    if (this.#turn || this.#stalls.size > 0 || this.#tasks.length === 0) return
    this.#turn = setImmediate(() => {
      this.#turn = undefined
      if (this.#stalls.size === 0) for (const task of this.#tasks.splice(0, PER_TURN)) task()
      this.#schedule()
    })
  }
}

function success(message, { streams }) {
  const [own, open] = [[...streams].filter(isPrivate), [...streams].filter((stream) => !isPrivate(stream))]
  return JSON.stringify({ success: { message, streams: [...open, ...own] } })
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

module.exports = { Hub }
