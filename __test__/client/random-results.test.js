'use strict'

// Random responses in every order of fields, with missing and undeclared ones: each must be packed, and must give what
// `JSON.parse` gives, apart from the declared types.

const assert = require('node:assert/strict')
const http = require('node:http')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const calls = require('../../lib/generated/endpoints.js')
const builders = require('../../lib/generated/builders.js')
const { FULL } = require('../support/counts.js')
const { randomResponse } = require('../support/random-response.js')
const { listen } = require('../support/server.js')

const COUNT = FULL ? 1_000_000 : 2_000
const CALLS = ['getBalances', 'getTickers', 'getDepth', 'getOrderBook', 'getKLine']
/** Each caller makes one call after the other, with a base URL of its own. */
const CALLERS = 16

/** The number of results that were built from their packed form. */
let built = 0
for (const [index, build] of builders.entries()) {
  if (build)
    builders[index] = (block) => {
      built += 1
      return build(block)
    }
}

test(`${COUNT} random responses are packed and give what JSON.parse gives`, async (t) => {
  const bodies = Array(CALLERS)
  const server = http.createServer(({ url }, response) => response.end(bodies[Number(url.split('/')[1])]))
  const origin = `http://127.0.0.1:${await listen(t, server)}`
  const run = async (caller) => {
    const coinport = new CoinPort({ baseUrl: `${origin}/${caller}`, apiKey: 'a-key', rateLimit: false })
    for (let index = caller; index < COUNT; index += CALLERS) {
      const name = CALLS[index % CALLS.length]
      const { sent, expected } = randomResponse(name, index)
      bodies[caller] = sent
      const keys = calls.find((known) => known.name === name).keys.map(() => 'btcaud')
      // With a page, a list is not read to its end.
      const params = name === 'getBalances' ? [{ page: 1 }] : []
      const result = await coinport[name](...keys, ...params)
      assert.deepStrictEqual(result, JSON.parse(expected), `document ${index}: ${sent}`)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, (_, caller) => run(caller)))
  assert.equal(built, COUNT)
})
