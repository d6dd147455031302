'use strict'

// A failure at the first call must not affect later calls.

const assert = require('node:assert/strict')
const https = require('node:https')
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { certificates } = require('../support/certificates.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { runScript } = require('../support/script.js')
const { serve, listen, BALANCES, TICKERS } = require('../support/server.js')
const { notRunOffLinux, notRunWithout } = require('../support/tools.js')

/** For scripts: `settle(call)` returns 'ok' or the error's fields. `hold()` opens all free descriptors until `release()`. */
const TOOLS = `
  const { closeSync, openSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
  const { setTimeout: wait } = require('node:timers/promises')
  const { CoinPort, configure, getBalances, getTickers, request } = require('coinport')
  require('./lib/generated/builders.js')
  const settle = (call) => call.then(() => 'ok', ({ name, code, message, hint, outcome, attempts }) =>
    ({ name, code, message, hint, outcome, attempts }))
  const held = []
  const take = () => {
    const before = held.length
    try { for (;;) held.push(openSync('/dev/null')) } catch {}
    return held.length - before
  }
  // Repeats until none is free: Node closes some shortly after its start.
  const hold = async () => { while (take() > 0) await wait(50) }
  const release = () => held.splice(0).forEach(closeSync)
  const main = async (body) => console.log(JSON.stringify(await body()))
`

/** The result of `source` in a process that is limited to 64 descriptors. */
async function run(source, env = {}) {
  const prefix = ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"']
  const { stdout, stderr, code } = await runScript(`${TOOLS}\nmain(async () => { ${source} })`, { env, prefix })
  assert.deepEqual([code, stderr], [0, ''])
  return JSON.parse(stdout)
}

const OFF_LINUX = notRunOffLinux()

test('without a free descriptor the first call fails with EMFILE, and the next one succeeds', {
  skip: OFF_LINUX,
}, async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const [read, write, later] = await run(
    `await hold()
     const first = await settle(getBalances())
     const order = await settle(request('POST', 'market/orders', {}))
     release()
     return [first, order, await settle(getBalances())]`,
    { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' },
  )
  for (const error of [read, write]) {
    assert.deepEqual([error.name, error.code, error.attempts], ['NetworkError', 'EMFILE', 0])
    assert.match(error.message, /^EMFILE: this process has too many open files/)
    assert.match(error.hint, /ulimit -n/)
  }
  assert.equal(write.outcome, 'not_sent')
  assert.equal(later, 'ok')
  assert.equal(requests.length, 1)
})

test('without a free descriptor a DNS lookup fails with EMFILE, not ENOTFOUND', {
  skip: OFF_LINUX,
}, async () => {
  const [first, later] = await run(
    `await settle(new CoinPort({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }).getTickers())
     const coinport = new CoinPort({ maxRetries: 0, proxy: false })
     // Makes the system's resolver read its own files.
     await settle(coinport.getTickers())
     await hold()
     const first = await settle(coinport.getTickers())
     release()
     return [first, await settle(coinport.getTickers())]`,
    { COINPORT_BASE_URL: 'https://exchange.invalid', NODE_EXTRA_CA_CERTS: '' },
  )
  assert.equal(first.code, 'EMFILE')
  assert.match(later.code, /^(ENOTFOUND|EAI_AGAIN)$/)
})

/** A server whose certificate comes from an unknown root. */
async function startServer(t) {
  const directory = temporaryFolder(t)
  const files = certificates(directory)
  const server = https.createServer(
    { key: readFileSync(files.key), cert: readFileSync(files.certificate) },
    (_request, response) => response.end(TICKERS),
  )
  return { ...files, env: { COINPORT_BASE_URL: `https://127.0.0.1:${await listen(t, server)}` }, directory }
}

const NEEDS = { skip: OFF_LINUX || notRunWithout('openssl') }
const UNREADABLE = [
  ['that does not exist', () => {}, /which does not exist/],
  ['that is a folder', (file) => mkdirSync(file), /which could not be read \(is a directory\)/],
  ['without a certificate in it', (file) => writeFileSync(file, 'soon'), /which contains no valid certificate in PEM/],
]
const VARIABLES = [
  ['NODE_EXTRA_CA_CERTS', {}],
  ['SSL_CERT_FILE', { NODE_OPTIONS: '--use-openssl-ca' }],
]
for (const [variable, more] of VARIABLES) {
  for (const [title, make, reason] of UNREADABLE) {
    test(`${variable} names a file ${title}: the hint says so, and the next call reads it again`, NEEDS, async (t) => {
      const { root, env, directory } = await startServer(t)
      const file = path.join(directory, 'extra.pem')
      make(file)
      // Set after the start of Node, which would print a warning of its own.
      const [first, corrected] = await run(
        `process.env.${variable} = ${JSON.stringify(file)}
         const first = await settle(getTickers())
         rmSync(${JSON.stringify(file)}, { recursive: true, force: true })
         writeFileSync(${JSON.stringify(file)}, readFileSync(${JSON.stringify(root)}))
         return [first, await settle(getTickers())]`,
        { ...env, ...more },
      )
      assert.deepEqual([first.code, first.attempts], ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 1])
      assert.ok(first.hint.startsWith(`${variable} names ${file}, `), first.hint)
      assert.match(first.hint, reason)
      assert.equal(corrected, 'ok')
    })
  }
}

test('without a free descriptor to read NODE_EXTRA_CA_CERTS the hint does not blame the file', NEEDS, async (t) => {
  const { root, env } = await startServer(t)
  const [first, later] = await run(
    `await settle(new CoinPort({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0, connectTimeout: 1000 }).getTickers())
     process.env.NODE_EXTRA_CA_CERTS = ${JSON.stringify(root)}
     await hold()
     const first = await settle(getTickers())
     release()
     return [first, await settle(getTickers())]`,
    env,
  )
  assert.deepEqual([first.name, first.code], ['NetworkError', 'EMFILE'])
  assert.match(first.hint, /ulimit -n/)
  assert.equal(later, 'ok')
})

test('a key that is set in the environment after the first call is used', { skip: OFF_LINUX }, async (t) => {
  const { baseUrl, requests } = await serve(t, (request) => (request.url.includes('tickers') ? TICKERS : BALANCES))
  const [open, missing, later, configured] = await run(
    `const open = await settle(getTickers())
     const missing = await settle(getBalances())
     process.env.COINPORT_API_KEY = 'the-key'
     const later = await settle(getBalances())
     delete process.env.COINPORT_API_KEY
     configure({})
     process.env.COINPORT_API_KEY = 'other'
     return [open, missing, later, await settle(getBalances())]`,
    { COINPORT_BASE_URL: baseUrl },
  )
  assert.deepEqual([open, missing.code, later], ['ok', 'ERR_BAD_OPTION_VALUE', 'ok'])
  // configure() was called without a key, so the environment no longer counts.
  assert.equal(configured.code, 'ERR_BAD_OPTION_VALUE')
  assert.equal(requests.at(-1).headers.authorization, 'Bearer the-key')
})

test('calls fail while the environment is invalid, and succeed once it is corrected', {
  skip: OFF_LINUX,
}, async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const [bad, corrected] = await run(
    `const bad = await settle(getTickers())
     process.env.COINPORT_BASE_URL = ${JSON.stringify(baseUrl)}
     return [bad, await settle(getTickers())]`,
    { COINPORT_BASE_URL: 'http://exchange.example' },
  )
  assert.deepEqual([bad.name, corrected], ['ConfigError', 'ok'])
})
