const { once } = require('node:events')
const http = require('node:http')
const { setTimeout: wait } = require('node:timers/promises')
const { METHOD_NOT_ALLOWED, NOT_FOUND, Refusal, errors, json } = require('./response.js')
const { refusal } = require('./auth.js')
const { Exchange } = require('./exchange/index.js')
const { Faults } = require('./faults.js')
const { checkOptions } = require('./options.js')
const { Params } = require('./params.js')
const { findRoute } = require('./routes/index.js')

const BASE = '/api/v2/peatio/'
const MAX_BODY = 1024 * 1024
/** Bounds the memory of a sandbox that runs for days. */
const MAX_REQUESTS = 10_000

/** A local CoinPort. */
class Sandbox {
  #options
  #exchange
  #server
  #faults = new Faults()
  /** The last requests: `{ method, path, query, headers, body }`, with `path` relative to the base URL. */
  requests = []

  constructor(options) {
    this.#options = options
    this.#exchange = new Exchange(options)
    this.#server = http.createServer((request, response) => this.#serve(request, response))
  }

  async listen() {
    this.#server.listen(this.#options.port, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address()?.port}${BASE.slice(0, -1)}`
  }

  get apiKey() {
    return this.#options.apiKey
  }

  get apiSecret() {
    return this.#options.apiSecret
  }

  fail(fault) {
    this.#faults.add(fault)
  }

  async close() {
    if (!this.#server.listening) return
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #serve(request, response) {
    let result
    try {
      result = await this.#handle(request)
    } catch (error) {
      result = error instanceof Refusal ? error.response : errors(500, 'server.internal_error')
    }
    if (this.#options.latency > 0) await wait(this.#options.latency, undefined, { ref: false })
    response.writeHead(result.status, result.headers)
    response.end(request.method === 'HEAD' ? undefined : result.body)
  }

  async #handle(request) {
    const { pathname, searchParams } = new URL(`http://sandbox${request.url}`)
    const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname
    const { method, headers } = request
    this.requests.push({ method, path, query: readQuery(searchParams), headers, body: await readBody(request) })
    if (this.requests.length > MAX_REQUESTS) this.requests.shift()

    const planned = this.#faults.take(path)
    if (planned) return planned
    if (path === '/api/v2/barong/identity/time') return time(this.#exchange)
    const route = findRoute(path)
    const refused = this.#isPublic(path, route) ? undefined : refusal(headers, this.#options, this.#exchange.now())
    if (refused) return refused
    if (!route) return NOT_FOUND
    if (method !== 'GET') return METHOD_NOT_ALLOWED
    return route.handle(this.#exchange, new Params(searchParams, this.#options), route.keys)
  }

  /** The stock gateway asks for credentials unless it knows that a path is public. */
  #isPublic(path, route) {
    if (!route) return path.startsWith('public/')
    return route.integration ? !this.#options.strictGateway : !route.auth
  }
}

if (Symbol.asyncDispose) {
  Object.defineProperty(Sandbox.prototype, Symbol.asyncDispose, { value: Sandbox.prototype.close, configurable: true })
}

function time(exchange) {
  const now = exchange.now()
  return json({ time: Math.floor(now / 1000), time_ms: now })
}

/** The params by name. A repeated param has a list of its values. */
function readQuery(params) {
  const valuesOf = (name) => {
    const values = params.getAll(name)
    return values.length > 1 ? values : values[0]
  }
  return Object.fromEntries([...params.keys()].map((name) => [name, valuesOf(name)]))
}

async function readBody(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Starts a local CoinPort on loopback, with plausible live data, for development and tests. `sandbox.d.ts` documents
 * the options.
 */
async function startSandbox(options) {
  return new Sandbox(checkOptions(options)).listen()
}

module.exports = { startSandbox }
