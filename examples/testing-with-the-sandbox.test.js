// Tests of your own code without the exchange: node --test testing-with-the-sandbox.test.js

const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')
const { CoinPort } = require('coinport')
const { startSandbox } = require('coinport/sandbox')

/** The code under test: what it is given is a client, so that a test can give it another one. */
async function holdings(coinport) {
  const balances = await coinport.getBalances({ nonzero: true })
  return Object.fromEntries(balances.map(({ currency, balance }) => [currency, balance]))
}

let sandbox
let coinport
before(async () => {
  sandbox = await startSandbox({ balances: { btc: '0.10', aud: { balance: '20.5', locked: '5' } } })
  coinport = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey })
})
after(() => sandbox.close())

test('holdings are what the account has', async () => {
  assert.deepEqual(await holdings(coinport), { aud: '20.5', btc: '0.1' })
})

test('a fault that passes is not noticed', async () => {
  sandbox.fail({ path: 'account/balances', status: 503, times: 2 })
  const before = sandbox.requests.length
  assert.equal((await holdings(coinport)).btc, '0.1')
  assert.equal(sandbox.requests.length - before, 3)
})

test('the error says that a key was refused', async () => {
  const stranger = new CoinPort({ baseUrl: sandbox.url, apiKey: 'not-the-key' })
  await assert.rejects(holdings(stranger), { name: 'AuthenticationError', status: 401 })
})
