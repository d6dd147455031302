'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { existsSync } = require('node:fs')
const path = require('node:path')
const { closedPort } = require('./server.js')
const { notRun, notRunWithout } = require('./tools.js')

/** Has the Redis client of the example, which coinport does not need. */
const CLIENT = path.join(__dirname, '..', 'redis', 'node_modules')

/** The `skip` of a test that needs Redis and its client. */
function notRunWithoutRedis() {
  const install = 'ioredis is missing (npm ci --ignore-scripts --prefix __test__/redis)'
  return notRunWithout('redis-server') || (!existsSync(path.join(CLIENT, 'ioredis')) && notRun(install))
}

/** Starts a Redis that stores nothing, on a free port. */
async function startRedis(t) {
  const port = await closedPort()
  let server
  const start = async () => {
    server = spawn('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'])
    let printed = ''
    const ready = new Promise((resolve, reject) => {
      server.stdout.on('data', (text) => {
        printed += text
        if (printed.includes('Ready to accept connections')) resolve()
      })
      server.once('exit', () => reject(new Error(`redis-server ended: ${printed}`)))
    })
    await ready
  }
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await start()
  t.after(stop)
  return { url: `redis://127.0.0.1:${port}`, start, stop }
}

module.exports = { CLIENT, notRunWithoutRedis, startRedis }
