'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { describe, test } = require('node:test')
const { Worker } = require('node:worker_threads')
const { CoinPort, ConfigError, configure, intentOf, reconcile } = require('coinport')
const { LOST, NEVER, ORDER, fail, failed, loseOrder, startExchange } = require('../support/reconcile.js')
const { cleanEnvironment } = require('../support/script.js')
const { temporaryFolder } = require('../support/temporary-folder.js')

const COINPORT = path.join(__dirname, '..', '..')
const intent = (more) => ({ call: 'createOrder', params: ORDER, sentAt: Date.now(), ...more })

describe('what cannot be reconciled is refused with a name', () => {
  const cases = [
    ['what', undefined],
    ['what', null],
    ['what', 'createOrder'],
    ['what', [intent()]],
    ['what', new Error('socket hang up')],
    ['call', {}],
    ['call', intent({ call: 'getOrders' })],
    ['call', intent({ call: 'toString' })],
    ['call', { ...new Error('x'), name: 'TimeoutError' }],
    ['id', intent({ call: 'cancelOrder', params: {} })],
    ['id', intent({ call: 'cancelOrder', params: {}, key: 1.5 })],
    ['sentAt', intent({ sentAt: undefined })],
    ['sentAt', intent({ sentAt: Math.floor(Date.now() / 1000) })],
    ['sentAt', intent({ sentAt: new Date() })],
    ['sentAt', intent({ sentAt: Date.now() + 60_000 })],
    ['exclude', intent({ exclude: '40123' })],
    ['exclude', intent({ exclude: ['40123'] })],
    ['params', intent({ params: 'x' })],
    ['price', intent({ params: { ...ORDER, price: undefined } })],
    ['price', intent({ params: { ...ORDER, ord_type: 'market' } })],
    ['volume', intent({ params: { ...ORDER, volume: 0.01 } })],
    ['market', intent({ params: { ...ORDER, market: undefined } })],
    ['note', intent({ params: { ...ORDER, note: 'x' } })],
    ['market', intent({ call: 'cancelOrders', params: { market: undefined } })],
  ]
  for (const [index, [option, what]] of cases.entries()) {
    test(`${index}: ${option}`, async (t) => {
      const exchange = await startExchange(t)
      const error = await failed(exchange.coinport.reconcile(what))
      assert.ok(error instanceof ConfigError, String(error))
      assert.equal(error.option, option)
      assert.equal(exchange.sandbox.requests.length, 0)
    })
  }

  test('options', async (t) => {
    const exchange = await startExchange(t)
    for (const options of [
      { wait: -1 },
      { wait: 1.5 },
      { wait: '30' },
      { wait: 2 ** 31 },
      { timeout: 0 },
      { signal: {} },
      { apiKey: 7 },
      { maxRetries: 1 },
    ]) {
      const error = await failed(exchange.coinport.reconcile(intent(), options))
      assert.deepEqual([error.name, error.option], ['ConfigError', Object.keys(options)[0]])
    }
    await assert.rejects(exchange.coinport.reconcile(intent(), 30), { option: 'options' })
  })
})

test('an error of a read, of request() and one of another package have no intent', async (t) => {
  const exchange = await startExchange(t)
  exchange.sandbox.fail({ drop: true, times: 2 })
  const read = await failed(exchange.coinport.getBalances())
  const request = await failed(exchange.coinport.request('POST', 'market/orders', ORDER))
  for (const error of [read, request, new Error('x'), undefined, 7]) assert.equal(intentOf(error), undefined)
  assert.equal(request.outcome, 'unknown')
  await assert.rejects(exchange.coinport.reconcile(request), { option: 'what' })
})

test('an intent is plain JSON that does not change', async (t) => {
  const exchange = await startExchange(t)
  const before = Date.now()
  const error = await loseOrder(exchange)
  const found = intentOf(error)
  assert.deepEqual(JSON.parse(JSON.stringify(found)), { call: 'createOrder', params: ORDER, sentAt: found.sentAt })
  assert.ok(found.sentAt >= before && found.sentAt <= Date.now())
  assert.ok(Object.isFrozen(found) && Object.isFrozen(found.params))
})

test('the call must be reconciled with its own key and base URL', async (t) => {
  const [exchange, other] = [await startExchange(t), await startExchange(t)]
  const error = await loseOrder(exchange)
  const { apiKey, url } = exchange.sandbox
  const another = (options) => {
    const client = new CoinPort({ apiKey, baseUrl: url, ...options })
    t.after(() => client.close())
    return client
  }
  await assert.rejects(other.coinport.reconcile(error), { option: 'what' })
  await assert.rejects(another({ apiKey: 'other' }).reconcile(error), { option: 'what' })
  await assert.rejects(exchange.coinport.reconcile(error, { apiKey: 'other' }), { option: 'what' })
  await assert.rejects(another({ apiKey: () => apiKey }).reconcile(error), { option: 'what' })
  assert.equal((await another().reconcile(error)).verdict, 'done')
  assert.equal((await another({ apiKey: 'other' }).reconcile(error, { apiKey })).verdict, 'done')

  const withFunction = another({ apiKey: () => apiKey })
  const create = () => withFunction.createOrder({ ...ORDER, volume: '0.02' })
  const failedWithFunction = await fail(exchange, { method: 'POST', path: 'market/orders', ...LOST }, create)
  await assert.rejects(exchange.coinport.reconcile(failedWithFunction), { option: 'what' })
  assert.equal((await withFunction.reconcile(failedWithFunction)).verdict, 'done')
})

test('the function uses the default client', async (t) => {
  const exchange = await startExchange(t)
  const error = await loseOrder(exchange)
  configure({ apiKey: exchange.sandbox.apiKey, baseUrl: exchange.baseUrl })
  const { verdict, result } = await reconcile(error)
  assert.deepEqual([verdict, result.id], ['done', exchange.sandbox.orders[0].id])
})

describe('it ends early', () => {
  test('when its signal is aborted, before, while it reads and while it waits', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, ORDER, NEVER)
    const reason = new Error('enough')
    const rejects = (finding) => assert.rejects(finding, { name: 'CanceledError', cause: reason })
    await rejects(exchange.coinport.reconcile(error, { signal: AbortSignal.abort(reason) }))

    exchange.sandbox.fail({ path: 'public/timestamp', silent: true })
    for (const arrives of ['public/timestamp', 'market/orders']) {
      const controller = new AbortController()
      exchange.sandbox.requests.length = 0
      const finding = exchange.coinport.reconcile(error, { signal: controller.signal })
      while (!exchange.sandbox.requests.some((request) => request.path === arrives)) await new Promise(setImmediate)
      for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate)
      controller.abort(reason)
      await rejects(finding)
    }
  })

  test('when the client is closed', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, ORDER, NEVER)
    const finding = exchange.coinport.reconcile(error)
    while (!exchange.sandbox.requests.some(({ method }) => method === 'GET')) await new Promise(setImmediate)
    exchange.coinport.close()
    await assert.rejects(finding, { code: 'ERR_CLIENT_CLOSED' })
    await assert.rejects(exchange.coinport.reconcile(error), { code: 'ERR_CLIENT_CLOSED' })
  })

  test('a look is cut off at its timeout', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    exchange.sandbox.fail({ method: 'GET', path: 'market/orders', silent: true })
    const finding = exchange.coinport.reconcile(error, { wait: 0, timeout: 300 })
    await assert.rejects(finding, { code: 'ECONNABORTED' })
  })

  test('its error shows where it was called', async (t) => {
    const exchange = await startExchange(t)
    async function reconcileHere() {
      return await exchange.coinport.reconcile({})
    }
    assert.match((await failed(reconcileHere())).stack, /reconcileHere/)
  })
})

describe('stored intents', () => {
  test('are found by another process after SIGKILL', async (t) => {
    const exchange = await startExchange(t)
    const file = path.join(temporaryFolder(t), 'intent.json')
    const script = `
      const { CoinPort } = require(${JSON.stringify(COINPORT)})
      const { writeFileSync } = require('node:fs')
      const coinport = new CoinPort(JSON.parse(process.argv[2]))
      const intent = { call: 'createOrder', params: ${JSON.stringify(ORDER)}, sentAt: Date.now() }
      writeFileSync(process.argv[1], JSON.stringify(intent))
      coinport.createOrder(intent.params)`
    exchange.sandbox.fail({ method: 'POST', path: 'market/orders', after: 'accepted', silent: true })
    const options = JSON.stringify({ apiKey: exchange.sandbox.apiKey, baseUrl: exchange.baseUrl })
    const child = spawn(process.execPath, ['-e', script, file, options], { env: cleanEnvironment(), stdio: 'inherit' })
    const exited = once(child, 'exit')
    while (!exchange.sandbox.requests.some(({ method }) => method === 'POST')) await new Promise(setImmediate)
    child.kill('SIGKILL')
    assert.equal((await exited)[1], 'SIGKILL')
    const stored = JSON.parse(readFileSync(file, 'utf8'))
    const { verdict, result } = await exchange.find(stored)
    assert.deepEqual([verdict, result.id], ['done', exchange.sandbox.orders[0].id])
  })

  for (const placed of [0, 1, 2]) {
    test(`twins, of which ${placed} were placed, are reconciled at the same time`, async (t) => {
      const exchange = await startExchange(t)
      const sentAt = Date.now()
      for (let count = 0; count < placed; count += 1) await exchange.send('POST', 'market/orders', ORDER)
      const twins = [intent({ sentAt }), intent({ sentAt })]
      const verdicts = await Promise.all(twins.map((twin) => exchange.find(twin, { wait: 2_000 })))
      const found = verdicts.flatMap(({ verdict, result }) => (verdict === 'done' ? [result.id] : []))
      assert.equal(new Set(found).size, placed)
      assert.equal(verdicts.filter(({ verdict }) => verdict === 'not_done').length, 2 - placed)
      // Again, with the same objects.
      for (const [index, twin] of twins.entries()) {
        const again = await exchange.find(twin, { wait: 0 })
        assert.equal(again.result?.id, verdicts[index].result?.id)
      }
    })
  }

  test('that belong to a call of this process are not counted twice', async (t) => {
    const exchange = await startExchange(t)
    const stored = intent({ sentAt: Date.now() - 1 })
    await loseOrder(exchange)
    await exchange.send('POST', 'market/orders', ORDER)
    assert.equal((await exchange.find(stored)).verdict, 'ambiguous')
  })

  test('of a call that is still running wait for its end', async (t) => {
    const exchange = await startExchange(t)
    const stored = intent({ sentAt: Date.now() - 1 })
    exchange.sandbox.fail({ method: 'POST', path: 'market/orders', after: 'accepted', silent: true })
    const stop = new AbortController()
    const running = failed(exchange.coinport.createOrder(ORDER, { signal: stop.signal }))
    while (exchange.sandbox.requests.length === 0) await new Promise(setImmediate)
    const finding = exchange.find(stored, { wait: 0 })
    while (exchange.time.pauses.length < 3) await new Promise(setImmediate)
    stop.abort()
    assert.equal((await running).outcome, 'unknown')
    assert.equal((await finding).result.id, exchange.sandbox.orders[0].id)
  })
})

describe('worker threads share what is known', () => {
  const SCRIPT = `
    const { workerData, parentPort } = require('node:worker_threads')
    const { CoinPort } = require(workerData.coinport)
    const coinport = new CoinPort(workerData.options)
    coinport.createOrder(workerData.order).then(({ id }) => parentPort.postMessage(id), ({ outcome }) => parentPort.postMessage(outcome))
    parentPort.on('message', () => coinport.close())`

  const place = (exchange) => {
    const options = { apiKey: exchange.sandbox.apiKey, baseUrl: exchange.baseUrl }
    const workerData = { coinport: COINPORT, options, order: ORDER }
    return new Worker(SCRIPT, { eval: true, workerData })
  }

  test('an order that a worker has placed is not taken for one that failed', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange, ORDER, NEVER)
    const worker = place(exchange)
    const [id] = await once(worker, 'message')
    await worker.terminate()
    assert.equal(id, exchange.sandbox.orders[0].id)
    assert.equal((await exchange.find(error, { wait: 0 })).verdict, 'not_done')
  })

  test('an order of a worker that is running is waited for, and counts once it has failed', async (t) => {
    const exchange = await startExchange(t)
    const error = await loseOrder(exchange)
    exchange.sandbox.fail({ method: 'POST', path: 'market/orders', after: 'accepted', silent: true })
    const worker = place(exchange)
    while (exchange.sandbox.requests.length < 2) await new Promise(setImmediate)
    const finding = exchange.find(error, { wait: 0 })
    while (exchange.time.pauses.length < 3) await new Promise(setImmediate)
    const message = once(worker, 'message')
    worker.postMessage('close')
    assert.deepEqual(await message, ['unknown'])
    assert.equal((await finding).verdict, 'done')
    await worker.terminate()
  })
})
