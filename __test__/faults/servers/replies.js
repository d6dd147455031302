'use strict'

const { BALANCES, TICKERS } = require('../../support/server.js')

/** The order that every write sends, and the response of the exchange. */
const ORDER = { market: 'btcaud', side: 'buy', volume: '0.1', price: '100.0', ord_type: 'limit' }
const PLACED = JSON.stringify({ id: 7, ...ORDER, state: 'pending', origin_volume: '0.1', remaining_volume: '0.1' })

/** An HTTP/1.1 reply. `headers` are lines; `Content-Length` is added unless a framing header is there. */
function reply(status, body = '', headers = []) {
  const isFramed = headers.some((line) => /^(content-length|transfer-encoding):/i.test(line))
  const lines = [`HTTP/1.1 ${status}`, 'Content-Type: application/json', ...headers]
  if (!isFramed) lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])
}

/** The steps of a server that sends this reply to every request. */
const respondWith = (status, body = '', headers = []) => [
  ['request'],
  ['write', reply(status, body, headers)],
  ['again'],
]

/** The reply of a healthy exchange to a request. */
function healthyReply({ method, path }) {
  if (method === 'POST') return reply('201 Created', PLACED)
  return reply('200 OK', path.includes('/tickers') ? TICKERS : BALANCES)
}

module.exports = { BALANCES, TICKERS, ORDER, PLACED, reply, respondWith, healthyReply }
