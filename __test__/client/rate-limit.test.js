'use strict'

const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { CoinPort } = require('coinport')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { FULL } = require('../support/counts.js')
const { startNginx } = require('../support/nginx.js')
const { serve, json, TICKERS } = require('../support/server.js')
const { notRunWithout } = require('../support/tools.js')

const NEEDS = { skip: notRunWithout('nginx') }
const SECONDS = FULL ? 60 : 3

/** Starts nginx with a limit of ten requests a second and a burst of five. */
async function startLimitedNginx(t) {
  const { baseUrl } = await serve(t, TICKERS)
  return startNginx(t, {
    directory: temporaryFolder(t),
    upstream: new URL(baseUrl).origin,
    http: 'limit_req_zone $binary_remote_addr zone=calls:1m rate=10r/s; limit_req_status 429;',
    location: 'limit_req zone=calls burst=5 nodelay;',
  })
}

const statuses = (requests) => requests.map((line) => line.split(' ').at(-1))

describe('the rate limit at a server that counts', { concurrency: 3 }, () => {
  test('a client with the limit of its server is never refused', NEEDS, async (t) => {
    const nginx = await startLimitedNginx(t)
    const rateLimit = { requests: 10, interval: 1000, burst: 2 }
    const clients = [0, 1, 2].map(() => new CoinPort({ baseUrl: nginx.baseUrl, rateLimit, timeout: 120_000 }))
    const started = performance.now()
    await Promise.all(Array.from({ length: 10 * SECONDS }, (_, call) => clients[call % 3].getTickers()))
    const seconds = (performance.now() - started) / 1000
    assert.deepEqual(new Set(statuses(nginx.requests())), new Set(['200']))
    assert.equal(nginx.requests().length, 10 * SECONDS)
    t.diagnostic(`${10 * SECONDS} calls of three clients took ${seconds.toFixed(1)} s, none was refused`)
    assert.ok(seconds >= SECONDS - 0.3)
  })

  test('without a rate limit, every call ends with its result or a RateLimitError', NEEDS, async (t) => {
    const nginx = await startLimitedNginx(t)
    const coinport = new CoinPort({ baseUrl: nginx.baseUrl, rateLimit: false })
    const calls = FULL ? 600 : 200
    const ended = await Promise.allSettled(Array.from({ length: calls }, () => coinport.getTickers()))
    const refused = ended.filter(({ status }) => status === 'rejected')
    const requests = nginx.requests().length
    t.diagnostic(`${calls - refused.length} results, ${refused.length} refusals, ${requests} requests`)
    assert.ok(refused.every(({ reason }) => reason.name === 'RateLimitError' && reason.status === 429))
    assert.ok(refused.length > 0 && refused.length < calls)
    // The retry budget is 100 retries; each success returns at most the cost of one.
    assert.ok(requests - calls <= 100 + (calls - refused.length), `${requests - calls} requests more than calls`)
  })

  test('a server that counts in a sliding window is never exceeded', async (t) => {
    const window = []
    let refusals = 0
    const { baseUrl, requests } = await serve(t, (_request, response) => {
      const now = performance.now()
      while (window.length && window[0] <= now - 1000) window.shift()
      if (window.push(now) <= 10) return TICKERS
      refusals += 1
      json(response, 429, '')
    })
    // At most 7 are sent in any second, so even a delay of half a second does not make 11.
    const coinport = new CoinPort({ baseUrl, rateLimit: { requests: 6, interval: 1000, burst: 1 }, timeout: 120_000 })
    const calls = 6 * SECONDS
    await Promise.all(Array.from({ length: calls }, () => coinport.getTickers()))
    assert.deepEqual([refusals, requests.length], [0, calls])
  })
})
