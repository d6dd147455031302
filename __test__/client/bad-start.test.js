'use strict'

// A condition that fails the first call must not fail later calls.

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

/** For scripts: `outcomeOf(call)` is 'ok' or the error; `hold()` takes all descriptors until `release()`. */
const TOOLS = `
  const { closeSync, openSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
  const { setTimeout: wait } = require('node:timers/promises')
  const { CoinPort, configure, getBalances, getTickers, request } = require('coinport')
  require('./lib/generated/builders.js')
  const outcomeOf = (call) => call.then(() => 'ok', ({ name, code, message, hint, outcome, attempts }) =>
    ({ name, code, message, hint, outcome, attempts }))
  const held = []
  const take = () => {
    const before = held.length
    try { for (;;) held.push(openSync('/dev/null')) } catch {}
    return held.length - before
  }
  // Repeats, because Node closes some descriptors shortly after its start.
  const hold = async () => { while (take() > 0) await wait(50) }
  const release = () => held.splice(0).forEach(closeSync)
  const main = async (body) => console.log(JSON.stringify(await body()))
`

/** Runs `source` in a process with few descriptors; returns its result. */
async function run(source, env = {}) {
  const prefix = ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"']
  const { stdout, stderr, code } = await runScript(`${TOOLS}\nmain(async () => { ${source} })`, { env, prefix })
  assert.deepEqual([code, stderr], [0, ''])
  return JSON.parse(stdout)
}

const OFF_LINUX = notRunOffLinux()

test('a first call without a free descriptor is EMFILE, and the next one succeeds', {
  skip: OFF_LINUX,
}, async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const [read, write, later] = await run(
    `await hold()
     const first = await outcomeOf(getBalances())
     const order = await outcomeOf(request('POST', 'market/orders', {}))
     release()
     return [first, order, await outcomeOf(getBalances())]`,
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

test('a name lookup without a free descriptor is EMFILE, not ENOTFOUND', {
  skip: OFF_LINUX,
}, async () => {
  const [first, later] = await run(
    `await outcomeOf(new CoinPort({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }).getTickers())
     const coinport = new CoinPort({ maxRetries: 0, proxy: false })
     // Lets the system's resolver read its files first.
     await outcomeOf(coinport.getTickers())
     await hold()
     const first = await outcomeOf(coinport.getTickers())
     release()
     return [first, await outcomeOf(coinport.getTickers())]`,
    { COINPORT_BASE_URL: 'https://exchange.invalid', NODE_EXTRA_CA_CERTS: '' },
  )
  assert.equal(first.code, 'EMFILE')
  assert.match(later.code, /^(ENOTFOUND|EAI_AGAIN)$/)
})

/** A server with a certificate of an unknown authority. */
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
    test(`${variable} with a file ${title}: the hint says so, and the next call reads it again`, NEEDS, async (t) => {
      const { root, env, directory } = await startServer(t)
      const file = path.join(directory, 'extra.pem')
      make(file)
      // Set after Node has started, because Node itself would print a warning.
      const [first, mended] = await run(
        `process.env.${variable} = ${JSON.stringify(file)}
         const first = await outcomeOf(getTickers())
         rmSync(${JSON.stringify(file)}, { recursive: true, force: true })
         writeFileSync(${JSON.stringify(file)}, readFileSync(${JSON.stringify(root)}))
         return [first, await outcomeOf(getTickers())]`,
        { ...env, ...more },
      )
      assert.deepEqual([first.code, first.attempts], ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 1])
      assert.ok(first.hint.startsWith(`${variable} names ${file}, `), first.hint)
      assert.match(first.hint, reason)
      assert.equal(mended, 'ok')
    })
  }
}

test('without a free descriptor to read NODE_EXTRA_CA_CERTS, the hint is not about the file', NEEDS, async (t) => {
  const { root, env } = await startServer(t)
  const [first, later] = await run(
    `await outcomeOf(new CoinPort({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0, connectTimeout: 1000 }).getTickers())
     process.env.NODE_EXTRA_CA_CERTS = ${JSON.stringify(root)}
     await hold()
     const first = await outcomeOf(getTickers())
     release()
     return [first, await outcomeOf(getTickers())]`,
    env,
  )
  assert.deepEqual([first.name, first.code], ['NetworkError', 'EMFILE'])
  assert.match(first.hint, /ulimit -n/)
  assert.equal(later, 'ok')
})

test('a key that is set in the environment after the first call is used', { skip: OFF_LINUX }, async (t) => {
  const { baseUrl, requests } = await serve(t, (request) => (request.url.includes('tickers') ? TICKERS : BALANCES))
  const [open, missing, later, configured] = await run(
    `const open = await outcomeOf(getTickers())
     const missing = await outcomeOf(getBalances())
     process.env.COINPORT_API_KEY = 'the-key'
     const later = await outcomeOf(getBalances())
     delete process.env.COINPORT_API_KEY
     configure({})
     process.env.COINPORT_API_KEY = 'other'
     return [open, missing, later, await outcomeOf(getBalances())]`,
    { COINPORT_BASE_URL: baseUrl },
  )
  assert.deepEqual([open, missing.code, later], ['ok', 'ERR_BAD_OPTION_VALUE', 'ok'])
  // configure() has fixed the options.
  assert.equal(configured.code, 'ERR_BAD_OPTION_VALUE')
  assert.equal(requests.at(-1).headers.authorization, 'Bearer the-key')
})

test('an invalid environment fails calls until it is corrected', { skip: OFF_LINUX }, async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const [bad, mended] = await run(
    `const bad = await outcomeOf(getTickers())
     process.env.COINPORT_BASE_URL = ${JSON.stringify(baseUrl)}
     return [bad, await outcomeOf(getTickers())]`,
    { COINPORT_BASE_URL: 'http://exchange.example' },
  )
  assert.deepEqual([bad.name, mended], ['ConfigError', 'ok'])
})
