'use strict'

const { counts } = require('../../../support/counts.js')
const { HEALTHY } = require('../../servers/fault-server.js')
const { allEnd, CLIENT, must, prints, RUNS, scriptRow, SILENT, worker, WORKERS } = require('./scripts.js')

// Worker threads and module systems: the addon in several environments of one process.

const rows = [
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
      let messages = 0, most = 0
      for (let round = 0; round < ${counts(50)}; round += 1) {
        await Promise.all(Array.from({ length: 64 }, async () => {
          const worker = ${worker("require('coinport').getTickers().then(() => require('node:worker_threads').parentPort.postMessage(1))")}
          worker.on('message', () => { messages += 1; most = Math.max(most, ours()) })
          await once(worker, 'exit')
        }))
      }
      console.log(messages === 64 * ${counts(50)}, most <= 6)
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
      env: { COINPORT_API_KEY: require('../../../support/canary.js').CANARY_JWT },
      check: ({ stdout }) => must(stdout === 'DataCloneError,DataCloneError,DataCloneError\n', stdout),
    },
  ),
  scriptRow(
    'J23',
    'vm contexts, ESM beside CJS, two copies of the addon',
    HEALTHY,
    `const { copyFileSync, cpSync, mkdtempSync, rmSync } = require('node:fs'); const vm = require('node:vm')
    const directory = mkdtempSync(require('node:os').tmpdir() + '/coinport-test-')
    process.on('exit', () => rmSync(directory, { recursive: true }))
    cpSync('lib', directory + '/lib', { recursive: true })
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
]

module.exports = { rows }
