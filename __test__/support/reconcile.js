'use strict'

const http = require('node:http')
const { CoinPort } = require('coinport')
const { reconcileContext } = require('../../lib/client.js')
const { reconcile } = require('../../lib/reconcile/index.js')
const { listen } = require('./server.js')
const { start } = require('./sandbox.js')

const ORDER = { market: 'btcaud', side: 'sell', volume: '0.01', price: '500000' }

const realNow = Date.now.bind(Date)

/**
 * Starts a sandbox and a client with one clock, which stands still. `find` is reconcile, whose pauses take no time, and move
 * the clock by as much: `time.pauses` has them. The clock of the exchange is wrong by `offset`. `through(sandbox)` may return the
 * base URL of a proxy.
 */
async function startExchange(t, { offset = 0, client, through, ...options } = {}) {
  const time = { shift: 0, pauses: [] }
  const started = realNow()
  t.mock.method(Date, 'now', () => started + Math.floor(time.shift))
  const clock = {
    date: () => Date.now(),
    monotonic: () => time.shift,
    sleep: async (milliseconds) => {
      time.shift += milliseconds
      time.pauses.push(milliseconds)
      await new Promise(setImmediate)
    },
  }
  const balances = { btc: '5', aud: '500000', usdt: '1000' }
  const sandbox = await start(t, { clock: () => clock.date() + offset, balances, ...options })
  const baseUrl = through ? await through(sandbox.sandbox) : sandbox.sandbox.url
  const settings = { apiKey: sandbox.sandbox.apiKey, baseUrl, rateLimit: false, maxRetries: 0, ...client }
  const coinport = new CoinPort(settings)
  t.after(() => coinport.close())
  const find = (what, given, by = coinport) => reconcile(reconcileContext(by), what, given, clock)
  return { ...sandbox, baseUrl, coinport, time, find }
}

/** Makes a call that fails with an unknown outcome, because of the fault. Returns the error. */
async function fail({ sandbox }, { method, path, ...fault }, call) {
  sandbox.fail({ method, path, ...fault })
  return failed(call())
}

const failed = (call) =>
  call.then(
    () => {
      throw new Error('the call has succeeded')
    },
    (error) => error,
  )

const LOST = { after: 'accepted', drop: true }
const NEVER = { after: 'arrived', drop: true }

/** Places an order whose response is lost, or that never arrives. */
const loseOrder = (exchange, order = ORDER, fault = LOST) =>
  fail(exchange, { method: 'POST', path: 'market/orders', ...fault }, () => exchange.coinport.createOrder(order))

/**
 * Starts a proxy in front of a sandbox. `before(request)` runs before a request is passed on, and `after(request)` before
 * its response is; both may return a promise. Returns the base URL.
 */
async function startHoldingProxy(t, sandbox, { before = () => {}, after = () => {} }) {
  const { origin, host, pathname } = new URL(sandbox.url)
  const server = http.createServer(async (request, response) => {
    await before(request)
    const headers = { ...request.headers, host }
    const upstream = http.request(origin + request.url, { method: request.method, headers }, async (answer) => {
      await after(request)
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })
    upstream.on('error', () => response.destroy())
    request.pipe(upstream)
  })
  return `http://127.0.0.1:${await listen(t, server)}${pathname}`
}

module.exports = { LOST, NEVER, ORDER, fail, failed, loseOrder, startExchange, startHoldingProxy }
