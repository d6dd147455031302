'use strict'

// What is left when the last client is closed.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { cleanEnvironment, runScript, ROOT } = require('../support/script.js')
const { serve, TICKERS } = require('../support/server.js')

test('jest reports no open handle after close()', async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const rootDir = path.join(__dirname, 'jest')
  // No transform: to compile all files of this package takes seconds.
  const config = { rootDir, testMatch: ['**/open-handles.js'], transform: {}, watchman: false, testTimeout: 60_000 }
  const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js')
  const run = [jest, '--config', JSON.stringify(config), '--detectOpenHandles']
  const options = { cwd: ROOT, env: { ...cleanEnvironment(), COINPORT_BASE_URL: baseUrl } }
  const output = await new Promise((resolve) => {
    execFile(process.execPath, run, options, (_error, stdout, stderr) => resolve(stdout + stderr))
  })
  assert.match(output, /Tests: +1 passed/)
  assert.doesNotMatch(output, /open handle|napi_rs/, output)
})

test('a process that closes its last client can make calls with another one', async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const script = `
    const { CoinPort } = require('coinport')
    const { createHook } = require('node:async_hooks')
    const handles = new Set()
    createHook({
      init: (id, type) => type.startsWith('napi_rs') && handles.add(id),
      destroy: (id) => handles.delete(id),
    }).enable()
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    async function main() {
      const counts = []
      for (let round = 0; round < 3; round += 1) {
        const clients = [new CoinPort(), new CoinPort()]
        // A text becomes known in the second call, and comes as known in the third.
        for (let count = 0; count < 4; count += 1) await Promise.all(clients.map((client) => client.getTickers()))
        const { btcaud } = await clients[0].getTickers()
        clients[0].close()
        clients[0].close()
        counts.push(handles.size, btcaud.ticker.high)
        // The response to a canceled call may come later, or never.
        const canceled = clients[1].getTickers().catch(({ code }) => code)
        clients[1].close()
        counts.push(await canceled)
        for (let count = 0; count < 100_000 && handles.size > 0; count += 1) await turn()
        counts.push(handles.size)
      }
      console.log(counts.join())
    }
    main()`
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl } })
  assert.equal(stdout, `${Array(3).fill('2,2.0,ERR_CLIENT_CLOSED,0').join()}\n`, stderr)
})
