'use strict'

// Rows about documents that are large or slow to parse. Their bodies are created when they are served.

const { SUCCESS } = require('../../harness/outcomes.js')
const { PRICES, REFUSED, amount, respondWith, returns, refusedAt, repeated, ticker, unknown } = require('./bodies.js')

/** Keys that collide in simple hash functions. */
const colliding = (index) => index.toString(2).padStart(16, '0').replaceAll('0', 'AaAa').replaceAll('1', 'BBBB')

const rows = [
  {
    id: 'F12',
    title: 'a number longer than any amount',
    cases: [
      { name: '128 digits', steps: () => respondWith(amount('9'.repeat(128))), read: SUCCESS },
      ...['9'.repeat(129), '9'.repeat(1e6), `0.${'0'.repeat(1e6)}1`, `"${'9'.repeat(129)}"`].map((digits) => ({
        name: `${digits.length} characters`,
        steps: () => respondWith(amount(digits)),
        ...refusedAt('[0].balance'),
      })),
    ],
  },
  {
    id: 'F20',
    title: 'many markets',
    call: (client) => client.getTickers().then((tickers) => Object.keys(tickers).length),
    cases: [
      { name: '1000', steps: () => respondWith(markets(1000)), read: { ...SUCCESS, value: 1000, blocked: 20 } },
      // Building 50 000 objects blocks the event loop. bench/ publishes the time.
      {
        name: '50 000',
        steps: () => respondWith(markets(50_000)),
        read: { ...SUCCESS, value: 50_000, rise: 200, blocked: Number.POSITIVE_INFINITY },
      },
      {
        name: '150 000',
        steps: () => respondWith(markets(150_000)),
        read: { ...REFUSED, message: /maxResponseSize/, rise: 64 },
      },
    ],
  },
  {
    id: 'F29',
    title: 'one long value, or many short ones',
    cases: [
      { name: '1 MiB of text', steps: () => respondWith(unknown(`"${'x'.repeat(1 << 20)}"`)) },
      { name: '100 000 empty texts', steps: () => respondWith(unknown(`[${repeated(1e5, () => '""')}]`)) },
      {
        name: 'a million zeros',
        steps: () => respondWith(unknown(`[${repeated(1e6, () => '0')}]`)),
        more: { rise: 80, blocked: 300 },
      },
      {
        name: 'half a million empty lists',
        steps: () => respondWith(unknown(`[${repeated(5e5, () => '[]')}]`)),
        more: { rise: 150, blocked: 500 },
      },
    ].map(({ more, ...one }) => ({
      ...one,
      ...returns((client) => client.getBalances().then((rows) => rows.length), 1, more),
    })),
  },
  {
    id: 'F32',
    title: '100 MB',
    steps: [
      ['request'],
      ['write', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n'],
      ['flood', `10000\r\n${',1'.repeat(0x8000)}\r\n`, 1600],
    ],
    read: { ...REFUSED, message: /maxResponseSize/, rise: 64, ended: true },
  },
  {
    id: 'F34',
    title: 'colliding keys, and long values',
    call: (client) => client.getBalances().then((rows) => rows.length),
    cases: [
      {
        name: 'keys',
        steps: () => respondWith(unknown(`{${repeated(60_000, (index) => `"${colliding(index)}":0`)}}`)),
        blocked: 120,
      },
      {
        name: 'numbers',
        steps: () => respondWith(unknown(`[${'1'.repeat(1e6)},${'0.'.padEnd(1e5, '1')}]`)),
        blocked: 100,
      },
      { name: 'escapes', steps: () => respondWith(unknown(`"${'\\u0041'.repeat(160_000)}"`)) },
    ].map(({ blocked = 50, ...one }) => ({ ...one, read: { ...SUCCESS, value: 1, blocked } })),
  },
]

/** Markets of about 230 bytes each. */
function markets(count) {
  const names = (index) =>
    ticker(`m${index}aud`, `${PRICES},"amount":"${index}.00000000000000","avg_price":"1.0"`).slice(1, -1)
  return `{${repeated(count, names)}}`
}

module.exports = { rows }
