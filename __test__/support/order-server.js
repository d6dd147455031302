'use strict'

const http = require('node:http')
const http2 = require('node:http2')
const { randomNumbers } = require('./random.js')
const { listen } = require('./server.js')

const { NGHTTP2_REFUSED_STREAM } = http2.constants
const errors = (...codes) => JSON.stringify({ errors: codes })

/** What happens to an order: its status and body, and whether it is placed. The weights are parts of a hundred. */
const OUTCOMES = [
  { weight: 70, status: 201, placed: true },
  { weight: 5, status: 422, body: errors('market.account.insufficient_balance') },
  { weight: 4, status: 422, body: errors('market.order.create_error'), placed: true },
  { weight: 3, status: 422, body: errors('market.order.create_error') },
  { weight: 4, status: 429, body: 'Retry later' },
  { weight: 3, status: 403, body: '<html></html>', placed: true },
  { weight: 3, status: 502, body: '<html></html>', placed: true },
  { weight: 3, status: 503, body: '' },
  { weight: 3, status: 471, body: errors('authz.restrict.maintenance') },
  { weight: 2, status: 201, body: '{"id":7', placed: true },
]

/**
 * Starts an exchange that fails at random. The number of an order decides what happens to it. Over HTTP/2, some streams are
 * refused, as a server does that has not processed them. Returns the port, and by the `volume` of each order how often its
 * body has arrived and how often it was placed.
 */
async function startOrderServer(t, { seed, tls }) {
  const received = new Map()
  const placed = new Map()
  const add = (counts, volume) => counts.set(volume, (counts.get(volume) ?? 0) + 1)
  const server = tls ? http2.createSecureServer(tls) : http.createServer()
  server.on('sessionError', () => {})
  server.on('request', (request, response) => {
    let text = ''
    request.on('error', () => {})
    response.on('error', () => {})
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      // Of a request that was canceled, only a part may have arrived.
      if (!text.endsWith('}')) return
      const { volume } = JSON.parse(text)
      const next = randomNumbers(seed + Number(volume))
      next()
      if (tls && next() % 50 === 0) return response.stream?.close(NGHTTP2_REFUSED_STREAM)
      add(received, volume)
      let part = next() % 100
      const outcome = OUTCOMES.find(({ weight }) => {
        part -= weight
        return part < 0
      })
      if (outcome.placed) add(placed, volume)
      response.writeHead(outcome.status, { 'content-type': 'application/json' })
      response.end(outcome.body ?? JSON.stringify({ id: 7, volume }))
    })
  })
  return { port: await listen(t, server), received, placed, server }
}

module.exports = { startOrderServer }
