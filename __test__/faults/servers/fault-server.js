'use strict'

const { once } = require('node:events')
const net = require('node:net')
const { setTimeout: wait } = require('node:timers/promises')
const tls = require('node:tls')
const { startBlackhole } = require('./blackhole.js')
const { healthyReply } = require('./replies.js')
const { parseRequests } = require('./parse-requests.js')

// A hostile server. A list of steps describes what it does on a connection:
//
//   ['request']              read one whole request          ['until', text]   read until `text` has come
//   ['read', n]              read n more bytes               ['unread']        read nothing from now on
//   ['write', data]          write text or bytes             ['drip', data]    the same, one TCP segment per byte
//   ['flood', data, times?]  write it repeatedly             ['wait', ms]
//   ['reply']                respond to the last request as a healthy exchange does
//   ['half-close']           send FIN, keep reading          ['close']         send FIN
//   ['rst']                  reset                           ['stall']         do nothing until the peer is gone
//   ['again']                repeat from the first step      async (connection) => {}   anything else
//
// After the last step a connection stays open and silent. Once the server is healed, it responds to every request.

const HEALTHY = [['request'], ['reply'], ['again']]

class Connection {
  /** Everything that was received, decrypted. */
  received = Buffer.alloc(0)
  /** Times of `performance.now()`: when the peer sent FIN or RST, and when the socket was gone. */
  finAt
  resetAt
  goneAt
  #taken = 0
  #wake = () => {}

  constructor(raw) {
    this.raw = raw
    this.openedAt = performance.now()
    raw.setNoDelay(true)
    this.use(raw)
  }

  /** Switches to `socket`: first the raw one, then the encrypted one. */
  use(socket) {
    this.socket = socket
    socket.on('error', (error) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') this.resetAt ??= performance.now()
    })
    socket.on('end', () => {
      this.finAt ??= performance.now()
      this.#wake()
    })
    socket.on('close', () => {
      this.goneAt ??= performance.now()
      this.#wake()
    })
  }

  listen() {
    this.socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk])
      this.#wake()
    })
  }

  get requests() {
    return parseRequests(this.received)
  }

  /** When the end of the connection was noticed. */
  get endedAt() {
    return this.finAt ?? this.resetAt ?? this.goneAt
  }

  /** Waits until `length(rest)` returns how many received bytes to consume. Returns false if the peer is gone. */
  async take(length) {
    for (;;) {
      const found = length(this.received.subarray(this.#taken))
      if (found >= 0) {
        this.#taken += found
        return true
      }
      if (this.endedAt) return false
      await new Promise((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Returns false if the data could not be sent because the peer is gone. */
  write(data) {
    return new Promise((resolve) => {
      this.socket.write(data, (error) => resolve(!error))
    })
  }

  reset() {
    this.raw.resetAndDestroy()
  }
}

/** Each returns false if the script cannot continue. */
const STEPS = {
  request: (connection) =>
    connection.take((rest) => {
      const [request] = parseRequests(rest)
      return request?.isWhole ? request.length : -1
    }),
  until: (connection, text) =>
    connection.take((rest) => {
      const index = rest.indexOf(text)
      return index < 0 ? -1 : index + text.length
    }),
  read: (connection, count) => connection.take((rest) => (rest.length >= count ? count : -1)),
  unread: (connection) => Boolean(connection.socket.pause()),
  write: (connection, data) => connection.write(data),
  reply: (connection) => connection.write(healthyReply(connection.requests.at(-1))),
  wait: async (_connection, milliseconds) => {
    await wait(milliseconds)
    return true
  },
  stall: () => true,
  async call(connection, step) {
    await step(connection)
    return true
  },
  close: (connection) => Boolean(connection.socket.end()),
  'half-close': (connection) => Boolean(connection.socket.end()),
  rst: (connection) => {
    connection.reset()
    return false
  },
  async drip(connection, data, size = 1) {
    const bytes = Buffer.from(data)
    for (let index = 0; index < bytes.length; index += size) {
      if (!(await connection.write(bytes.subarray(index, index + size)))) return false
    }
    return true
  },
  async flood(connection, data, times = Number.POSITIVE_INFINITY) {
    for (let count = 0; count < times; count += 1) if (!(await connection.write(data))) return false
    return true
  },
}

/** Runs the steps up to the last one, or up to the first request after the server was healed. */
async function play(connection, steps, isHealed) {
  for (let index = 0; index < steps.length; index += 1) {
    const [name, ...args] = typeof steps[index] === 'function' ? ['call', steps[index]] : steps[index]
    if (name === 'again') index = -1
    else if (!(await STEPS[name](connection, ...args))) return
    else if (name === 'request' && isHealed()) return STEPS.reply(connection)
  }
}

/**
 * A server on a free port of `host`. `steps` is a list, or a function from the index of a connection to its list. With
 * `tls` (options of `tls.createServer`) the steps run inside TLS, or with `handshake: true` instead of its handshake. Once
 * healed, the server has the certificate `healed`. `name` is the host of its URL. With `down` it does not listen until it
 * is healed: connections are refused (`refused`), or SYN packets are dropped (`blackhole`).
 */
async function startFaultServer(
  steps,
  { host = '127.0.0.1', name = host, port: wanted = 0, tls: secure, handshake = false, healed: proper, down } = {},
) {
  const connections = []
  let script = steps
  let healed = false

  async function serve(connection, index) {
    if (!healed) await play(connection, Array.isArray(script) ? script : script(index), () => healed)
    await healing
    await play(connection, HEALTHY, () => false)
    if (!connection.goneAt) connection.socket.end()
  }
  let heal
  const healing = new Promise((resolve) => {
    heal = resolve
  })

  const waiting = new Map()
  const handshakeErrors = []
  const encrypted = secure && tls.createServer(secure)
  encrypted?.on('secureConnection', (socket) => waiting.get(socket.remotePort)?.(socket))
  encrypted?.on('tlsClientError', (error) => handshakeErrors.push(error.code))

  const server = net.createServer({ allowHalfOpen: true }, async (raw) => {
    const connection = new Connection(raw)
    const index = connections.push(connection) - 1
    if (encrypted && (healed || !handshake)) {
      const secured = new Promise((resolve) => waiting.set(raw.remotePort, resolve))
      encrypted.emit('connection', raw)
      connection.use(await secured)
      connection.isSecured = true
    }
    connection.listen()
    serve(connection, index)
  })
  const blackhole = down === 'blackhole' ? await startBlackhole() : undefined
  const listen = async (port) => {
    server.listen(port, host)
    await once(server, 'listening')
  }
  const stop = async () => {
    server.close()
    await once(server, 'close')
  }
  if (!blackhole) await listen(wanted)
  const { port } = blackhole ?? server.address()
  if (down === 'refused') await stop()

  return {
    port,
    baseUrl: `http${secure ? 's' : ''}://${name}:${port}/api/v2/peatio`,
    connections,
    handshakeErrors,
    get requests() {
      return connections.flatMap(({ requests }) => requests)
    },
    /** Sets other steps for new connections. */
    arm(next) {
      script = next
    },
    /** Makes the server respond correctly from now on. */
    async heal() {
      healed = true
      heal()
      if (proper) encrypted.setSecureContext(proper)
      await blackhole?.end()
      if (down) await listen(port)
    },
    /** Waits up to `milliseconds` until the peer has ended all connections. Returns those that are still open. */
    async ended(milliseconds) {
      const open = () => connections.filter(({ endedAt }) => !endedAt)
      // A socket notices the end only while it is read.
      for (const { socket } of open()) socket.resume()
      for (const end = performance.now() + milliseconds; open().length > 0 && performance.now() < end; ) await wait(5)
      return open()
    },
    async close() {
      heal()
      await blackhole?.end()
      for (const { raw } of connections) raw.destroy()
      if (server.listening) await stop()
    },
  }
}

module.exports = { startFaultServer, HEALTHY }
