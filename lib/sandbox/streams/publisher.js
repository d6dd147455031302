const { BookFeed } = require('./book-feed.js')
const messages = require('./messages.js')

/** How often it looks at what the exchange has done meanwhile, and at the clients, in ms. */
const TICK = 100
/** How many books it looks at in one turn of the event loop: each takes about a millisecond. */
const BOOKS_PER_TURN = 4
/** The periods of the two streams that do not wait for an event, in ms of the exchange's clock. */
const TICKERS = 5000
const CANDLES = 2000
const CANDLE_STREAM = /^(.+)\.kline-(\w+)$/

/**
 * Publishes what happens at the exchange. The exchange does what is due when it is asked for the time, so a timer asks it
 * while somebody is connected. The timer does not keep the process alive.
 */
class Publisher {
  #exchange
  #hub
  #timer
  #feeds = new Map()
  /** Markets whose book may have changed. */
  #changed = new Set()
  #turn
  #tickersAt = 0
  #candlesAt = 0
  #lastOwnTrade

  constructor(exchange, hub) {
    this.#exchange = exchange
    this.#hub = hub
    exchange.events.on('trade', (market, trade) => this.#onTrade(market, trade))
    exchange.events.on('order', (order) => this.#onOrder(order))
    exchange.events.on('fill', (fill) => this.#onFill(fill))
  }

  get #isRunning() {
    return this.#timer !== undefined
  }

  start() {
    if (this.#isRunning) return
    this.#timer = setInterval(() => this.#tick(), TICK).unref()
    const now = this.#exchange.now()
    this.#tickersAt = now + TICKERS
    this.#candlesAt = now + CANDLES
    for (const id of this.#feeds.keys()) this.publishBook(id)
  }

  stop() {
    clearInterval(this.#timer)
    clearImmediate(this.#turn)
    this.#timer = this.#turn = undefined
    this.#changed.clear()
  }

  #tick() {
    const now = this.#exchange.now()
    if (now >= this.#tickersAt) this.#publishTickers(now)
    if (now >= this.#candlesAt) this.#publishCandles(now)
    for (const connection of this.#hub.connections) connection.keepAlive(performance.now())
  }

  #publishTickers(now) {
    this.#tickersAt = now + TICKERS
    if (!this.#exchange.options.staleTickers) this.#hub.publish('global.tickers', messages.tickers(this.#exchange, now))
  }

  #publishCandles(now) {
    this.#candlesAt = now + CANDLES
    for (const stream of new Set([...this.#hub.connections].flatMap(({ streams }) => [...streams]))) {
      const [, id, period] = CANDLE_STREAM.exec(stream) ?? []
      const market = this.#exchange.markets.get(id)
      if (market && Object.hasOwn(messages.PERIODS, period)) {
        this.#hub.publish(stream, messages.candle(market, period, now))
      }
    }
  }

  #onTrade(market, trade) {
    if (!this.#isRunning) return
    this.#hub.publish(`${market.id}.trades`, { trades: [messages.trade(trade)] })
    this.#noteChange(market)
  }

  #onOrder(order) {
    if (!this.#isRunning) return
    // The exchange announces market orders only when they are done.
    if (order.ordType === 'limit' || order.state === 'done') this.#hub.publish('order', messages.order(order))
    this.#noteChange(order.market)
  }

  #onFill(fill) {
    if (!this.#isRunning) return
    // Where a member trades with himself, both sides are told of the older order.
    if (!fill.isUnlisted) this.#lastOwnTrade = messages.ownTrade(fill)
    this.#hub.publish('trade', this.#lastOwnTrade)
  }

  #noteChange({ id }) {
    if (!this.#feeds.has(id)) return
    this.#changed.add(id)
    this.#schedule()
  }

  #schedule() {
    if (this.#changed.size > 0) this.#turn ??= setImmediate(() => this.#publishBooks())
  }

  #publishBooks() {
    this.#turn = undefined
    for (const id of [...this.#changed].slice(0, BOOKS_PER_TURN)) this.publishBook(id)
    this.#schedule()
  }

  /** Begins to publish the book of a market. Returns its snapshot if it was not published before. */
  openBook(id) {
    const market = this.#exchange.markets.get(id)
    if (!market || this.#feeds.has(id)) return undefined
    const feed = new BookFeed(market, this.#exchange.now())
    this.#feeds.set(id, feed)
    return feed.snapshot()
  }

  /**
   * Publishes the changes of a book, and returns their number. Of these, the first `lost` do not reach those who have
   * subscribed, and the first `missing` do not reach the streaming server at all.
   */
  publishBook(id, { lost = 0, missing = 0 } = {}) {
    this.#changed.delete(id)
    const feed = this.#feeds.get(id)
    const changes = feed.changes()
    for (const [index, change] of changes.entries()) {
      if (index >= missing) this.#hub.publishChange(id, change, { isLost: index < lost })
    }
    const snapshot = feed.dueSnapshot(this.#exchange.now())
    if (snapshot) this.#hub.storeSnapshot(id, snapshot)
    return changes.length
  }

  /** Makes a trade in a market, and publishes what changes in its book as {@link publishBook} does. */
  move(id, options) {
    this.#exchange.markets.get(id).trade(this.#exchange.now())
    return this.publishBook(id, options)
  }

  /** Publishes a new snapshot of a book, due or not. */
  renewBook(id) {
    this.#hub.storeSnapshot(id, this.#feeds.get(id).renew(this.#exchange.now()))
  }

  /** Restarts the engine of a market, whose changes then have another sequence. */
  restartEngine(id) {
    this.#changed.delete(id)
    this.#hub.storeSnapshot(id, this.#feeds.get(id).restart(this.#exchange.now()))
  }
}

module.exports = { Publisher }
