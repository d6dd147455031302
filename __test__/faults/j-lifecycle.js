'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { setTimeout: wait } = require('node:timers/promises')
const { ROOT } = require('../support/script.js')
const { counts } = require('./counts.js')
const { HEALTHY } = require('./faultd.js')
const { foreignDelay } = require('./measure.js')

/** Runs of a row whose fault is a matter of moments. */
const RUNS = counts(100)
const SILENT = [['request'], ['stall']]

/** The start of every script: a client of the server whose URL the environment has. */
const CLIENT = "const { CoinPort } = require('coinport'); const coinport = new CoinPort({ rateLimit: false });"
/** Calls whose end nobody looks at. */
const PENDING = (count) => `for (let i = 0; i < ${count}; i += 1) coinport.getTickers().catch(() => {});`
const environment = ({ baseUrl }) => ({ COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' })

/** Fails unless all connections of the server end within a second. */
async function allEnd(server) {
  const open = await server.ended(1000)
  if (open.length > 0) throw new Error(`${open.length} connections are open after a second`)
}

function must(holds, text) {
  if (!holds) throw new Error(text)
}

/** A script against a server with these steps, in a process that must end with code 0 and print nothing on stderr. */
const scriptRow = (id, title, steps, source, { runs = 1, check, ...options } = {}) => ({
  id,
  title,
  async run({ faultd, script }) {
    for (let run = 0; run < runs; run += 1) {
      const server = await faultd(steps)
      const stdout = await script(source, { ...options, env: { ...environment(server), ...options.env } })
      await check?.({ stdout, server })
      await server.close()
    }
  },
})

/** A worker that requires the addon by itself; `body` is the text of its source. */
const worker = (body) => `new Worker(${JSON.stringify(body)}, { eval: true })`
const WORKERS = "const { Worker } = require('node:worker_threads'); const { once } = require('node:events');"
/** The rest of a line that a script prints. */
const prints = (expected) => ({ check: ({ stdout }) => must(stdout.trim() === expected, `it printed ${stdout}`) })

const rows = [
  scriptRow(
    'J01',
    'process.exit() with 1,000 calls pending',
    SILENT,
    `${CLIENT} ${PENDING(1000)}
    setTimeout(() => { const start = performance.now(); process.on('exit', () => console.log(performance.now() - start)); process.exit(0) }, 50)`,
    {
      runs: RUNS,
      async check({ stdout, server }) {
        must(Number(stdout) < 250, `exit took ${stdout} ms`)
        await allEnd(server)
      },
    },
  ),
  {
    id: 'J02',
    title: 'a signal with calls pending',
    async run({ faultd }) {
      for (let run = 0; run < RUNS; run += 1) {
        for (const name of ['SIGTERM', 'SIGINT']) {
          const server = await faultd(SILENT)
          const child = spawn(process.execPath, ['--eval', `${CLIENT} ${PENDING(100)}`], {
            cwd: ROOT,
            env: { ...process.env, ...environment(server) },
            stdio: ['ignore', 'ignore', 'pipe'],
          })
          let stderr = ''
          child.stderr.on('data', (chunk) => {
            stderr += chunk
          })
          for (const end = Date.now() + 10_000; server.requests.length === 0 && Date.now() < end; ) await wait(5)
          child.kill(name)
          const [code, signal] = await once(child, 'close')
          must(signal === name && stderr === '', `it ended with ${signal ?? code}: ${stderr}`)
          await server.close()
        }
      }
    },
  },
  scriptRow(
    'J03',
    'only idle connections are left',
    HEALTHY,
    `${CLIENT} let done
    process.on('exit', () => console.log(performance.now() - done))
    coinport.getTickers().then(() => { done = performance.now() })`,
    { runs: RUNS, check: ({ stdout }) => must(Number(stdout) < 100, `exit took ${stdout} ms`) },
  ),
  scriptRow(
    'J04',
    'a pending call keeps the process alive',
    [['request'], ['wait', 400], ['reply'], ['again']],
    `${CLIENT} coinport.getTickers().then((tickers) => console.log(Object.keys(tickers).length))`,
    prints('1'),
  ),
  scriptRow(
    'J05',
    'an exception that nobody catches, with calls pending',
    SILENT,
    `${CLIENT} ${PENDING(100)} setTimeout(() => { throw new Error('mine') }, 50)`,
    { runs: RUNS, code: 1, stderr: /Error: mine/, check: ({ server }) => allEnd(server) },
  ),
  {
    id: 'J06',
    title: 'close() with 1,000 calls pending',
    steps: SILENT,
    async call(client) {
      const ended = {}
      const count = (promise) =>
        promise.catch(({ code, outcome }) => {
          const name = `${code} ${outcome}`
          ended[name] = (ended[name] ?? 0) + 1
        })
      const order = () => client.request('POST', 'market/orders', {}).catch((error) => error)
      const orders = [order()]
      const calls = Array.from({ length: 1000 }, () => count(client.getBalances()))
      await new Promise((resolve) => setTimeout(resolve, 100))
      orders.push(order())
      const [start, foreign] = [performance.now(), foreignDelay()]
      client.close()
      client.close()
      await Promise.all(calls)
      const elapsed = performance.now() - start - (foreignDelay() - foreign)
      const outcomes = (await Promise.all(orders)).map(({ code, outcome }) => `${code} ${outcome}`)
      const after = await client.getBalances().catch((error) => error.code)
      return { ended, outcomes, after, isQuick: elapsed < 50 }
    },
    read: {
      value: {
        ended: { 'ERR_CLIENT_CLOSED undefined': 1000 },
        // One is in flight, the other waits for its turn.
        outcomes: ['ERR_CLIENT_CLOSED unknown', 'ERR_CLIENT_CLOSED not_sent'],
        after: 'ERR_CLIENT_CLOSED',
        isQuick: true,
      },
      // 64 are in flight; the threads may let a few go that are not yet told of the end.
      requests: (count) => count <= 80,
      connections: (count) => count <= 80,
      rise: 96,
      ended: true,
    },
    healthy: false,
  },
  scriptRow(
    'J07',
    'a client that nobody holds, with a call pending',
    [['request'], ['wait', 300], ['reply'], ['again']],
    `const { CoinPort } = require('coinport')
    new CoinPort().getTickers().then((tickers) => console.log(Object.keys(tickers).length))
    setTimeout(gc, 50); setTimeout(gc, 150)`,
    { args: ['--expose-gc'], ...prints('1') },
  ),
  scriptRow(
    'J08',
    'clients that nobody holds, idle',
    HEALTHY,
    `const { CoinPort } = require('coinport')
    const { readdirSync } = require('node:fs')
    const count = () => readdirSync('/proc/self/task').length
    async function main() {
      await new CoinPort().getTickers()
      const before = count()
      for (let i = 0; i < 100; i += 1) { await new CoinPort({ userAgent: 'agent-' + i }).getTickers(); if (i % 10 === 0) gc() }
      gc()
      await new Promise((resolve) => setTimeout(resolve, 16_500))
      console.log(count() - before <= 2)
    }
    main()`,
    {
      args: ['--expose-gc'],
      async check({ stdout, server }) {
        must(stdout.trim() === 'true', 'threads were left')
        await allEnd(server)
      },
    },
  ),
  scriptRow(
    'J09',
    'using and await using',
    SILENT,
    `const { CoinPort } = require('coinport')
    async function main() {
      for (const name of ['dispose', 'asyncDispose']) {
        const client = new CoinPort()
        const call = client.getTickers().catch(({ code }) => code)
        await client[Symbol[name]]()
        console.log(await call)
      }
    }
    main()`,
    {
      check: ({ stdout, server }) => {
        must(stdout === 'ERR_CLIENT_CLOSED\nERR_CLIENT_CLOSED\n', stdout)
        return allEnd(server)
      },
    },
  ),
  scriptRow(
    'J10',
    'workers that are terminated in a request',
    SILENT,
    `${WORKERS}
    async function main() {
      for (let i = 0; i < ${Math.max(20, counts(1000))}; i += 1) {
        const worker = ${worker("require('coinport').getTickers().catch(() => {})")}
        await once(worker, 'online')
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 50))
        await worker.terminate()
      }
      console.log('alive')
      await new Promise((resolve) => setTimeout(resolve, 1500))
    }
    main()`,
    {
      check: ({ stdout, server }) => {
        must(stdout === 'alive\n', stdout)
        return allEnd(server)
      },
    },
  ),
  scriptRow(
    'J11',
    'the addon in workers only, and the process goes on',
    HEALTHY,
    `${WORKERS}
    async function main() {
      for (let round = 0; round < 3; round += 1) {
        const workers = Array.from({ length: 4 }, () => ${worker("require('coinport').getTickers().then(() => {})")})
        await Promise.all(workers.map((worker) => once(worker, 'exit')))
      }
      await new Promise((resolve) => setTimeout(resolve, ${counts(500_000) > 5000 ? 5000 : 2000}))
      console.log('alive')
    }
    main()`,
    { runs: Math.ceil(RUNS / 5), ...prints('alive') },
  ),
  scriptRow(
    'J12',
    '64 workers that load and call at the same time',
    HEALTHY,
    `${WORKERS} const { readdirSync } = require('node:fs')
    const ours = () => readdirSync('/proc/self/task').filter((task) => {
      try { return require('node:fs').readFileSync('/proc/self/task/' + task + '/comm', 'utf8').startsWith('coinport') } catch { return false }
    }).length
    async function main() {
      let answers = 0, most = 0
      for (let round = 0; round < ${counts(50)}; round += 1) {
        await Promise.all(Array.from({ length: 64 }, async () => {
          const worker = ${worker("require('coinport').getTickers().then(() => require('node:worker_threads').parentPort.postMessage(1))")}
          worker.on('message', () => { answers += 1; most = Math.max(most, ours()) })
          await once(worker, 'exit')
        }))
      }
      console.log(answers === 64 * ${counts(50)}, most <= 6)
    }
    main()`,
    { env: { COINPORT_API_KEY: '' }, ...prints('true true') },
  ),
  scriptRow(
    'J13',
    'a worker that exits in its own callback',
    HEALTHY,
    `${WORKERS}
    async function main() {
      for (let i = 0; i < ${Math.max(10, RUNS)}; i += 1) {
        const worker = ${worker("const { getTickers } = require('coinport'); for (let i = 0; i < 20; i += 1) getTickers().then(() => process.exit(0))")}
        await once(worker, 'exit')
      }
      console.log('alive')
    }
    main()`,
    prints('alive'),
  ),
  scriptRow(
    'J14',
    'a client that is posted to a worker',
    HEALTHY,
    `const { MessageChannel } = require('node:worker_threads'); ${CLIENT}
    const { port1, port2 } = new MessageChannel()
    const tried = [() => structuredClone(coinport), () => port1.postMessage(coinport), () => port1.postMessage({ coinport })].map((post) => {
      try { const clone = post(); return JSON.stringify(clone) ?? 'posted' } catch (error) { return error.name }
    })
    console.log(tried.join()); port1.close()
    port2.once('message', (message) => console.log(JSON.stringify(message)))`,
    {
      env: { COINPORT_API_KEY: require('../support/canary.js').CANARY },
      // Node clones an object of a class by its own enumerable properties, of which a client has none.
      check: ({ stdout }) => must(/^(DataCloneError|\{\}|true|,|\s)+$/.test(stdout), stdout),
    },
  ),
  {
    id: 'J15',
    title: 'a signal that has fired already',
    steps: HEALTHY,
    cases: [
      ['read', (client) => client.getBalances({}, { signal: AbortSignal.abort('late') })],
      ['order', (client) => client.request('POST', 'market/orders', {}, { signal: AbortSignal.abort('late') })],
    ].map(([name, call]) => ({
      name,
      call,
      read: { class: 'CanceledError', code: 'ERR_CANCELED', cause: 'late', connections: 0 },
    })),
  },
  {
    id: 'J16',
    title: 'an abort after the end',
    steps: HEALTHY,
    async call(client) {
      const abort = new AbortController()
      const rows = await client.getBalances({}, { signal: abort.signal })
      abort.abort()
      await new Promise((resolve) => setTimeout(resolve, 20))
      return rows.length
    },
    read: { value: 1, requests: 1 },
  },
  {
    id: 'J17',
    title: 'signals and their reasons',
    steps: SILENT,
    cases: [
      ['timeout', () => AbortSignal.timeout(50), 'TimeoutError'],
      ['any', () => AbortSignal.any([AbortSignal.timeout(50), new AbortController().signal]), 'TimeoutError'],
      ['a reason that is a Proxy', () => firing(new Proxy({}, { get: () => undefined })), undefined],
      [
        'a reason with a getter that throws',
        () =>
          firing({
            get message() {
              throw new Error('read')
            },
          }),
        undefined,
      ],
    ].map(([name, signal, cause]) => ({
      name,
      async call(client) {
        const error = await client.getBalances({}, { signal: signal() }).catch((error) => error)
        const { code } = error
        const reason = error.cause
        if (code !== 'ERR_CANCELED' || !('cause' in error)) throw error
        return { code, cause: cause && reason.name }
      },
      read: { value: cause ? { code: 'ERR_CANCELED', cause } : { code: 'ERR_CANCELED' }, requests: 1, ended: true },
    })),
  },
  {
    id: 'J18',
    title: 'a signal that is none',
    steps: HEALTHY,
    cases: [
      ['an object', () => ({})],
      ['a text', () => 'signal'],
      ['without aborted', () => ({ addEventListener() {} })],
      [
        'whose addEventListener throws',
        () => ({
          aborted: false,
          addEventListener() {
            throw new Error('no')
          },
        }),
      ],
    ].map(([name, signal]) => ({
      name,
      call: (client) => client.getBalances({}, { signal: signal() }),
      read: { class: 'ConfigError', code: 'ERR_BAD_OPTION_VALUE', option: 'signal', connections: 0 },
    })),
  },
  scriptRow(
    'J19',
    'a continuation that throws; AsyncLocalStorage and async_hooks on',
    HEALTHY,
    `const { AsyncLocalStorage, createHook } = require('node:async_hooks'); ${CLIENT}
    createHook({ init() {}, before() {}, after() {}, destroy() {} }).enable()
    const storage = new AsyncLocalStorage()
    process.on('unhandledRejection', ({ message }) => console.log(message))
    storage.run('one', () => coinport.getTickers().then(() => { throw new Error('thrown in ' + storage.getStore()) }))
    storage.run('two', async () => { await coinport.getBalances(); console.log(storage.getStore()) })`,
    { check: ({ stdout }) => must(stdout.includes('thrown in one\n') && stdout.includes('two\n'), stdout) },
  ),
  scriptRow(
    'J20',
    'cluster, fork and node --test',
    HEALTHY,
    `const cluster = require('node:cluster'); const { fork, spawnSync } = require('node:child_process'); const { once } = require('node:events')
    async function main() {
      cluster.setupPrimary({ exec: process.env.CALLER, execArgv: [] })
      const children = [...Array.from({ length: 8 }, () => cluster.fork().process), fork(process.env.CALLER, { execArgv: [] })]
      const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))
      const { NODE_TEST_CONTEXT, ...env } = process.env
      const tests = spawnSync(process.execPath, ['--test', process.env.CALLER], { env })
      console.log(codes.join(), tests.status)
    }
    main()`,
    {
      env: { CALLER: require.resolve('./caller.js') },
      check: ({ stdout, server }) => {
        must(stdout === '0,0,0,0,0,0,0,0,0 0\n', stdout)
        must(server.requests.length === 10, `${server.requests.length} requests`)
      },
    },
  ),
  {
    id: 'J21',
    title: 'a panic',
    notRun:
      'not run: there is no way to inject one without a door in the product; what a call that panics gives is in src/bindings/bridge.rs',
  },
  { id: 'J22', title: 'a failing allocation', notRun: 'not run: needs a test allocator in the addon' },
  scriptRow(
    'J23',
    'vm contexts, ESM beside CJS, two copies of the addon',
    HEALTHY,
    `const { copyFileSync, cpSync, mkdtempSync, rmSync } = require('node:fs'); const vm = require('node:vm')
    const directory = mkdtempSync(require('node:os').tmpdir() + '/coinport-test-')
    process.on('exit', () => rmSync(directory, { recursive: true }))
    cpSync('src/js', directory + '/src/js', { recursive: true })
    for (const name of ['coinport.node', 'package.json']) copyFileSync(name, directory + '/' + name)
    async function main() {
      const first = require('coinport'), second = require(directory)
      const third = await import('coinport')
      const params = vm.runInNewContext('({ markets: ["btcaud"] })')
      const all = await Promise.all([first.getTickers(params), second.getTickers(), third.getTickers(params)])
      console.log(all.map((tickers) => Object.keys(tickers).join()).join(' '), first.CoinPort !== second.CoinPort)
    }
    main()`,
    prints('btcaud btcaud btcaud true'),
  ),
  scriptRow(
    'J24',
    'modules that are loaded again and again, as jest does',
    HEALTHY,
    `const { readdirSync } = require('node:fs')
    const count = () => [readdirSync('/proc/self/task').length, readdirSync('/proc/self/fd').length]
    async function main() {
      let first
      for (let i = 0; i < 100; i += 1) {
        for (const name of Object.keys(require.cache)) if (!name.endsWith('.node')) delete require.cache[name]
        await require('coinport').getTickers()
        if (i === 10) first = count()
      }
      const last = count()
      console.log(last[0] <= first[0] + 1 && last[1] <= first[1] + 1 ? 'flat' : first + ' then ' + last)
    }
    main()`,
    prints('flat'),
  ),
  {
    id: 'J25',
    title: 'frozen intrinsics, no __proto__',
    async run({ faultd, script }) {
      const flags = [
        ['--frozen-intrinsics'],
        ['--disable-proto=throw'],
        ['--disable-proto=delete'],
        ['--disallow-code-generation-from-strings'],
      ]
      for (const args of flags) {
        const server = await faultd(HEALTHY)
        const source = "require('coinport').getBalances().then(([{ balance }]) => console.log(balance))"
        const stderr = /^(\(node:\d+\) ExperimentalWarning: .*\n\(Use .*\n)?$/
        const stdout = await script(source, { args, stderr, env: environment(server) })
        must(stdout === '0.5\n', `${args}: ${stdout}`)
      }
    },
  },
  {
    id: 'J26',
    title: "Node's permission model",
    async run({ script }) {
      const flag = Number(process.versions.node.split('.')[0]) < 23 ? '--experimental-permission' : '--permission'
      const source = "try { require('coinport') } catch ({ message }) { console.log(message) }"
      const stdout = await script(source, {
        args: [flag, '--allow-fs-read=*'],
        stderr: /^(\(node:\d+\) ExperimentalWarning: .*\n\(Use .*\n)?$/,
      })
      must(/allow-addons|disabled/i.test(stdout), `it said ${stdout}`)
    },
  },
  {
    id: 'J27',
    title: 'a process that is suspended with a call pending',
    async run({ faultd, child }) {
      const server = await faultd(SILENT)
      const caller = await child()
      const call = caller.ask('call', { kind: 'read', options: { baseUrl: server.baseUrl, timeout: 1000 } })
      await wait(200)
      caller.process.kill('SIGSTOP')
      await wait(Math.max(2000, counts(60_000)))
      caller.process.kill('SIGCONT')
      const { code } = await call
      must(code === 'ECONNABORTED', `the call ended with ${code}`)
      await caller.end()
    },
  },
  {
    id: 'J28',
    title: 'musl, arm64, macOS, Windows',
    notRun: 'not run: other platforms; the release workflow has them',
  },
  { id: 'J29', title: 'valgrind and sanitizers', notRun: 'not run: needs a Node and a toolchain built for them' },
]

function firing(reason) {
  const abort = new AbortController()
  setTimeout(() => abort.abort(reason), 50)
  return abort.signal
}

module.exports = { group: 'J', title: 'lifecycle', rows }
