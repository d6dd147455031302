'use strict'

const { HEALTHY } = require('../../servers/fault-server.js')
const { healthyReply } = require('../../servers/replies.js')
const { foreignDelay } = require('../../harness/measure.js')
const { allEnd, must, prints, scriptRow, SILENT } = require('./scripts.js')

// Clients that are closed, dropped or disposed of.

const MAX_IN_FLIGHT = 64
let received = 0
/** Responds to one read, when as many requests are in flight as can be. */
async function respondOnceAllAreThere(connection) {
  received += 1
  if (received === MAX_IN_FLIGHT) await connection.write(healthyReply(connection.requests.at(-1)))
}

const rows = [
  {
    id: 'J06',
    title: 'close() with 1,000 calls pending',
    steps: [['request'], respondOnceAllAreThere, ['stall']],
    async call(client) {
      const ended = {}
      const count = (promise) =>
        promise
          .then(
            () => 'succeeded',
            ({ code, outcome }) => `${code} ${outcome}`,
          )
          .then((name) => {
            ended[name] = (ended[name] ?? 0) + 1
          })
      const order = () => client.request('POST', 'market/orders', {}).catch((error) => error)
      const orders = [order()]
      const calls = Array.from({ length: 1000 }, () => count(client.getBalances()))
      await Promise.race(calls)
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
        ended: { succeeded: 1, 'ERR_CLIENT_CLOSED undefined': 999 },
        // One call is in flight, the other is in the queue.
        outcomes: ['ERR_CLIENT_CLOSED unknown', 'ERR_CLIENT_CLOSED not_sent'],
        after: 'ERR_CLIENT_CLOSED',
        isQuick: true,
      },
      // 64 are in flight; a few more may be sent before all threads notice the end.
      requests: (count) => count <= 80,
      connections: (count) => count <= 80,
      rise: 96,
      ended: true,
    },
    healthy: false,
  },
  scriptRow(
    'J07',
    'an unreferenced client with a call pending',
    [['request'], ['wait', 300], ['reply'], ['again']],
    `const { CoinPort } = require('coinport')
    new CoinPort().getTickers().then((tickers) => console.log(Object.keys(tickers).length))
    setTimeout(gc, 50); setTimeout(gc, 150)`,
    { args: ['--expose-gc'], ...prints('1') },
  ),
  scriptRow(
    'J08',
    'unreferenced idle clients',
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
  { id: 'J22', title: 'a failing allocation', notRun: 'not run: needs a test allocator in the addon' },
]

module.exports = { rows }
