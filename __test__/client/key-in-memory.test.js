'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')
const { CANARY } = require('../support/canary.js')
const { findInMemory } = require('../support/process-memory.js')
const { ROOT } = require('../support/script.js')
const { BALANCES, serve } = require('../support/server.js')
const { notRunOffLinux } = require('../support/tools.js')

/** The header in the buffers of an open connection. These copies are counted, but may outlive the client. */
const SENT = 'authorization: Bearer '

const skip = notRunOffLinux()

test('L15: a client in use holds few copies of its key, and none after close()', { skip }, async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const script = `
    const { CoinPort } = require('coinport')
    const make = () => new CoinPort({ baseUrl: '${baseUrl}', apiKey: String.fromCharCode(${[...Buffer.from(CANARY)]}) })
    let coinport = make()
    const calls = async () => {
      for (let count = 0; count < 20; count += 1) await coinport.getBalances()
    }
    // Overwrites garbage: collected strings stay in memory until it is reused.
    const rest = async () => {
      for (let count = 0; count < 5; count += 1) {
        Array.from({ length: 200_000 }, (_, index) => 'garbage ' + index)
        gc()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    process.stdin.once('data', async () => {
      coinport.close()
      coinport = undefined
      await rest()
      console.log('closed')
      process.stdin.once('data', () => process.exit())
    })
    calls().then(rest).then(() => console.log('live'))`
  const child = spawn(process.execPath, ['--expose-gc', '--eval', script], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const look = async (state) => {
    const [line] = await once(child.stdout, 'data')
    assert.equal(String(line).trim(), state)
    const found = findInMemory(child.pid, CANARY)
    child.stdin.write('go on\n')
    const sent = found.filter((before) => before.endsWith(SENT)).length
    t.diagnostic(`${state}: ${found.length - sent} copies, and ${sent} in what was sent`)
    return { copies: found.length - sent, sent }
  }
  const live = await look('live')
  const closed = await look('closed')
  // The credentials and the redactor hold one each; JavaScript's own strings are the rest.
  assert.ok(live.copies >= 2, 'the search finds what a client must hold')
  assert.ok(live.copies <= 8, `${live.copies} copies`)
  assert.equal(closed.copies, 0)
})
