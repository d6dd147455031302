const assert = require('node:assert/strict')
const { once } = require('node:events')
const { after, before, describe, test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { runCommand, runShell, startCommand } = require('../support/command.js')
const { notRunOnWindows } = require('../support/tools.js')

let sandbox
let env
before(async () => {
  sandbox = await startSandbox()
  env = { COINPORT_BASE_URL: sandbox.url }
})
after(() => sandbox.close())

describe('output that ends early or goes on', { concurrency: 3 }, () => {
  for (const line of ['coinport tickers | head -1', 'coinport tickers --watch --interval 1 btcaud | head -3']) {
    test(`a reader may close the pipe early: ${line}`, { skip: notRunOnWindows() }, async () => {
      const { code, stdout, stderr } = await runShell(line, { env })
      assert.deepEqual([code, stderr], [0, ''])
      assert.match(stdout, /^market/)
    })
  }

  test('--watch --json prints each reading on a line', { skip: notRunOnWindows() }, async () => {
    const { code, stdout } = await runShell('coinport tickers btcaud --watch --interval 1 --json | head -2', { env })
    const readings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).btcaud.ticker.last)
    assert.deepEqual([code, readings.length], [0, 2])
    assert.notEqual(readings[0], readings[1])
  })

  test('--watch ends if the first reading fails, and goes on after a later failure', {
    skip: notRunOnWindows(),
  }, async (t) => {
    const down = await startSandbox()
    t.after(() => down.close())
    const its = { COINPORT_BASE_URL: down.url }
    down.fail({ path: 'public/markets/tickers', status: 422, body: { errors: ['first'] } })
    assert.equal((await runCommand(['tickers', '--watch'], { env: its })).code, 1)

    const child = startCommand(['tickers', 'btcaud', '--watch', '--interval', '1'], { env: its })
    t.after(() => child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    down.fail({ path: 'public/markets/tickers', status: 422, body: { errors: ['later'] } })
    const [shown] = await once(child.stderr, 'data')
    assert.match(String(shown), /^coinport: Request failed with status code 422: later/)
    assert.match(String((await once(child.stdout, 'data'))[0]), /^btcaud/)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM'])
  })
})
