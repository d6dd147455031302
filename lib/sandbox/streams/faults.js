const { TEXT, frame } = require('./frames.js')
const check = require('./check.js')

/** More changes than a client can have waiting. */
const OVERFLOW = 400

/**
 * What a test sees of the streams, and the faults that it makes. Each happens at once, to all connections; those that last
 * return a function that ends them.
 */
class StreamFaults {
  #exchange
  #hub
  #publisher
  #refusals
  #line
  #url

  constructor({ exchange, hub, publisher, refusals, line, url }) {
    this.#exchange = exchange
    this.#hub = hub
    this.#publisher = publisher
    this.#refusals = refusals
    this.#line = line
    this.#url = url
  }

  get url() {
    return this.#url()
  }

  get connections() {
    return [...this.#hub.connections].map(({ isPrivate, headers, streams, received }) => ({
      ...{ scope: isPrivate ? 'private' : 'public', headers, streams: [...streams], received: [...received] },
    }))
  }

  publish(stream, data) {
    check.checkStream(stream)
    this.#hub.publish(stream, check.checkData(data))
  }

  duplicate(stream) {
    check.checkStream(stream)
    if (!this.#hub.hasSent(stream)) check.refuse('stream', 'has had no message yet: wait for one')
    this.#hub.repeat(stream)
  }

  drop(drop = {}) {
    check.checkDrop(drop)
    for (const connection of this.#hub.connections) {
      if (drop.reset) connection.reset()
      else if (drop.code !== undefined) connection.close(drop.code)
      else connection.destroy()
    }
  }

  gap(market, n = 1) {
    check.checkCount(n)
    this.#open(market)
    for (let left = n; left >= 0; ) left -= this.#publisher.move(market, { lost: left })
  }

  hole(market) {
    this.#open(market)
    // The hole stays until the next snapshot, which is not due for a while.
    this.#publisher.renewBook(market)
    for (let left = 1; left >= 0; ) left -= this.#publisher.move(market, { missing: left })
  }

  overflow(market) {
    this.#open(market)
    this.#publisher.renewBook(market)
    for (let stored = 0; stored < OVERFLOW; ) stored += this.#publisher.move(market)
  }

  restartEngine(market) {
    this.#open(market)
    this.#publisher.restartEngine(market)
    this.#publisher.move(market)
  }

  /** Faults of a book need one that is published, even if nobody has asked for it. */
  #open(market) {
    check.checkMarket(this.#exchange, market)
    const snapshot = this.#publisher.openBook(market)
    if (snapshot) this.#hub.storeSnapshot(market, snapshot)
  }

  restartRango() {
    this.#hub.restart()
  }

  stall(ms) {
    check.checkDuration(ms)
    return this.#hub.stall(ms)
  }

  silence(stream) {
    check.checkStream(stream)
    return this.#hub.silence(stream)
  }

  slow(rate) {
    check.checkRate(rate)
    this.#line.rate = rate
    return () => {
      this.#line.rate = undefined
    }
  }

  noPong() {
    this.#line.isMute = true
    return () => {
      this.#line.isMute = false
    }
  }

  garbage(bytes) {
    check.checkBytes(bytes)
    const raw = typeof bytes === 'string' ? frame(TEXT, bytes) : bytes
    for (const connection of this.#hub.connections) connection.writeRaw(raw)
  }

  refuse(refusal = {}) {
    check.checkRefusal(refusal)
    this.#refusals.add({ ...refusal, status: refusal.status ?? 503 })
  }
}

module.exports = { StreamFaults }
