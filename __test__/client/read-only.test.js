const assert = require('node:assert/strict')
const { test } = require('node:test')
const axios = require('axios')
const { CoinPort, ConfigError, configure } = require('coinport')
const { runScript } = require('../support/script.js')
const { serve, BALANCES } = require('../support/server.js')

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

function isRefused(error) {
  assert.ok(error instanceof ConfigError, error.stack)
  assert.equal(error.code, 'ERR_BAD_OPTION_VALUE')
  assert.equal(error.option, 'readOnly')
  assert.equal(error.outcome, 'not_sent')
  assert.match(error.message, /^readOnly is set.*make it with a client without readOnly/)
  return true
}

test('a client with readOnly refuses every request that is not a GET, and asks for no key and no permit', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const asked = []
  const coinport = new CoinPort({
    baseUrl,
    readOnly: true,
    apiKey: () => asked.push('key') && 'key',
    limiter: { acquire: async ({ method }) => void asked.push(method) },
  })
  for (const method of [...METHODS, 'post', 'Delete', 'OPTIONS'])
    await assert.rejects(coinport.request(method, 'market/orders', { market: 'btcaud' }), isRefused)
  assert.equal(requests.length, 0)
  assert.deepEqual(asked, [])
  assert.equal((await coinport.getBalances()).length, 1)
  assert.equal((await coinport.request('get', 'account/balances')).length, 1)
})

test('axios with the adapter is refused too, also what axios itself would send', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  configure({ baseUrl, apiKey: 'key', readOnly: true })
  t.after(() => configure())
  const client = axios.create({ baseURL: baseUrl, adapter: require('coinport/axios') })
  for (const method of METHODS) {
    for (const config of [{}, { responseType: 'stream' }, { url: '/../peatio//market/orders' }]) {
      await assert.rejects(client({ url: 'market/orders', method, data: {}, ...config }), (error) => {
        assert.ok(axios.isAxiosError(error))
        return isRefused(error.cause)
      })
    }
  }
  assert.equal(requests.length, 0)
  assert.equal((await client.get('account/balances')).status, 200)
  const other = await serve(t, '{}')
  assert.equal((await client.post(other.baseUrl, {})).status, 200)
})

test('COINPORT_READ_ONLY sets it, an explicit option wins, and an unknown value is refused', async (t) => {
  const { baseUrl, requests } = await serve(t, '{}')
  const script = (options) => `new (require('coinport').CoinPort)(${options}).request('POST', 'market/anything')
    .then(() => console.log('sent'), (error) => console.log(error.option, error.outcome))`
  const runs = async (value, options = '') => {
    const env = { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key', COINPORT_READ_ONLY: value }
    const { stdout, stderr } = await runScript(script(options), { env })
    return stdout.trim() || /\w*Error: .*/.exec(stderr)[0]
  }
  assert.equal(await runs('1'), 'readOnly not_sent')
  assert.equal(await runs('true'), 'readOnly not_sent')
  assert.equal(requests.length, 0)
  assert.equal(await runs('1', '{ readOnly: false }'), 'sent')
  for (const value of ['', '0', 'false']) assert.equal(await runs(value), 'sent')
  for (const value of ['yes', 'TRUE', ' 1'])
    assert.equal(await runs(value), 'ConfigError: readOnly (from COINPORT_READ_ONLY) must be 1 or 0')
  assert.throws(() => new CoinPort({ readOnly: 'yes' }), { name: 'ConfigError', option: 'readOnly' })
})
