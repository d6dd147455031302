const { createHash } = require('node:crypto')
const { STATUS_CODES } = require('node:http')

/** A constant of RFC 6455. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Whether a request wants to become a WebSocket, and not another protocol, such as HTTP/2. */
const isWebSocket = ({ upgrade }) => upgrade?.toLowerCase() === 'websocket'

/** The response to a request that cannot become a WebSocket, or undefined. */
function handshakeRefusal({ method, headers }) {
  const isComplete =
    method === 'GET' &&
    isWebSocket(headers) &&
    headers['sec-websocket-version'] === '13' &&
    Buffer.from(headers['sec-websocket-key'] ?? '', 'base64').length === 16
  if (!isComplete) return plain(400)
  return isSameOrigin(headers) ? undefined : plain(403)
}

const plain = (status) => ({ status, headers: { 'content-type': 'text/plain' }, body: `${STATUS_CODES[status]}\n` })

/** A browser sends its page's origin; other clients send none. */
function isSameOrigin({ origin, host = '' }) {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

/** Accepts a handshake. No extension and no subprotocol is offered. */
function accept({ headers }, socket) {
  const key = createHash('sha1')
    .update(headers['sec-websocket-key'] + GUID)
    .digest('base64')
  socket.write(head(101, { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': key }))
}

/** Refuses a handshake with a response, and closes the connection. */
function refuse(socket, { status, headers, body }) {
  const bytes = Buffer.from(body)
  socket.end(Buffer.concat([head(status, { ...headers, 'content-length': bytes.length, connection: 'close' }), bytes]))
}

function head(status, headers) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`, 'latin1')
}

module.exports = { accept, handshakeRefusal, isWebSocket, refuse }
