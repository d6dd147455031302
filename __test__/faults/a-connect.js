'use strict'

const { CONNECT_TIMEOUT, LOST, BODY_TRUNCATED, REFUSED, TIMEOUT, UNKNOWN } = require('./outcomes.js')
const { reply } = require('./replies.js')

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n'
const HALF = `${HEAD}${' '.repeat(50)}`

/** Lost before the first byte of the answer: reads are sent again. */
const AGAIN = { read: { ...LOST, phase: 'headers', requests: 3, attempts: 3 }, write: { ...LOST, ...UNKNOWN } }
const AGAIN_IN_BODY = {
  read: { ...BODY_TRUNCATED, requests: 3, attempts: 3, ended: true },
  write: { ...BODY_TRUNCATED, ...UNKNOWN, ended: true },
}
const SILENT = {
  clocks: true,
  read: { ...TIMEOUT, phase: 'headers', connections: 1, attempts: 1, elapsed: [1500, 1750], ended: true },
  write: { ...TIMEOUT, connections: 1, attempts: 1, outcome: 'unknown', elapsed: [1500, 1750], ended: true },
}

const rows = [
  {
    id: 'A03',
    title: 'RST on accept',
    steps: [['rst']],
    // The system may have taken the request for sent before the reset came.
    read: { ...LOST, attempts: 3, connections: 3 },
    write: { ...LOST, attempts: 1, connections: 1 },
  },
  { id: 'A04', title: 'RST after the request', steps: [['until', '\r\n\r\n'], ['rst']], ...AGAIN },
  { id: 'A06', title: 'RST in the status line', steps: [['request'], ['write', 'HTTP/1.1 20'], ['rst']], ...AGAIN },
  { id: 'A07', title: 'RST after the headers', steps: [['request'], ['write', HEAD], ['rst']], ...AGAIN_IN_BODY },
  { id: 'A08', title: 'RST in the body', steps: [['request'], ['write', HALF], ['rst']], ...AGAIN_IN_BODY },
  { id: 'A11', title: 'accepted and never read', steps: [['unread']], ...SILENT },
  { id: 'A12', title: 'read and never answered', steps: [['request'], ['stall']], ...SILENT },
]

module.exports = { group: 'A', title: 'TCP, names, connecting', rows }
