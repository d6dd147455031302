'use strict'

const { execFile, spawn } = require('node:child_process')
const { once } = require('node:events')
const { setTimeout: wait } = require('node:timers/promises')
const { promisify } = require('node:util')
const { ROOT } = require('../../../support/script.js')
const { FULL, counts } = require('../../../support/counts.js')
const { notRunWithoutRust } = require('../../../support/panicking-addon.js')
const { notRunWithout } = require('../../../support/tools.js')
const { HEALTHY } = require('../../servers/fault-server.js')
const { allEnd, CLIENT, environment, must, PENDING, prints, RUNS, scriptRow, SILENT } = require('./scripts.js')

// A process that ends, is stopped or is restricted while calls are pending.

/** Tests that repeat pure calculations so often that they take hours there. */
const NOT_UNDER_VALGRIND = [
  'flipped_bits',
  'execute::retry::',
  'no_mix_of_encodings',
  'no_base64',
  'in_any_window',
  'generated_files',
  // Its time limit is too short there.
  'a_call_ends_at_its_deadline',
].flatMap((name) => ['--skip', name])

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
    async run({ faultServer }) {
      for (let run = 0; run < RUNS; run += 1) {
        for (const name of ['SIGTERM', 'SIGINT']) {
          const server = await faultServer(SILENT)
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
    'an uncaught exception with calls pending',
    SILENT,
    `${CLIENT} ${PENDING(100)} setTimeout(() => { throw new Error('mine') }, 50)`,
    { runs: RUNS, code: 1, stderr: /Error: mine/, check: ({ server }) => allEnd(server) },
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
      env: { CALLER: require.resolve('../../harness/one-call.js') },
      check: ({ stdout, server }) => {
        must(stdout === '0,0,0,0,0,0,0,0,0 0\n', stdout)
        must(server.requests.length === 10, `${server.requests.length} requests`)
      },
    },
  ),
  {
    id: 'J25',
    title: 'frozen intrinsics, no __proto__',
    async run({ faultServer, script }) {
      const flags = [
        ['--frozen-intrinsics'],
        ['--disable-proto=throw'],
        ['--disable-proto=delete'],
        ['--disallow-code-generation-from-strings'],
      ]
      for (const args of flags) {
        const server = await faultServer(HEALTHY)
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
    async run({ faultServer, child }) {
      const server = await faultServer(SILENT)
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
  {
    id: 'J29',
    title: 'the Rust tests under valgrind',
    notRun: FULL
      ? notRunWithout('valgrind') || notRunWithoutRust()
      : 'not run: it takes ten minutes or more, so only with FULL=1',
    async run() {
      const execute = promisify(execFile)
      const build = ['test', '--locked', '--lib', '--no-run', '--message-format=json', '--quiet']
      const built = await execute('cargo', build, { cwd: ROOT, maxBuffer: 1 << 26 })
      const [, tests] = /"executable":"([^"]+)"/.exec(built.stdout)
      const flags = ['--quiet', '--error-exitcode=99', '--leak-check=full', '--errors-for-leak-kinds=definite']
      const args = [...flags, tests, '--test-threads=1', ...NOT_UNDER_VALGRIND]
      const env = { ...process.env, PROPTEST_CASES: '2' }
      await execute('valgrind', args, { cwd: ROOT, env, maxBuffer: 1 << 26 }).catch(({ code, stdout, stderr }) => {
        throw new Error(`valgrind ended with ${code}: ${stdout}${stderr}`)
      })
    },
  },
]

module.exports = { rows }
