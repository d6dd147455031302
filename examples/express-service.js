// A service with prices and a health endpoint. Run it with PORT set, or on any free port.

const express = require('express')
const { CoinPort, CoinPortError, ParamError, RateLimitError, TimeoutError } = require('coinport')

function createService(coinport) {
  const service = express()

  // For the load balancer: fails fast and shows no details.
  service.get('/health', async (_request, response) => {
    try {
      await coinport.getReadiness({}, { timeout: 2000 })
      response.json({ status: 'ok' })
    } catch (error) {
      response.status(503).json({ status: 'unavailable', code: error.code })
    }
  })

  service.get('/prices/:market', async (request, response) => {
    const { market } = request.params
    const tickers = await coinport.getTickers({ markets: [market] }, { signal: untilGone(response) })
    // The name comes from outside: `constructor` is a property of every object, but not a market.
    if (!Object.hasOwn(tickers, market)) return response.status(404).json({ error: 'no such market' })
    response.json({ market, last: tickers[market].ticker.last })
  })

  service.use((error, _request, response, next) => {
    if (!(error instanceof CoinPortError) || response.headersSent) return next(error)
    // What the caller of this service sent cannot be used.
    if (error instanceof ParamError) return response.status(400).json({ error: error.message })
    // An error contains no key, so it can be logged whole.
    console.error(JSON.stringify(error))
    if (error instanceof RateLimitError && error.retryAfter) response.set('Retry-After', String(error.retryAfter))
    const status = error instanceof RateLimitError ? 503 : error instanceof TimeoutError ? 504 : 502
    response.status(status).json({ error: 'the exchange did not respond', code: error.code })
  })
  return service
}

/** A caller who has disconnected needs no response. */
function untilGone(response) {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  return gone.signal
}

if (require.main === module) {
  const coinport = new CoinPort({ timeout: 10_000 })
  const server = createService(coinport).listen(Number(process.env.PORT ?? 0), () => {
    console.log(`http://localhost:${server.address().port}`)
  })
  process.once('SIGTERM', () => {
    server.close(() => coinport.close())
  })
}

module.exports = { createService }
