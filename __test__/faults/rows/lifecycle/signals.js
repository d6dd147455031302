'use strict'

const { HEALTHY } = require('../../servers/fault-server.js')
const { CLIENT, must, scriptRow, SILENT } = require('./scripts.js')

// Abort signals, and the async context of a call.

const rows = [
  {
    id: 'J15',
    title: 'a signal that is already aborted',
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
    title: 'an invalid signal',
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
]

function firing(reason) {
  const abort = new AbortController()
  setTimeout(() => abort.abort(reason), 50)
  return abort.signal
}

module.exports = { rows }
