'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort, ConfigError } = require('coinport')
const { runScript } = require('../support/script.js')
const { BALANCES, json, serve } = require('../support/server.js')

/** The credentials of each request. */
const credentials = ({ headers }) => headers.authorization ?? headers['x-auth-apikey']

const SIGNED = { apiKey: 'kid-kid-kid', apiSecret: 'secret' }
const KEYS = [
  ['a key is inherited', { apiKey: 'first' }, {}, 'Bearer first'],
  [
    'a key that is undefined or null is inherited',
    { apiKey: 'first' },
    { apiKey: undefined, apiSecret: null },
    'Bearer first',
  ],
  ['a key is replaced', { apiKey: 'first' }, { apiKey: 'second' }, 'Bearer second'],
  ['a key and its secret are inherited', SIGNED, { timeout: 1000 }, 'kid-kid-kid'],
  ['a key is never combined with an inherited secret', SIGNED, { apiKey: 'second' }, 'Bearer second'],
  ['a function replaces a key and its secret', SIGNED, { apiKey: async () => 'made' }, 'Bearer made'],
  ['a function is inherited', { apiKey: () => 'made' }, {}, 'Bearer made'],
  ['a function is replaced', { apiKey: () => 'made' }, SIGNED, 'kid-kid-kid'],
]

for (const [name, options, own, expected] of KEYS) {
  test(`withOptions: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    const parent = new CoinPort({ baseUrl, ...options })
    await parent.withOptions(own).withOptions({}).getBalances()
    assert.deepEqual(requests.map(credentials), [expected])
  })
}

test('withOptions: the other options are inherited, or replaced', async (t) => {
  let failures = 0
  const { baseUrl, requests } = await serve(t, (_request, response) => {
    if (failures-- > 0) return json(response, 503, '')
    return BALANCES
  })
  const lines = []
  const note = (message) => lines.push(message)
  const logger = { debug: note, info: note, warn: note, error: note }
  const parent = new CoinPort({ baseUrl, apiKey: 'key', userAgent: 'service/1', maxRetries: 0, timeout: 4000, logger })
  const child = parent.withOptions({ timeout: 5000, maxRetries: 1 })
  failures = 1
  await child.getBalances()
  assert.deepEqual(
    requests.map(({ headers }) => headers['user-agent']),
    ['service/1', 'service/1'],
  )
  assert.equal(lines.length, 2)
  failures = 1
  await assert.rejects(parent.getBalances(), {
    status: 503,
    attempts: 1,
    config: { timeout: 4000, method: 'get', url: `${baseUrl}/account/balances` },
  })
  failures = 2
  await assert.rejects(child.getBalances(), ({ attempts, config }) => attempts === 2 && config.timeout === 5000)
})

test('withOptions: the environment is that of the first client', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const script = `
    const { CoinPort } = require('coinport')
    const parent = new CoinPort()
    delete process.env.COINPORT_BASE_URL
    process.env.COINPORT_API_KEY = 'changed'
    parent.withOptions({ timeout: 5000 }).getBalances().then((rows) => console.log(rows.length))`
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'first' } })
  assert.deepEqual([stdout, stderr], ['1\n', ''])
  assert.deepEqual(requests.map(credentials), ['Bearer first'])
})

test('withOptions: a logger that is inherited replaces COINPORT_LOG, as one that is given does', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const script = `
    const { CoinPort } = require('coinport')
    const note = (message) => console.log(message.replace(/ took.*/, ''))
    const parent = new CoinPort({ logger: { debug: note, info: note, warn: note, error: note } })
    parent.withOptions({ timeout: 5000 }).getBalances()`
  const env = { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'first', COINPORT_LOG: 'debug' }
  const { stdout, stderr } = await runScript(script, { env })
  assert.deepEqual([stdout, stderr], ['coinport getBalances\n', ''])
})

test('withOptions: each client is closed on its own', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const parent = new CoinPort({ baseUrl, apiKey: 'key' })
  const child = parent.withOptions({})
  parent.close()
  await assert.rejects(parent.getBalances(), { code: 'ERR_CLIENT_CLOSED' })
  assert.equal((await child.getBalances()).length, 1)
})

const REFUSED = [
  [{ timeouts: 1 }, 'ERR_BAD_OPTION', 'timeouts'],
  [{ timeout: '1' }, 'ERR_BAD_OPTION_VALUE', 'timeout'],
  [{ apiSecret: 'secret' }, 'ERR_BAD_OPTION_VALUE', 'apiSecret'],
  [5, 'ERR_BAD_OPTION_VALUE', 'options'],
]

for (const [options, code, option] of REFUSED) {
  test(`withOptions refuses ${option} (${code})`, () => {
    const parent = new CoinPort({ apiKey: 'key' })
    assert.throws(
      () => parent.withOptions(options),
      (error) => {
        assert.ok(error instanceof ConfigError, error.stack)
        assert.deepEqual([error.code, error.option], [code, option])
        return true
      },
    )
  })
}
