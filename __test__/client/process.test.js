const assert = require('node:assert/strict')
const { test } = require('node:test')
const { runScript } = require('../support/script.js')
const { serve, BALANCES, TICKERS } = require('../support/server.js')
const { notRunOffLinux } = require('../support/tools.js')

const either = (request) => (request.url.includes('tickers') ? TICKERS : BALANCES)

test('require and import export the same names', async () => {
  const required = await runScript("console.log(JSON.stringify(Object.keys(require('coinport')).sort()))")
  const imported = await runScript(
    "import * as all from 'coinport'; console.log(JSON.stringify(Object.keys(all).filter((name) => name !== 'default').sort()))",
    { module: true },
  )
  const names = JSON.parse(required.stdout)
  assert.deepEqual(
    JSON.parse(imported.stdout).filter((name) => name !== 'module.exports'),
    names,
  )
  for (const name of ['getBalances', 'getTickers', 'request', 'configure', 'CoinPort', 'ConfigError'])
    assert.ok(names.includes(name), name)
})

const skip = notRunOffLinux()
test('require starts nothing: no thread, no socket', { skip }, async () => {
  const script = `
    const { readdirSync } = require('node:fs')
    const count = () => [readdirSync('/proc/self/task').length, readdirSync('/proc/self/fd').length]
    const before = count()
    const { CoinPort } = require('coinport')
    new CoinPort({ apiKey: 'key' })
    console.log(JSON.stringify([before, count()]))`
  const [before, after] = JSON.parse((await runScript(script)).stdout)
  assert.deepEqual(after, before)
})

test('two worker threads call at once', async (t) => {
  const { baseUrl, requests } = await serve(t, either)
  const script = `
    const { Worker, isMainThread, parentPort } = require('node:worker_threads')
    const work = \`
      const { getBalances, getTickers } = require('coinport')
      Promise.all([getBalances(), getTickers()]).then(([rows, tickers]) =>
        require('node:worker_threads').parentPort.postMessage(rows.length + Object.keys(tickers).length))\`
    const run = () => new Promise((resolve, reject) => new Worker(work, { eval: true }).on('message', resolve).on('error', reject))
    Promise.all([run(), run()]).then((sums) => console.log(sums.join()))`
  const { stdout, stderr, code } = await runScript(script, {
    env: { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' },
  })
  assert.deepEqual([stdout, stderr, code], ['2,2\n', '', 0])
  assert.equal(requests.length, 4)
})

test('terminating a worker cancels its pending request, and the process goes on', async (t) => {
  const { baseUrl, server } = await serve(t, () => undefined)
  const ended = new Promise((resolve) => server.once('request', (request) => request.socket.once('close', resolve)))
  const script = `
    const { Worker } = require('node:worker_threads')
    const worker = new Worker("require('coinport').getTickers()", { eval: true })
    const http = require('node:http')
    process.stdin.once('data', () => worker.terminate().then(() => console.log('ended')))`
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, ['--eval', script], {
    cwd: `${__dirname}/../..`,
    env: { ...process.env, COINPORT_BASE_URL: baseUrl },
  })
  server.once('request', () => child.stdin.end('go'))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  await ended
  assert.equal(code, 0)
})

test('an idle process exits within 100 ms of its last result, even with open connections', async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const script = `
    process.on('exit', () => console.log(Math.round(performance.now() - done)))
    let done
    require('coinport').getTickers().then(() => { done = performance.now() })`
  const { stdout, code } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl } })
  assert.equal(code, 0)
  assert.ok(Number(stdout) < 100, `${stdout} ms`)
})

test('a pending call keeps Node alive', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => {
    setTimeout(() => response.end(TICKERS), 300)
  })
  const script = "require('coinport').getTickers().then((tickers) => console.log(Object.keys(tickers).length))"
  assert.equal((await runScript(script, { env: { COINPORT_BASE_URL: baseUrl } })).stdout, '1\n')
})

test('process.exit with a thousand calls pending exits at once', async (t) => {
  const { baseUrl } = await serve(t, () => undefined)
  const script = `
    const { CoinPort } = require('coinport')
    const coinport = new CoinPort({ rateLimit: false })
    for (let index = 0; index < 1000; index += 1) coinport.getTickers()
    setTimeout(() => process.exit(0), 50)`
  const { code, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl } })
  assert.deepEqual([code, stderr], [0, ''])
})

test('100 clients share one pool', async (t) => {
  const { baseUrl, connections } = await serve(t, TICKERS)
  const { CoinPort } = require('coinport')
  for (let index = 0; index < 100; index += 1) await new CoinPort({ baseUrl, apiKey: `key-${index}` }).getTickers()
  // A second connection is opened if a call begins before the first is free again.
  assert.ok(connections() <= 3, `${connections()} connections`)
})

test('two keys on one pool never mix', async (t) => {
  const { baseUrl } = await serve(t, (request) =>
    BALANCES.replace('btc', request.headers.authorization.slice('Bearer '.length)),
  )
  const { CoinPort } = require('coinport')
  const clients = ['a', 'b'].map((apiKey) => [apiKey, new CoinPort({ baseUrl, apiKey, rateLimit: false })])
  const calls = Array.from({ length: 500 }, (_, index) => clients[index % 2])
  const rows = await Promise.all(calls.map(([, coinport]) => coinport.getBalances()))
  assert.deepEqual(
    rows.map(([{ currency }]) => currency),
    calls.map(([apiKey]) => apiKey),
  )
})

test('a first call that fails to start does not keep Node alive', async () => {
  const script = `
    const completionQueue = require('./lib/native/completion-queue.js')
    try {
      completionQueue.start(() => { throw new Error('no threads') }, () => {})
    } catch (error) {
      console.log(error.message)
    }`
  const { stdout, code } = await runScript(script)
  assert.deepEqual([stdout, code], ['no threads\n', 0])
})
