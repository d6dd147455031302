const { setTimeout: wait } = require('node:timers/promises')
const { refusal } = require('../auth.js')
const { Faults } = require('../faults/index.js')
const { NOT_FOUND } = require('../response.js')
const { Connection } = require('./connection.js')
const { StreamFaults } = require('./faults.js')
const { accept, handshakeRefusal, refuse } = require('./handshake.js')
const { Hub } = require('./hub.js')
const { Publisher } = require('./publisher.js')

const BASE = '/api/v2/ranger'
const [PUBLIC, PRIVATE] = [`${BASE}/public`, `${BASE}/private`]

/** The exchange's streams: WebSockets on the server that also serves the calls, from the same exchange. */
class Streams {
  #exchange
  #refusals = new Faults()
  #line = {}
  #hub = new Hub((market) => this.#publisher.openBook(market))
  #publisher

  /** `origin` returns the origin of the server. */
  constructor(exchange, origin) {
    this.#exchange = exchange
    this.#publisher = new Publisher(exchange, this.#hub)
    this.faults = new StreamFaults({
      exchange,
      hub: this.#hub,
      publisher: this.#publisher,
      refusals: this.#refusals,
      line: this.#line,
      url: () => origin().replace(/^http/, 'ws') + BASE,
    })
  }

  /** Handles a request to become a WebSocket. */
  async upgrade(request, socket, first) {
    const { latency } = this.#exchange.options
    if (latency > 0) await wait(latency, undefined, { ref: false })
    if (socket.destroyed) return
    const [path, query] = request.url.split('?')
    const refused = this.#refusal(request, path)
    if (refused) {
      refuse(socket, refused)
      return
    }
    accept(request, socket)
    this.#open(request, socket, path === PRIVATE, presets(query)).receive(first, performance.now())
  }

  /** The gateway checks first, then the streaming server. */
  #refusal(request, path) {
    const fault = this.#refusals.find('GET', '')
    if (fault) {
      this.#refusals.use(fault)
      return fault.response
    }
    const { options } = this.#exchange
    if (path !== PUBLIC && path !== PRIVATE) return refusal(request.headers, options, this.#exchange.now()) ?? NOT_FOUND
    const unauthorized = path === PRIVATE ? refusal(request.headers, options, this.#exchange.now()) : undefined
    return unauthorized ?? handshakeRefusal(request)
  }

  #open({ headers }, socket, isPrivate, streams) {
    const connection = new Connection(socket, {
      isPrivate,
      headers,
      line: this.#line,
      now: performance.now(),
      onMessage: (text) => this.#hub.handle(connection, text),
      onClose: () => this.#forget(connection),
    })
    this.#hub.connections.add(connection)
    this.#publisher.start()
    this.#hub.subscribe(connection, streams)
    return connection
  }

  #forget(connection) {
    this.#hub.connections.delete(connection)
    if (this.#hub.connections.size === 0) this.#publisher.stop()
  }

  close() {
    this.#publisher.stop()
  }
}

/** The streams that a URL names. The streaming server does not decode them. */
function presets(query = '') {
  const params = query.split('&').map((param) => param.split('='))
  return params.flatMap(([name, value]) => (name === 'stream' && value !== undefined ? value.split(',') : []))
}

module.exports = { Streams }
