'use strict'

const { setTimeout: wait } = require('node:timers/promises')
const { ENCRYPTED } = require('./tls-row.js')
const { speakHttp2 } = require('../servers/http2-peer.js')
const { expect } = require('./invariants.js')
const { ORDER } = require('../servers/replies.js')

const TIMEOUTS = { connectTimeout: 5_000, timeout: 10_000 }

/**
 * A row whose server speaks HTTP/2 as `script` says (http2-peer.js). Each case has its own server for `read` and for
 * `write`. Besides the fields of the report, these may have `requests`, `connections`, and `check(peers)`, which throws.
 * Afterwards the server is healed, and the same client must succeed. With `reconnect` it must do so on a new connection.
 */
function http2Row({ id, title, cases = [{}], call, ...shared }) {
  return {
    id,
    title,
    call: call ?? ((client, { kind }) => defaultCall(client, kind)),
    async run({ faultServer, child, after }) {
      const { ca, cert, key } = ENCRYPTED.prepare(after)
      const caller = await child()
      for (const one of cases) {
        const row = { ...shared, ...one }
        for (const kind of ['read', 'write'].filter((kind) => row[kind])) {
          const name = `${one.name ?? ''} [${kind}]`
          const script = { ...row.script?.() }
          const peers = []
          const server = await faultServer(speakHttp2(script, peers), { tls: { cert, key, ALPNProtocols: ['h2'] } })
          const options = { baseUrl: server.baseUrl, ca, ...TIMEOUTS, ...row.options }
          const report = await caller.ask('call', { id, kind, options, context: one.context })
          const { requests, connections, check, ...expected } = row[kind]
          expect(name, report, expected, { ...options, ...row.limits })
          const sent = peers.flatMap((peer) => peer.requests)
          if (requests !== undefined && sent.length !== requests) throw new Error(`${name}: ${sent.length} requests`)
          const orders = sent.filter(({ method }) => method === 'POST').length
          if (orders > 1) throw new Error(`${name}: I6: the order was sent ${orders} times`)
          if (connections !== undefined && peers.length !== connections)
            throw new Error(`${name}: ${peers.length} connections`)
          check?.(peers)
          script.isHealed = true
          if (row.reconnect) for (const { connection } of peers) connection.socket.destroy()
          const { problem } = await caller.ask('healthy')
          if (problem) throw new Error(`${name}: I9: ${problem}`)
          await server.close()
        }
      }
      await caller.end()
    },
  }
}

const defaultCall = (client, kind) =>
  kind === 'write' ? client.request('POST', 'market/orders', ORDER) : client.getBalances()

/** Makes `count` calls at once, in the child. Returns how many succeeded, and the codes of the others. */
async function atOnce(client, { count, before }) {
  if (before) await client.getBalances()
  const settled = await Promise.allSettled(Array.from({ length: count }, () => client.getBalances()))
  const codes = settled.flatMap(({ reason }) => (reason ? [reason.code] : []))
  return { succeeded: count - codes.length, codes: [...new Set(codes)] }
}

/** Responds to the first request with `respond`, and to the others as a healthy exchange does. */
const first = (respond) => (peer, request, index) => (index === 0 ? respond(peer, request) : peer.healthy(request))
/** Sends frames until the client closes the connection. */
const flood =
  (make) =>
  async (peer, { stream }) => {
    for (let index = 0; !peer.isHealed && (await peer.write(make(stream, index))); index += 1) await wait(5)
  }
/** Repeats the frames 200 times, for one write. */
const many = (frames) => Buffer.concat(Array(200).fill(frames))

function mustBe(holds, message) {
  if (!holds) throw new Error(message)
}

module.exports = { http2Row, defaultCall, atOnce, first, flood, many, mustBe }
