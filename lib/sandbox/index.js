const { once } = require('node:events')
const http = require('node:http')
const { setTimeout: wait } = require('node:timers/promises')
const { prepare, responseTo } = require('./dispatch.js')
const { Exchange } = require('./exchange/index.js')
const { Faults } = require('./faults/index.js')
const { badOption, checkOptions } = require('./options.js')
const { newestFirst } = require('./routes/orders.js')
const { BASE, readBody, readQuery, readUrl } = require('./request.js')
const { orderRow } = require('./rows.js')
const { send } = require('./send.js')
const { isWebSocket } = require('./streams/handshake.js')
const { Streams } = require('./streams/index.js')

/** Bounds the memory of a sandbox that runs for days. */
const MAX_REQUESTS = 10_000

/** A local CoinPort. */
class Sandbox {
  #options
  #exchange
  #server
  #streams
  /** Sockets that Node's server has handed over. */
  #upgraded = new Set()
  #faults = new Faults()
  /** The last requests: `{ method, path, query, headers, body }`, with `path` relative to the base URL. */
  requests = []

  constructor(options) {
    this.#options = options
    this.#exchange = new Exchange(options)
    this.#server = http.createServer((request, response) => this.#serve(request, response))
    this.#streams = new Streams(this.#exchange, () => this.#origin)
    this.#server.on('upgrade', (request, socket, first) => this.#upgrade(request, socket, first))
  }

  async listen() {
    this.#server.listen(this.#options.port, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  get #origin() {
    return `http://127.0.0.1:${this.#server.address()?.port}`
  }

  get url() {
    return this.#origin + BASE.slice(0, -1)
  }

  get apiKey() {
    return this.#options.apiKey
  }

  get apiSecret() {
    return this.#options.apiSecret
  }

  /** All orders, as the exchange lists them. */
  get orders() {
    this.#exchange.now()
    return newestFirst(this.#exchange).map((order) => orderRow(order, this.#options))
  }

  /** Where all money is, by currency. */
  ledger() {
    this.#exchange.now()
    return this.#exchange.ledger.report()
  }

  /** A fresh one-time password, as the member's phone shows it. */
  otp() {
    return this.#exchange.account.oneTimeCodes.show(this.#exchange.now())
  }

  /** The PIN of a beneficiary, as the exchange's last e-mail says. */
  pin(id) {
    const beneficiary = this.#exchange.account.beneficiaries.find(id)
    if (beneficiary?.state === 'pending') return beneficiary.pin
    throw badOption(
      'id',
      'must be that of a pending beneficiary: createBeneficiary() gives one',
      'ERR_BAD_OPTION_VALUE',
    )
  }

  /** The streams, and the faults that they can have. */
  get streams() {
    return this.#streams.faults
  }

  fail(fault) {
    this.#faults.add(fault)
  }

  async close() {
    if (!this.#server.listening) return
    this.#server.close()
    this.#streams.close()
    for (const socket of this.#upgraded) socket.destroy()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #upgrade(request, socket, first) {
    this.#upgraded.add(socket)
    socket.on('close', () => this.#upgraded.delete(socket))
    // A connection that breaks is closed, and that is all there is to do.
    socket.on('error', () => {})
    try {
      if (!isWebSocket(request.headers)) {
        this.#ignoreUpgrade(request, socket)
        return
      }
      const { path, searchParams } = readUrl(request)
      this.#record(request, path, searchParams, '')
      await this.#streams.upgrade(request, socket, first)
    } catch {
      socket.destroy()
    }
  }

  /** Serves a request that would rather have another protocol, such as HTTP/2. Node gives it no response of its own. */
  #ignoreUpgrade(request, socket) {
    const response = new http.ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.on('finish', () => socket.end())
    this.#serve(request, response)
  }

  #record({ method, headers }, path, searchParams, body) {
    this.requests.push({ method, path, query: readQuery(searchParams), headers, body })
    if (this.requests.length > MAX_REQUESTS) this.requests.shift()
  }

  async #serve(request, response) {
    // A request can be cut off within its body.
    const { result, loss } = await this.#handle(request).catch((error) => ({ result: responseTo(error) }))
    if (this.#options.latency > 0) await wait(this.#options.latency, undefined, { ref: false })
    send(request, response, result, loss)
  }

  /** The response, and how it is lost, if a fault says so. */
  async #handle(request) {
    const { path, searchParams } = readUrl(request)
    const { method, headers } = request
    const body = await readBody(request)
    this.#record(request, path, searchParams, body)

    const act = await prepare(this.#exchange, { method, path, headers, searchParams, body })
    const fault = this.#faults.find(method, path)
    if (!fault) return { result: act() }
    return fault.isAccepted ? this.#failAccepted(fault, act) : this.#failArrived(fault, act)
  }

  /** The exchange does nothing, or does it late. */
  #failArrived(fault, act) {
    this.#faults.use(fault)
    if (fault.late !== undefined) this.#exchange.schedule.add(this.#exchange.now() + fault.late, act)
    return { result: fault.response, loss: fault.loss }
  }

  /** The exchange has done what was asked. A fault does not count, and does not happen, if that was refused. */
  #failAccepted(fault, act) {
    const result = this.#exchange.schedule.delayed(fault.late ?? 0, act)
    if (result.status >= 300) return { result }
    this.#faults.use(fault)
    return { result: fault.response ?? result, loss: fault.loss }
  }
}

if (Symbol.asyncDispose) {
  Object.defineProperty(Sandbox.prototype, Symbol.asyncDispose, { value: Sandbox.prototype.close, configurable: true })
}

/**
 * Starts a local CoinPort on loopback, with plausible live data, for development and tests. `sandbox.d.ts` documents
 * the options.
 */
async function startSandbox(options) {
  return new Sandbox(checkOptions(options)).listen()
}

module.exports = { startSandbox }
