'use strict'

// HTTP/2 frames that are invalid or unknown.

const { END_HEADERS, END_STREAM, TYPE, fields, frame } = require('../servers/http2-peer.js')
const { http2Row } = require('../harness/http2-row.js')
const { SUCCESS } = require('../harness/outcomes.js')
const { BALANCES } = require('../servers/replies.js')

const rows = [
  http2Row({
    id: 'D12',
    title: 'invalid frames',
    cases: [
      ['too long', (stream) => frame(TYPE.data, 0, stream, Buffer.alloc(16_385))],
      ['too long, and never whole', (stream) => frame(TYPE.data, 0, stream, Buffer.alloc(10), 0xffffff)],
      ['more padding than there is', (stream) => frame(TYPE.data, 8, stream, Buffer.from([200, 1]))],
      ['DATA of no stream', () => frame(TYPE.data, 0, 0, Buffer.alloc(1))],
      ['DATA before the headers', (stream) => frame(TYPE.data, END_STREAM, stream, Buffer.from(BALANCES))],
      ['a SETTINGS of five bytes', () => frame(TYPE.settings, 0, 0, Buffer.alloc(5))],
      ['a PING of a byte', () => frame(TYPE.ping, 0, 0, Buffer.alloc(1))],
      ['HTTP/1.1', () => Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]${' '.repeat(100)}`)],
      [
        'headers without a status',
        (stream) => frame(TYPE.headers, END_HEADERS | END_STREAM, stream, fields([['x', 'y']])),
      ],
      [
        'an invalid status',
        (stream) => frame(TYPE.headers, END_HEADERS | END_STREAM, stream, fields([[':status', '2OO']])),
      ],
      [
        'a name in capitals',
        (stream) =>
          frame(
            TYPE.headers,
            END_HEADERS | END_STREAM,
            stream,
            fields([
              [':status', '200'],
              ['X-A', 'y'],
            ]),
          ),
      ],
      [
        'a field of the connection',
        (stream) =>
          frame(
            TYPE.headers,
            END_HEADERS | END_STREAM,
            stream,
            fields([
              [':status', '200'],
              ['connection', 'close'],
            ]),
          ),
      ],
    ].map(([name, make]) => ({
      name,
      script: () => ({ respond: (peer, { stream }) => peer.write(make(stream)) }),
      read: { succeeded: false, code: /^(EPROTO|ECONNABORTED)$/, requests: 1 },
    })),
    options: { timeout: 1000 },
  }),
  http2Row({
    id: 'D12b',
    title: 'unknown frames and padding are ignored',
    script: () => ({
      start: (peer) => peer.write(frame(0x42, 0xff, 0, Buffer.alloc(100)), frame(0xfe, 0, 7)),
      async respond(peer, { stream }) {
        await peer.write(frame(0x21, 0, stream, Buffer.alloc(3)))
        await peer.sendHeaders(stream)
        const body = Buffer.from(BALANCES)
        await peer.write(
          frame(TYPE.data, 8 | END_STREAM, stream, Buffer.concat([Buffer.from([9]), body, Buffer.alloc(9)])),
        )
      },
    }),
    read: { ...SUCCESS, value: JSON.parse(BALANCES), requests: 1 },
  }),
]

module.exports = { rows }
