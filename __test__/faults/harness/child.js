'use strict'

// The process that makes the calls of a row, so that an abort only fails the row. It runs the commands that row.js sends
// over IPC and reports the results, which row.js checks.

const coinport = require('coinport')
const { CANARY_JWT, leaks } = require('../../support/canary.js')
const { descriptors, settledDescriptors, startMeasuring } = require('./measure.js')
const { ORDER } = require('../servers/replies.js')

const CALLS = {
  read: (client) => client.getBalances(),
  write: (client) => client.request('POST', 'market/orders', ORDER),
}

const events = []
for (const name of ['unhandledRejection', 'uncaughtException', 'warning']) {
  process.on(name, (value) => events.push(`${name}: ${value?.stack ?? value}`))
}

const [, , file] = process.argv
let baseline
let client

/** The call of a row, or the default one. */
function callOf({ id, index, kind }) {
  const { rows, calls } = require(file)
  const row = rows.find((row) => row.id === id)
  return row?.cases?.[index]?.call ?? row?.call ?? calls?.[id] ?? CALLS[kind]
}

/** Makes a call and reports its result. Without `options` it uses the same client as the previous call. */
async function makeCall({ options, context, port, ...which }) {
  const call = callOf(which)
  const stop = startMeasuring()
  const started = performance.now()
  const make = async () => {
    if (options) client = new coinport.CoinPort({ apiKey: CANARY_JWT, rateLimit: false, ...options })
    return call(client, { ...context, kind: which.kind, baseUrl: options?.baseUrl, port })
  }
  const settled = await make().then(
    (value) => ({ value }),
    (error) => ({ error }),
  )
  const elapsed = performance.now() - started
  const settledAt = Date.now()
  const measured = stop()
  const leaked = leaks(settled.error ?? settled.value).concat(leaks(client))
  return { ...measured, elapsed, settledAt, leaked, ...describe(settled), events: events.splice(0) }
}

function describe({ value, error }) {
  if (error === undefined) return { succeeded: true, value: toSend(value) }
  const { name, message, code, status, outcome, attempts, phase, path, retryAfter, errors, option, hint } = error
  return {
    succeeded: false,
    class: name,
    isOurs: error instanceof coinport.CoinPortError && error instanceof coinport[name],
    cause: error.cause === undefined ? undefined : String(error.cause?.name ?? error.cause),
    data: error.response?.data,
    stack: error.stack,
    ...{ message, code, status, outcome, attempts, phase, path, retryAfter, errors, option, hint },
  }
}

/** IPC uses JSON, which has no undefined or maps. */
const toSend = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

const COMMANDS = {
  /** Makes a first call. The threads and descriptors that it opens stay open, and are no leak. */
  async warmUp() {
    const warm = new coinport.CoinPort({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
    await warm.getTickers().catch(() => {})
    baseline = descriptors()
  },
  call: makeCall,
  /** Whether the next call of the same client succeeds. */
  healthy: () =>
    client.getBalances().then(
      (rows) => (rows.length === 1 && rows[0].balance === '0.5' ? {} : { problem: 'the healthy call got other rows' }),
      (error) => ({ problem: `the healthy call failed: ${error.message}` }),
    ),
  descriptors: async () => ({ baseline, now: await settledDescriptors(baseline) }),
  time: () => ({ now: Date.now() }),
  end: () => process.disconnect(),
}

process.on('message', async ({ command, ...rest }) => {
  const result = await COMMANDS[command](rest)
  if (process.connected) process.send(result ?? {})
})
