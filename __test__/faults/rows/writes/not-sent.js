'use strict'

const { HEALTHY } = require('../../servers/fault-server.js')
const { LOST, TIMEOUT } = require('../../harness/outcomes.js')
const { http2Row, first } = require('../../harness/http2-row.js')
const { ORDER, reply } = require('../../servers/replies.js')

// Nothing was sent: no byte of the order has reached the server.

const order = (client, options) => client.request('POST', 'market/orders', ORDER, options)
/** One call may be sent, and all others wait for an hour. */
const ONE_TOKEN = { rateLimit: { requests: 1, interval: 3_600_000, burst: 1 } }
const CANCELED = { class: 'CanceledError', code: 'ERR_CANCELED' }

function noBody({ faultServer: { connections } }) {
  const sent = connections.filter(({ received }) => received.includes('"volume"'))
  if (sent.length > 0) throw new Error(`the order was sent on ${sent.length} connections`)
}
const notSent = (expected) => ({ write: { outcome: 'not_sent', attempts: 0, check: noBody, ...expected } })

/** Makes a call that takes the only token. */
async function takeToken(client) {
  await client.getBalances()
}

/** Makes an order, and aborts it once it has started. */
async function abortLater(client, milliseconds) {
  const abort = new AbortController()
  const call = order(client, { signal: abort.signal })
  setTimeout(() => abort.abort(), milliseconds)
  return call
}

const rows = [
  { id: 'O05', title: 'readOnly', elsewhere: 'read-only.test.js' },
  {
    id: 'O06',
    title: 'a signal that was aborted before',
    steps: HEALTHY,
    call: (client) => order(client, { signal: AbortSignal.abort() }),
    ...notSent({ ...CANCELED, attempts: undefined, connections: 0 }),
  },
  {
    id: 'O07',
    title: 'an abort in the queue',
    steps: HEALTHY,
    options: ONE_TOKEN,
    async call(client) {
      await takeToken(client)
      return abortLater(client, 20)
    },
    ...notSent({ ...CANCELED, requests: 1 }),
    healthy: false,
  },
  {
    id: 'O08',
    title: 'an abort while it connects',
    steps: [],
    server: { down: 'blackhole' },
    call: (client) => abortLater(client, 200),
    ...notSent({ ...CANCELED, attempts: 1, requests: 0 }),
  },
  {
    id: 'O09',
    title: 'a client that was closed before',
    steps: HEALTHY,
    call(client) {
      client.close()
      return order(client)
    },
    ...notSent({ class: 'CoinPortError', code: 'ERR_CLIENT_CLOSED', attempts: undefined, connections: 0 }),
    healthy: false,
  },
  {
    id: 'O10',
    title: 'a full queue',
    steps: HEALTHY,
    options: ONE_TOKEN,
    async call(client) {
      await takeToken(client)
      // The first one leaves the queue for its head only when the others are in it.
      const calls = Array.from({ length: 10_001 }, () => order(client))
      const refused = Promise.any(
        calls.map((call) => call.catch((error) => (error.code === 'ERR_QUEUE_FULL' ? error : Promise.reject(error)))),
      )
      const error = await refused
      client.close()
      await Promise.allSettled(calls)
      throw error
    },
    ...notSent({ class: 'CoinPortError', code: 'ERR_QUEUE_FULL', requests: 1, rise: 128, blocked: 2000 }),
    healthy: false,
  },
  {
    id: 'O11',
    title: 'a deadline in the queue',
    steps: HEALTHY,
    options: { ...ONE_TOKEN, timeout: 1500 },
    async call(client) {
      await takeToken(client)
      return order(client, { timeout: 200 })
    },
    ...notSent({ ...TIMEOUT, phase: 'queue', requests: 1 }),
    healthy: false,
  },
  {
    id: 'O12',
    title: 'a Retry-After that is longer than the call',
    steps: [['request'], ['write', reply('429 Too Many Requests', '', ['Retry-After: 3600'])], ['again']],
    async call(client) {
      await client.getBalances().catch(() => {})
      return order(client)
    },
    ...notSent({ class: 'RateLimitError', status: 429, retryAfter: (seconds) => seconds > 3590, requests: 1 }),
    healthy: false,
  },
  { id: 'O13', title: 'a limiter that refuses', elsewhere: 'limiter.test.js' },
  { id: 'O14', title: 'DNS', elsewhere: 'A15' },
  { id: 'O15', title: 'refused', elsewhere: 'A01' },
  { id: 'O16', title: 'no connection within connectTimeout', elsewhere: 'A02' },
  { id: 'O17', title: 'TLS', elsewhere: 'B01 to B14' },
  { id: 'O18', title: 'a proxy that responds with 407 or 502', elsewhere: 'K09' },
  http2Row({
    id: 'O19',
    title: 'REFUSED_STREAM before and after the body',
    cases: [
      {
        name: 'before',
        script: () => ({
          settings: { initialWindow: 0 },
          began: (peer, { method, stream }) => method === 'POST' && !peer.isHealed && peer.reset(stream, 'refused'),
        }),
        write: { ...LOST, requests: 1, attempts: 1, outcome: 'not_sent' },
      },
      {
        name: 'after',
        script: () => ({ respond: first((peer, { stream }) => peer.reset(stream, 'refused')) }),
        write: { ...LOST, requests: 1, attempts: 1, outcome: 'not_sent' },
      },
    ],
  }),
  { id: 'O20', title: 'GOAWAY below the stream', elsewhere: 'D01' },
]

module.exports = { rows }
