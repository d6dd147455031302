'use strict'

const net = require('node:net')
const { randomNumbers } = require('./random.js')
const { reset } = require('./reset.js')
const { listen } = require('./server.js')

/**
 * Starts a TCP proxy in front of `port` that fails at random: it refuses a connection, or within `reach` bytes of one
 * direction resets it, ends it, or transports nothing more, which happens to one of `silentOneOf`. The seed determines the
 * kind and the place of each fault. Returns the port and the number of faults by kind.
 */
async function startFaultProxy(t, { port, seed, reach, silentOneOf }) {
  const next = randomNumbers(seed)
  const faults = {}
  const fail = {
    reset,
    end: (socket) => socket.destroySoon(),
    silence: (socket, upstream) => {
      socket.pause()
      upstream.pause()
    },
  }
  const proxy = net.createServer((socket) => {
    socket.on('error', () => {})
    const count = (kind) => {
      faults[kind] = (faults[kind] ?? 0) + 1
    }
    if (next() % 20 === 0) {
      count('refused')
      return reset(socket)
    }
    const upstream = net.connect(port, '127.0.0.1')
    upstream.on('error', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
    upstream.on('close', () => socket.destroySoon())
    const direction = next() % 2 === 0 ? 'request' : 'response'
    const ending = next() % 2 === 0 ? 'reset' : 'end'
    // A silence costs as much time as the timeout of a call.
    const kind = next() % silentOneOf === 0 ? 'silence' : ending
    let left = next() % reach
    let hasFailed = false
    const forward = (from, to, name) =>
      from.on('data', (bytes) => {
        if (hasFailed) return
        hasFailed = name === direction && bytes.length > left
        to.write(hasFailed ? bytes.subarray(0, left) : bytes)
        if (name === direction) left -= bytes.length
        if (!hasFailed) return
        count(`${kind} in a ${name}`)
        fail[kind](socket, upstream)
      })
    forward(socket, upstream, 'request')
    forward(upstream, socket, 'response')
  })
  return { port: await listen(t, proxy), faults }
}

module.exports = { startFaultProxy }
