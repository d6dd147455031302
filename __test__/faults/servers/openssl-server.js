'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { writeFileSync } = require('node:fs')
const { temporaryFolder } = require('../../support/temporary-folder.js')

/** Starts `openssl s_server` on a free port. `output()` returns what it printed. `say(text)` writes to its standard input. */
async function startOpensslServer(after, { cert, key }, args) {
  const directory = temporaryFolder({ after })
  writeFileSync(`${directory}/cert.pem`, cert)
  writeFileSync(`${directory}/key.pem`, key)
  const files = ['-cert', `${directory}/cert.pem`, '-key', `${directory}/key.pem`]
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...args])
  const exited = once(server, 'close')
  after(() => {
    server.kill('SIGKILL')
    return exited
  })
  let output = ''
  const until = (pattern) =>
    new Promise((resolve) => {
      const look = () => {
        const found = pattern.exec(output)
        if (found) resolve(found)
      }
      server.stdout.on('data', look)
      look()
    })
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const [, port] = await until(/ACCEPT 127\.0\.0\.1:(\d+)/)
  return {
    baseUrl: `https://127.0.0.1:${port}/api/v2/peatio`,
    output: () => output,
    until,
    say: (text) => server.stdin.write(text),
  }
}

module.exports = { startOpensslServer }
