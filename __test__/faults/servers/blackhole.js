'use strict'

const { once } = require('node:events')
const net = require('node:net')
const { Worker } = require('node:worker_threads')

// A thread that listens and then blocks, so that it never accepts a connection.
const LISTEN = `
  const { parentPort } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

/** A loopback port with a full backlog, so that the system drops every further SYN. */
async function startBlackhole() {
  const worker = new Worker(LISTEN, { eval: true })
  const [port] = await once(worker, 'message')
  const fillers = Array.from({ length: 3 }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
  await Promise.all(fillers.slice(0, 2).map((filler) => once(filler, 'connect')))
  return {
    port,
    async end() {
      for (const filler of fillers) filler.destroy()
      await worker.terminate()
    },
  }
}

module.exports = { startBlackhole }
