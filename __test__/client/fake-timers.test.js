'use strict'

// Test runners replace the timers and clocks of JavaScript. Calls do not depend on them.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { describe, test } = require('node:test')
const { cleanEnvironment, runScript, ROOT } = require('../support/script.js')
const { serve, BALANCES, TICKERS } = require('../support/server.js')

const KINDS = {
  '@sinonjs/fake-timers': `
    let clock
    const replace = () => { clock = require('@sinonjs/fake-timers').install({ now: 5 }) }
    const restore = () => clock.uninstall()`,
  'node:test': `
    const { mock } = require('node:test')
    const replace = () => mock.timers.enable()
    const restore = () => mock.timers.reset()`,
  removed: `
    const names = ['setImmediate', 'setTimeout', 'setInterval', 'clearTimeout', 'queueMicrotask', 'performance']
    const kept = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
    const replace = () => { for (const name of names) delete globalThis[name] }
    const restore = () => names.forEach((name, index) => Object.defineProperty(globalThis, name, kept[index]))`,
}

const MOMENTS = {
  'before the package is loaded': `
    replace(); load(); await calls(); restore(); await calls()`,
  'after the package is loaded': `
    load(); replace(); await calls(); restore(); await calls()`,
  'after the first calls': `
    load(); await calls(); replace(); await calls(); restore(); await calls()`,
  'while calls are pending': `
    load(); let pending = calls(); replace(); await pending
    pending = calls(); restore(); await pending`,
}

/** A server that replies to all paths but one. */
const startServer = (t) =>
  serve(t, ({ url }) => {
    if (url.endsWith('/tickers')) return TICKERS
    return url.includes('/balances') ? BALANCES : undefined
  })

describe('replaced timers', { concurrency: 4 }, () => {
  for (const [kind, definition] of Object.entries(KINDS)) {
    for (const [moment, steps] of Object.entries(MOMENTS)) {
      test(`calls end if timers are replaced ${moment}: ${kind}`, async (t) => {
        const { baseUrl } = await startServer(t)
        const script = `
          ${definition}
          let coinport, hanging
          function load() {
            const { CoinPort } = require('coinport')
            coinport = new CoinPort({ apiKey: async () => 'key', rateLimit: false })
            hanging = new CoinPort({ apiKey: () => new Promise(() => {}), timeout: 500 })
          }
          // Many at once, so that completions come in batches; the last two end only by their timeout.
          async function calls() {
            const ended = await Promise.all([
              ...Array.from({ length: 200 }, () => coinport.getTickers()),
              ...Array.from({ length: 10 }, () => coinport.getBalances()),
              coinport.getMe({}, { timeout: 500 }).catch(({ code }) => code),
              hanging.getMe().catch(({ code, phase }) => code + phase),
            ])
            const late = ended.splice(-2)
            if (late.join() !== 'ECONNABORTED,ECONNABORTEDcredentials') throw new Error(late.join())
          }
          async function main() { ${steps} }
          main().then(() => console.log('all ended'))`
        const { stdout, stderr, code } = await runScript(script, {
          env: { COINPORT_BASE_URL: baseUrl },
          timeout: 20_000,
        })
        assert.equal(stdout, 'all ended\n', `${code} ${stderr}`)
      })
    }
  }

  test('moving the clock during a key function does not use up the timeout', async (t) => {
    const { baseUrl } = await startServer(t)
    const script = `
      const clock = require('@sinonjs/fake-timers').install({ now: 5 })
      const { CoinPort } = require('coinport')
      const fields = []
      const logger = { debug: (message, given) => fields.push(given) }
      logger.info = logger.warn = logger.error = logger.debug
      const apiKey = async () => { clock.tick(60_000); return 'key' }
      new CoinPort({ apiKey, logger, timeout: 30_000 }).getBalances().then(() => {
        console.log(fields.length, fields[0].duration >= 0 && fields[0].duration < 30_000)
      })`
    const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl }, timeout: 20_000 })
    assert.equal(stdout, '1 true\n', stderr)
  })

  for (const environment of ['node', './bare-environment.js']) {
    test(`calls end with jest's fake timers in the environment ${environment}`, async (t) => {
      const { baseUrl } = await startServer(t)
      const config = { rootDir: 'jest', testMatch: ['**/*.suite.js'], transform: {}, watchman: false }
      const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js')
      const args = [jest, '--config', JSON.stringify({ ...config, testEnvironment: environment }), '--runInBand']
      const env = { ...cleanEnvironment(), COINPORT_BASE_URL: baseUrl }
      const { code, stderr } = await new Promise((resolve) => {
        execFile(process.execPath, args, { cwd: __dirname, env, timeout: 120_000 }, (error, _stdout, stderr) =>
          resolve({ code: error ? (error.code ?? error.signal) : 0, stderr }),
        )
      })
      assert.equal(code, 0, stderr)
      assert.match(stderr, /^Tests: +9 passed, 9 total$/m)
    })
  }
})
