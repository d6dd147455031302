'use strict'

const { counts } = require('../../../support/counts.js')

// Shared by the lifecycle rows: scripts that run in their own process.

/** The number of runs of a row that depends on timing. */
const RUNS = counts(100)
const SILENT = [['request'], ['stall']]

/** The start of a script: a client for the server whose URL is in the environment. */
const CLIENT = "const { CoinPort } = require('coinport'); const coinport = new CoinPort({ rateLimit: false });"
/** Calls whose result is ignored. */
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
  async run({ faultServer, script }) {
    for (let run = 0; run < runs; run += 1) {
      const server = await faultServer(steps)
      const stdout = await script(source, { ...options, env: { ...environment(server), ...options.env } })
      await check?.({ stdout, server })
      await server.close()
    }
  },
})

/** A worker that loads the addon itself. `body` is its source. */
const worker = (body) => `new Worker(${JSON.stringify(body)}, { eval: true })`
const WORKERS = "const { Worker } = require('node:worker_threads'); const { once } = require('node:events');"
/** Checks what a script prints. */
const prints = (expected) => ({ check: ({ stdout }) => must(stdout.trim() === expected, `it printed ${stdout}`) })

module.exports = {
  allEnd,
  CLIENT,
  environment,
  must,
  PENDING,
  prints,
  RUNS,
  scriptRow,
  SILENT,
  worker,
  WORKERS,
}
