const { once } = require('node:events')
const http = require('node:http')
const { setTimeout: wait } = require('node:timers/promises')
const { createBalances } = require('./account.js')
const { METHOD_NOT_ALLOWED, NOT_FOUND, errors, json } = require('./answer.js')
const { refusal } = require('./auth.js')
const { Faults } = require('./faults.js')
const { createMarkets } = require('./market-data.js')
const { checkOptions } = require('./options.js')
const { findRoute } = require('./routes.js')
const { CURRENCIES, MARKETS } = require('./snapshot.js')

const BASE = '/api/v2/peatio/'
const MAX_BODY = 1024 * 1024

/** A local CoinPort. */
class Sandbox {
  #options
  #state
  #server
  #faults = new Faults()
  /** What arrived: `{ method, path, query, headers, body }`, with `path` relative to the base. */
  requests = []

  constructor(options) {
    this.#options = options
    const markets = MARKETS.filter(({ id }) => options.markets.includes(id))
    this.#state = {
      ...options,
      currencies: CURRENCIES,
      markets: createMarkets(markets, CURRENCIES),
      account: createBalances(options.balances, CURRENCIES),
    }
    this.#server = http.createServer((request, response) => this.#serve(request, response))
  }

  async listen() {
    this.#server.listen(this.#options.port, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  /** The base URL. */
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
    let answer
    try {
      answer = await this.#answer(request)
    } catch {
      answer = errors(500, 'server.internal_error')
    }
    if (this.#options.latency > 0) await wait(this.#options.latency)
    response.writeHead(answer.status, answer.headers)
    response.end(request.method === 'HEAD' ? undefined : answer.body)
  }

  async #answer(request) {
    const { pathname, searchParams } = new URL(`http://sandbox${request.url}`)
    const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname
    const { method, headers } = request
    this.requests.push({
      method,
      path,
      query: Object.fromEntries(searchParams),
      headers,
      body: await readBody(request),
    })

    const planned = this.#faults.take(path)
    if (planned) return planned
    if (path === '/api/v2/barong/identity/time') return time()
    const route = findRoute(path)
    const isPublic = route ? !route.auth : path.startsWith('public/')
    const refused = isPublic ? undefined : refusal(headers, this.#options)
    if (refused) return refused
    if (!route) return NOT_FOUND
    if (method !== 'GET') return METHOD_NOT_ALLOWED
    return route.handle(this.#state, searchParams, route.keys)
  }
}

if (Symbol.asyncDispose) {
  Object.defineProperty(Sandbox.prototype, Symbol.asyncDispose, { value: Sandbox.prototype.close, configurable: true })
}

function time() {
  const now = Date.now()
  return json({ time: Math.floor(now / 1000), time_ms: now })
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
 * Starts a local CoinPort on loopback, with plausible live data, for development and tests. Every option has a default.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0, the default, takes any free port.
 * @param {string} [options.apiKey] The key it accepts; random by default.
 * @param {string} [options.apiSecret] The secret that signs; random by default.
 * @param {Record<string, string | { balance: string, locked?: string }>} [options.balances] What the account holds;
 *   every other currency is there with zeros. Default: a small believable account.
 * @param {string[]} [options.markets] The ids of its markets; all 89 by default.
 * @param {number} [options.latency] Milliseconds before each answer; 0 by default.
 * @param {'cron' | 'computed'} [options.tickerShape] Which of the exchange's two shapes tickers have; `cron` by default.
 * @param {number} [options.pageCap] The largest page it gives, whatever is asked; 1000 by default.
 * @param {boolean} [options.strictGateway] Refuses Bearer keys, as the stock gateway does; false by default.
 */
async function startSandbox(options) {
  return new Sandbox(checkOptions(options)).listen()
}

module.exports = { startSandbox }
