'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort } = require('coinport')
const { FULL } = require('../support/counts.js')
const { ROOT, runScript } = require('../support/script.js')
const { serve, BALANCES, TICKERS } = require('../support/server.js')
const { notRunOffLinux } = require('../support/tools.js')

// Many workers, clients, calls and signals in one process. Single cases are in process.test.js and cancel-and-close.test.js.

const silent = (t) => serve(t, () => undefined)
/** With the full counts a script may take minutes. */
const timeout = FULL ? 600_000 : 60_000
const environment = (baseUrl) => ({ COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' })

/** Waits until at most `most` sockets are open. Returns how long that took. */
async function drained(sockets, most, milliseconds) {
  const started = performance.now()
  while (sockets.size > most && performance.now() - started < milliseconds) await wait(10)
  assert.ok(sockets.size <= most, `${sockets.size} sockets are open after ${milliseconds} ms`)
  return performance.now() - started
}

test('ending workers drops their requests, and the process continues', async (t) => {
  const { baseUrl, sockets, requests } = await silent(t)
  const workers = FULL ? 1000 : 50
  const script = `
    const { Worker } = require('node:worker_threads')
    const { setTimeout: wait } = require('node:timers/promises')
    const work = \`
      const { CoinPort } = require('coinport')
      const coinport = new CoinPort({ rateLimit: false })
      for (let call = 0; call < 5; call += 1) coinport.getTickers()
      require('node:worker_threads').parentPort.postMessage('called')\`
    const one = async () => {
      const worker = new Worker(work, { eval: true })
      worker.on('error', (error) => console.error(error))
      await new Promise((resolve) => worker.once('message', resolve))
      await wait(Math.random() * 50)
      await worker.terminate()
    }
    let left = ${workers}
    const several = async () => { while (left-- > 0) await one() }
    Promise.all([several(), several(), several(), several()]).then(async () => {
      console.log('ended')
      process.stdin.resume()
    })`
  const child = spawn(process.execPath, ['--eval', script], {
    cwd: ROOT,
    env: { ...process.env, ...environment(baseUrl) },
  })
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  // The process is still running, so it is the end of the workers that closes the connections.
  const took = await drained(sockets, 0, 1000)
  child.stdin.end()
  assert.deepEqual([...(await exited), complaints], [0, null, ''])
  t.diagnostic(`${workers} workers with ${requests.length} requests; the last socket ended after ${took.toFixed(0)} ms`)
  assert.ok(requests.length > workers, 'some were ended in the middle of a request')
})

test('an addon that is loaded only by workers keeps the same few threads over many rounds', {
  skip: notRunOffLinux(),
}, async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const [workers, rounds] = FULL ? [64, 50] : [8, 4]
  const script = `
    const { readdirSync } = require('node:fs')
    const { Worker } = require('node:worker_threads')
    const threads = () => readdirSync('/proc/self/task').length
    const work = \`
      const { getBalances } = require('coinport')
      const { parentPort } = require('node:worker_threads')
      Promise.all([getBalances(), getBalances()]).then((all) => parentPort.postMessage(all.length))\`
    const run = () => new Promise((resolve, reject) => {
      let responses = 0
      new Worker(work, { eval: true }).on('message', (count) => { responses = count }).on('error', reject).on('exit', () => resolve(responses))
    })
    async function main() {
      const counts = []
      let responses = 0
      for (let round = 0; round < ${rounds}; round += 1) {
        const all = await Promise.all(Array.from({ length: ${workers} }, run))
        responses += all.reduce((sum, count) => sum + count, 0)
        counts.push(threads())
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
      console.log(JSON.stringify({ responses, first: counts[0], last: counts.at(-1) }))
    }
    main()`
  const { stdout, stderr, code } = await runScript(script, { env: environment(baseUrl), timeout })
  assert.deepEqual([stderr, code], ['', 0])
  const { responses, first, last } = JSON.parse(stdout)
  t.diagnostic(
    `${responses} responses in ${workers} workers and ${rounds} rounds; ${first} threads at first, ${last} at last`,
  )
  assert.equal(responses, 2 * workers * rounds)
  assert.ok(last <= first + 4, `${first} threads grew to ${last}`)
})

test('calls that share one signal: one listener while they run, none afterwards', async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const script = `
    const { getEventListeners } = require('node:events')
    const { CoinPort } = require('coinport')
    async function main() {
      const coinport = new CoinPort({ rateLimit: false })
      const { signal } = new AbortController()
      let left = ${FULL ? 100_000 : 2000}
      let most = 0
      const several = async () => {
        while (left-- > 0) {
          const call = coinport.getTickers({}, { signal })
          most = Math.max(most, getEventListeners(signal, 'abort').length)
          await call
        }
      }
      await Promise.all(Array.from({ length: 256 }, several))
      console.log(most, getEventListeners(signal, 'abort').length)
    }
    main()`
  const { stdout, stderr } = await runScript(script, { env: environment(baseUrl), timeout, args: ['--trace-warnings'] })
  assert.deepEqual([stdout, stderr], ['1 0\n', ''])
})

test('one signal ends ten thousand calls, in flight and queued', async (t) => {
  const { baseUrl, sockets } = await silent(t)
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  const abort = new AbortController()
  const calls = Array.from({ length: 10_000 }, () => coinport.getTickers({}, { signal: abort.signal }))
  const reason = new Error('enough')
  setTimeout(() => abort.abort(reason), 200)
  const ended = await Promise.allSettled(calls)
  assert.ok(ended.every((end) => end.reason?.code === 'ERR_CANCELED' && end.reason.cause === reason))
  await drained(sockets, 0, 1000)
})

test('the socket of a call that ends early is closed within a second', async (t) => {
  const { baseUrl, server, sockets } = await silent(t)
  const ways = {
    abort: () => {
      const abort = new AbortController()
      const call = new CoinPort({ baseUrl, rateLimit: false }).getTickers({}, { signal: abort.signal })
      return [call, () => abort.abort()]
    },
    timeout: () => [new CoinPort({ baseUrl, rateLimit: false }).getTickers({}, { timeout: 300 }), () => {}],
    close: () => {
      const coinport = new CoinPort({ baseUrl, rateLimit: false })
      return [coinport.getTickers(), () => coinport.close()]
    },
  }
  for (const [name, make] of Object.entries(ways)) {
    const made = Array.from({ length: 30 }, make)
    for (let arrived = 0; arrived < made.length; arrived += 1) await once(server, 'request')
    assert.equal(sockets.size, made.length)
    for (const [, abandon] of made) abandon()
    const ended = await Promise.allSettled(made.map(([call]) => call))
    assert.ok(ended.every(({ status }) => status === 'rejected'))
    t.diagnostic(`${name}: sockets ended after ${(await drained(sockets, 0, 1000)).toFixed(0)} ms`)
  }
})

test('clients that are used once and dropped leave nothing behind', { skip: notRunOffLinux() }, async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const script = `
    const { readFileSync, readdirSync } = require('node:fs')
    const { CoinPort } = require('coinport')
    const memory = () => Number(readFileSync('/proc/self/statm', 'latin1').split(' ')[1]) / 256
    const settle = async () => {
      for (let round = 0; round < 3; round += 1) {
        gc()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    let made = 0
    async function use(count) {
      const end = made + count
      const several = async () => {
        while (made < end) {
          made += 1
          await new CoinPort({ apiKey: 'key-' + made, userAgent: 'test/' + (made % 3) }).getBalances()
        }
      }
      await Promise.all(Array.from({ length: 32 }, several))
      await settle()
      return { memory: memory(), threads: readdirSync('/proc/self/task').length }
    }
    async function main() {
      // At first V8 and the allocator grow.
      const before = await use(${FULL ? 40_000 : 1500})
      console.log(JSON.stringify([before, await use(${FULL ? 100_000 : 2000})]))
    }
    main()`
  const { stdout, stderr } = await runScript(script, { env: environment(baseUrl), timeout, args: ['--expose-gc'] })
  assert.equal(stderr, '')
  const [before, after] = JSON.parse(stdout)
  const grown = after.memory - before.memory
  t.diagnostic(
    `${FULL ? 100_000 : 2000} clients: ${grown.toFixed(1)} MiB more, ${after.threads - before.threads} threads more`,
  )
  assert.ok(grown < 16, `memory grew by ${grown} MiB`)
  assert.ok(after.threads <= before.threads)
})

test('calls outlive their clients and many garbage collections', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => {
    setTimeout(() => response.end(BALANCES), 100)
  })
  const script = `
    const { CoinPort } = require('coinport')
    const calls = Array.from({ length: 1000 }, (_, call) => new CoinPort({ rateLimit: false }).getBalances())
    let garbage = []
    for (let round = 0; round < ${FULL ? 500 : 50}; round += 1) garbage.push(new Array(131072).fill(round))
    garbage = undefined
    gc()
    const again = setInterval(gc, 20)
    Promise.all(calls).then((all) => {
      clearInterval(again)
      console.log(all.length)
    })`
  const { stdout, stderr } = await runScript(script, { env: environment(baseUrl), timeout, args: ['--expose-gc'] })
  assert.deepEqual([stdout, stderr], ['1000\n', ''])
})

test('process.exit with calls pending in workers and in the main thread', async (t) => {
  const { baseUrl } = await silent(t)
  const script = `
    const { Worker } = require('node:worker_threads')
    const work = "const { CoinPort } = require('coinport'); const all = new CoinPort({ rateLimit: false }); " +
      "for (let call = 0; call < 100; call += 1) all.getTickers(); require('node:worker_threads').parentPort.postMessage('pending')"
    const run = () => new Promise((resolve) => new Worker(work, { eval: true }).once('message', resolve))
    const { CoinPort } = require('coinport')
    const coinport = new CoinPort({ rateLimit: false })
    for (let call = 0; call < 100; call += 1) coinport.getTickers()
    Promise.all([run(), run(), run(), run()]).then(() => process.exit(0))`
  for (let round = 0; round < (FULL ? 100 : 4); round += 1) {
    const { code, stderr } = await runScript(script, { env: environment(baseUrl), timeout })
    assert.deepEqual([code, stderr], [0, ''])
  }
})
