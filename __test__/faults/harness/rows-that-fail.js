'use strict'

// Rows that must fail: each call breaks an invariant. They show that the harness detects it.

const { HEALTHY } = require('../servers/fault-server.js')

const { CANARY_JWT } = require('../../support/canary.js')
const { SUCCESS } = require('./outcomes.js')

const ours = (fields, message = 'a message') => {
  const { CoinPortError } = require('coinport')
  return new CoinPortError(message, { code: 'ERR_INTERNAL', ...fields })
}

const fails = (makeError) => async () => {
  throw makeError()
}

const calls = {
  'I1: settled': (client) => new Promise((resolve) => setTimeout(resolve, 5000, client)),
  'I2: not a CoinPortError': fails(() => Object.assign(new Error('a message'), { code: 'ECONNRESET' })),
  'I2: the code ERR_WHAT is not documented': fails(() => ours({ code: 'ERR_WHAT' })),
  'I2: raw text of a library': fails(() => ours({}, 'hyper::Error(IncompleteMessage)')),
  'I3: the key shows in': fails(() => Object.defineProperty(ours({}), 'hidden', { value: { deep: [CANARY_JWT] } })),
  'I3: the key was printed': async () => void process.stdout.write(Buffer.from(CANARY_JWT).toString('base64')),
  'I4: the child printed': async () => void process.stderr.write('thread panicked'),
  'I4: unhandledRejection': (client) => {
    Promise.reject(new Error('forgotten'))
    return client.getBalances()
  },
  'I4: warning': (client) => {
    process.emitWarning('take care')
    return client.getBalances()
  },
  'I4: the child ended with SIGABRT': () => process.abort(),
  'I4: the child ended with 3': () => process.exit(3),
  'I5: 1 connections are open': (client, { port }) =>
    new Promise((resolve) => require('node:net').connect(port, '127.0.0.1', () => resolve(client))),
  'descriptors are open': async () => void require('node:fs').openSync('/dev/null'),
  'I6: 4 requests, and 3 are allowed': async (client) => {
    for (let count = 0; count < 4; count += 1) await client.getBalances()
  },
  'I6: the number of requests is 1, expected 2': (client) => client.getBalances(),
  'I7: the event loop was blocked': async () => {
    const started = process.cpuUsage()
    while (process.cpuUsage(started).user < 200_000);
  },
  'I8: the memory rose by': async () => void Buffer.alloc(48 * 1024 * 1024, 1),
  'I9: the healthy call failed': async (client) => client.close(),
  'code is "ERR_INTERNAL", expected': fails(() => ours({})),
}

const EXPECTED = {
  'I5: 1 connections are open': { ended: true },
  'I6: the number of requests is 1, expected 2': { requests: 2 },
  'code is "ERR_INTERNAL", expected': { code: 'ECONNRESET' },
}

/** The failure of a row must contain its id. */
const rows = Object.entries(calls).map(([id, call]) => ({
  id,
  title: 'must fail',
  steps: HEALTHY,
  shortTimeouts: id.startsWith('I1'),
  call,
  read: EXPECTED[id] ?? (id.startsWith('I2') ? {} : SUCCESS),
}))

module.exports = { group: 'broken', title: 'rows that must fail', rows }
