'use strict'

// The codes with which the exchange refuses the calls that change something, and the advice for each.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const REFUSALS = require('../fixtures/refusals.json')
const { json, serve } = require('../support/server.js')
const { GOOD, WRITES } = require('../support/writes.js')

test('every call has a table of the codes with which the exchange refuses it', () => {
  assert.deepEqual(Object.keys(REFUSALS).sort(), WRITES.map(({ name }) => name).sort())
})

for (const [name, refusals] of Object.entries(REFUSALS)) {
  test(`W21: the codes with which the exchange refuses ${name}`, async (t) => {
    let reply
    const { baseUrl, requests } = await serve(t, (_request, response) => json(response, ...reply))
    const client = new CoinPort({ baseUrl, apiKey: 'key' })
    for (const [code, status, advice] of refusals) {
      // The exchange sends some of them as a single text.
      for (const errors of [[code], code]) {
        reply = [status, JSON.stringify({ errors })]
        const error = await client[name](...GOOD[name]).then(assert.fail, (error) => error)
        assert.deepEqual([error.errors, error.status, error.outcome], [[code], status, 'rejected'])
        if (advice === null) assert.equal(error.hint, undefined, code)
        else assert.ok(error.hint.includes(advice), `${code}: ${error.hint}`)
      }
    }
    assert.equal(requests.length, 2 * refusals.length)
  })
}

test('a PIN that cannot be sent again yet: the error has the time of the last e-mail', async (t) => {
  const body = '{"errors":["account.beneficiary.cant_resend_within_1_minute"],"sent_at":"2025-03-01T04:05:06Z"}'
  const { baseUrl } = await serve(t, (_request, response) => json(response, 422, body))
  const error = await new CoinPort({ baseUrl, apiKey: 'key' }).resendBeneficiaryPin(78).catch((error) => error)
  assert.equal(error.response.data.sent_at, '2025-03-01T04:05:06Z')
})
