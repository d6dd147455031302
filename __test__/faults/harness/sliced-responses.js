'use strict'

const { isDeepStrictEqual } = require('node:util')
const ENDPOINTS = require('../../../lib/generated/endpoints.js')
const { fixtureText } = require('../../support/fixtures.js')
const { counts } = require('../../support/counts.js')
const { healthyReply, reply } = require('../servers/replies.js')

/** How often the fixture of each call is sent in segments. */
const ROUNDS = counts(1200)
const CALLS = ENDPOINTS.filter(({ changes }) => !changes)
const COMPARED = CALLS.length * ROUNDS

/** Sends the fixture of the call that the API key names, whole or in segments of 1 to 7 bytes. */
async function respondWithFixture(connection) {
  const request = connection.requests.at(-1)
  const [, name, how] = /^Bearer (\w+)-(whole|sliced)$/.exec(request.headers.authorization) ?? []
  if (!name) return connection.write(healthyReply(request))
  const bytes = reply('200 OK', fixtureText(name))
  for (let start = 0; start < bytes.length; ) {
    const end = how === 'whole' ? bytes.length : start + 1 + Math.floor(Math.random() * 7)
    await connection.write(bytes.subarray(start, end))
    start = end
  }
}

/** Compares the results of every call that reads for both responses; returns the number of equal pairs. */
async function compareWholeAndSliced(client) {
  let equal = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, keys } of CALLS) {
      const params = /^getGecko(OrderBook|Hist)/.test(name) ? { ticker_id: 'BTC_AUD' } : null
      const args = [...keys.map(({ numeric }) => (numeric ? 1 : 'btcaud')), params]
      const [whole, sliced] = [
        await client[name](...args, { apiKey: `${name}-whole` }),
        await client[name](...args, { apiKey: `${name}-sliced` }),
      ]
      if (!isDeepStrictEqual(whole, sliced)) throw new Error(`${name} differs`)
      equal += 1
    }
  }
  return equal
}

module.exports = { respondWithFixture, compareWholeAndSliced, COMPARED }
