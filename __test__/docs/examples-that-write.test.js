'use strict'

const assert = require('node:assert/strict')
const { existsSync, readFileSync } = require('node:fs')
const path = require('node:path')
const { describe, test } = require('node:test')
const { CoinPort } = require('coinport')
const { startExample } = require('../support/example.js')
const { createClock, start } = require('../support/sandbox.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { notRunOnWindows } = require('../support/tools.js')

const SIGNALS = { skip: notRunOnWindows() }
const isOpen = ({ state }) => state === 'wait' || state === 'pending'
/** A market in which nobody else trades. */
const stillMarket = () => ({ clock: createClock(Date.now()) })
const CREATE = { method: 'POST', path: 'market/orders' }

/** A sandbox, `run` to start an example with its key, and `placed` for the orders that were added. */
async function prepare(t, options) {
  const { sandbox } = await start(t, { balances: { aud: '100000', btc: '1' }, ...options })
  const past = new Set(sandbox.orders.map(({ id }) => id))
  const placed = () => sandbox.orders.filter(({ id }) => !past.has(id))
  const env = { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey }
  const run = (file, more) => startExample(t, file, { env, ...more })
  return { sandbox, run, placed, client: new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey }) }
}

const sent = (sandbox, { method, path }) =>
  sandbox.requests.filter((request) => request.method === method && request.path === path)

describe('place-order.js', { concurrency: 2 }, () => {
  for (const { title, args, fault, code = 0, stdout = /^$/, stderr = /^$/, bodies, orders } of [
    {
      title: 'waits until its order is filled',
      args: ['btcaud', '500', '200000'],
      stdout: /^order (\d+): 0\.0025 at 200000\.0\norder \1: done, bought 0\.0025 at \d+\.\d+\n$/,
      bodies: ['{"market":"btcaud","side":"buy","volume":"0.002500","price":"200000.00"}'],
      orders: 1,
    },
    {
      title: 'never costs more than the money',
      args: ['btcaud', '100', '180000.999'],
      stdout: /done/,
      bodies: ['{"market":"btcaud","side":"buy","volume":"0.000555","price":"180000.99"}'],
      orders: 1,
    },
    {
      title: 'finds an order whose response was lost',
      args: ['btcaud', '500', '200000'],
      fault: { ...CREATE, after: 'accepted', drop: true },
      stdout: /^order (\d+): .*\norder \1: done/,
      stderr: /: looking for the order\n$/,
      orders: 1,
    },
    {
      title: 'says that an order was refused',
      args: ['btcaud', '99999999', '100000'],
      code: 1,
      stderr: /^Request failed with status code 422: market\.account\.insufficient_balance .+\n$/,
      orders: 0,
    },
    {
      title: 'sends no order that the market does not take',
      args: ['btcaud', '0.0000001', '200000'],
      code: 1,
      stderr: /^volume 0\.0+: the market's min is 0\.0+1 \n$/,
      bodies: [],
      orders: 0,
    },
    { title: 'knows no such market', args: ['nope', '1', '1'], code: 1, stderr: /^there is no market nope/, orders: 0 },
  ]) {
    test(title, async (t) => {
      const { sandbox, run, placed } = await prepare(t)
      if (fault) sandbox.fail(fault)
      const ran = await run('place-order.js', { args }).ended
      assert.equal(ran.code, code, ran.stderr)
      assert.match(ran.stdout, stdout)
      assert.match(ran.stderr, stderr)
      if (bodies) {
        assert.deepEqual(
          sent(sandbox, CREATE).map(({ body }) => body),
          bodies,
        )
      }
      assert.equal(placed().length, orders)
    })
  }

  test('cancels its order on SIGTERM, also one that is still pending', SIGNALS, async (t) => {
    const { sandbox, run } = await prepare(t, { orderDelay: 1500 })
    const { child, until, ended } = run('place-order.js', { args: ['btcaud', '500', '100000'] })
    await until(/^order/)
    child.kill('SIGTERM')
    const { code, stdout, stderr } = await ended
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /: cancel, bought 0\.0 at 0\.0\n$/)
    assert.deepEqual(sandbox.orders.filter(isOpen), [])
  })
})

describe('market-maker.js and watchdog.js', { concurrency: 3 }, () => {
  const MAKER = ['btcaud', '0.001']
  const WATCHED = ['btcaud', path.join(__dirname, '../../examples/market-maker.js'), ...MAKER]
  const BOTH_SIDES = /buy .+\n.+sell /

  test('the maker keeps one order on each side and moves it with the market', SIGNALS, async (t) => {
    const { sandbox, run, client } = await prepare(t, stillMarket())
    // Orders of the account from before count too: this one is far from the market.
    const { id } = await client.createOrder({ market: 'btcaud', side: 'buy', volume: '0.001', price: '100000' })
    const { child, until, ended } = run('market-maker.js', { args: MAKER })
    await until(/buy .+ at /)
    const open = sandbox.orders.filter(isOpen)
    assert.deepEqual(open.map(({ side }) => side).sort(), ['buy', 'sell'])
    assert.equal(sandbox.orders.find((order) => order.id === id).state, 'cancel')
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    assert.deepEqual([code, stderr], [0, ''])
    assert.deepEqual(sandbox.orders.filter(isOpen), [])
    // The second look is a few seconds after the first.
    assert.equal(sent(sandbox, { method: 'POST', path: 'market/orders/cancel' }).length >= 2, true)
  })

  test('the maker places nothing while it does not know what a lost call did', SIGNALS, async (t) => {
    const { sandbox, run, placed } = await prepare(t, stillMarket())
    sandbox.fail({ ...CREATE, after: 'accepted', drop: true })
    const { child, until, ended } = run('market-maker.js', { args: MAKER })
    await until(/a lost order: done/)
    await until(/sell .+ at /)
    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
    const ends = placed().map(({ side, state }) => `${side} ${state}`)
    assert.deepEqual(ends.sort(), ['buy cancel', 'sell cancel'])
  })

  for (const [title, victim] of [
    ['the watchdog cancels what a killed maker has left', 'maker'],
    ['the maker stops and cancels when the watchdog is killed', 'watchdog'],
  ]) {
    test(title, SIGNALS, async (t) => {
      const { sandbox, run } = await prepare(t, stillMarket())
      const { child, until, ended } = run('watchdog.js', { args: WATCHED })
      const [, pid] = await until(/runs as process (\d+)/)
      t.after(() => signal(Number(pid), 'SIGKILL'))
      await until(BOTH_SIDES)
      assert.equal(sandbox.orders.filter(isOpen).length, 2)
      process.kill(victim === 'maker' ? Number(pid) : child.pid, 'SIGKILL')
      // The maker has the pipes of the watchdog, which close when both have ended.
      const { code, stderr } = await ended
      assert.equal(code, victim === 'maker' ? 1 : 'SIGKILL')
      assert.equal(/SIGKILL.*: canceling all orders of btcaud/.test(stderr), victim === 'maker')
      assert.deepEqual(sandbox.orders.filter(isOpen), [])
    })
  }

  test('the watchdog passes SIGTERM on', SIGNALS, async (t) => {
    const { sandbox, run } = await prepare(t)
    const { child, until, ended } = run('watchdog.js', { args: WATCHED })
    await until(BOTH_SIDES)
    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
    assert.deepEqual(sandbox.orders.filter(isOpen), [])
  })
})

describe('withdraw.js', { concurrency: 3 }, () => {
  const WITHDRAW = { method: 'POST', path: 'account/withdraws' }

  async function prepareWithdraw(t) {
    const { sandbox, run, client } = await prepare(t)
    const [{ id }] = await client.getBeneficiaries({ currency: 'btc' })
    const cwd = temporaryFolder(t)
    const before = (await client.getWithdraws({ currency: 'btc' })).length
    return {
      sandbox,
      file: path.join(cwd, 'withdraw-intent.json'),
      run: () => run('withdraw.js', { args: ['btc', '0.05', String(id)], cwd }),
      withdrawn: async () => (await client.getWithdraws({ currency: 'btc' })).length - before,
    }
  }

  const answer = async ({ child, until }, code) => {
    await until(/One-time password: /)
    child.stdin.write(`${code}\n`)
  }

  test('asks for the code last, and for another one if it begins with 0', async (t) => {
    const { sandbox, file, run, withdrawn } = await prepareWithdraw(t)
    const example = run()
    await answer(example, '012345')
    await example.until(/The next code: /)
    example.child.stdin.write(`${sandbox.otp()}\n`)
    const { code, stdout, stderr } = await example.ended
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^withdrawal \d+: 0\.05 btc, accepted\n$/)
    assert.equal(await withdrawn(), 1)
    assert.equal(existsSync(file), false)
  })

  test('says why it was refused, and leaves nothing to settle', async (t) => {
    const { file, run, withdrawn } = await prepareWithdraw(t)
    const example = run()
    await answer(example, '123456')
    const { code, stderr } = await example.ended
    assert.equal(code, 1)
    assert.match(stderr, /422: account\.withdraw\.invalid_otp/)
    assert.deepEqual([existsSync(file), await withdrawn()], [false, 0])
  })

  test('finds a withdrawal whose response was lost', async (t) => {
    const { sandbox, file, run, withdrawn } = await prepareWithdraw(t)
    sandbox.fail({ ...WITHDRAW, after: 'accepted', drop: true })
    const example = run()
    await answer(example, sandbox.otp())
    const { code, stdout, stderr } = await example.ended
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^withdrawal \d+: 0\.05 btc, \w+\n$/)
    assert.deepEqual([existsSync(file), await withdrawn()], [false, 1])
  })

  test('settles what a killed run has left, and sends nothing more', async (t) => {
    const { sandbox, file, run, withdrawn } = await prepareWithdraw(t)
    sandbox.fail({ ...WITHDRAW, after: 'accepted', silent: true })
    const first = run()
    const otp = sandbox.otp()
    await answer(first, otp)
    while ((await withdrawn()) === 0);
    first.child.kill('SIGKILL')
    await first.ended
    assert.equal(readFileSync(file, 'utf8').includes(otp), false)

    const { code, stdout, stderr } = await run().ended
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^withdrawal \d+: 0\.05 btc, \w+\n$/)
    assert.deepEqual([existsSync(file), await withdrawn(), sent(sandbox, WITHDRAW).length], [false, 1, 1])
  })
})

/** Sends a signal to a process that may have ended. */
function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
