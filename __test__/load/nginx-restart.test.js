'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort } = require('coinport')
const { startBalancer } = require('../support/balancer.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { FULL } = require('../support/counts.js')
const { startNginx } = require('../support/nginx.js')
const { serve, json, TICKERS } = require('../support/server.js')
const { notRunWithout } = require('../support/tools.js')

const NEEDS = { skip: notRunWithout('nginx') }
const PER_SECOND = 200
const SECONDS = FULL ? 60 : 6
const EVERY = 2000

/** A CoinPort that takes a few milliseconds for a response, so that there are always requests in flight. */
const startExchange = (t) =>
  serve(t, (_request, response) => {
    setTimeout(() => json(response, 200, TICKERS), 5)
  })

/** Makes 200 reads a second and calls `disturb` every two seconds; returns how each read ended. */
async function read(baseUrl, disturb) {
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  const calls = []
  const started = performance.now()
  let disturbing = true
  const disturbances = (async () => {
    for (let round = 0; disturbing; round += 1) {
      await disturb(round)
      await wait(EVERY)
    }
  })()
  for (let made = 0; made < PER_SECOND * SECONDS; ) {
    const due = Math.min(PER_SECOND * SECONDS, ((performance.now() - started) * PER_SECOND) / 1000)
    for (; made < due; made += 1) calls.push(coinport.getTickers())
    await wait(5)
  }
  const ended = await Promise.allSettled(calls)
  disturbing = false
  await disturbances
  const codes = ended.flatMap(({ reason }) => (reason ? [`${reason.code} ${reason.phase}`] : []))
  return { calls: calls.length, lost: codes.length, codes: [...new Set(codes)].join() }
}

test('no read is lost while nginx reloads every two seconds', NEEDS, async (t) => {
  const { baseUrl: upstream } = await startExchange(t)
  const nginx = await startNginx(t, { directory: temporaryFolder(t), upstream: new URL(upstream).origin })
  const { calls, lost, codes } = await read(nginx.baseUrl, () => nginx.reload())
  t.diagnostic(`${lost} of ${calls} reads lost ${codes}`)
  assert.equal(lost, 0)
})

test('no read is lost while one of two nginx behind a balancer restarts every two seconds', NEEDS, async (t) => {
  const { baseUrl: upstream } = await startExchange(t)
  const both = [temporaryFolder(t), temporaryFolder(t)].map((directory) =>
    startNginx(t, { directory, upstream: new URL(upstream).origin }),
  )
  const nginx = await Promise.all(both)
  const baseUrl = await startBalancer(
    t,
    nginx.map(({ baseUrl }) => new URL(baseUrl).port),
  )
  let restarts = 0
  const { calls, lost, codes } = await read(baseUrl, async (round) => {
    await nginx[round % 2].restart()
    restarts += 1
  })
  t.diagnostic(`${lost} of ${calls} reads lost in ${restarts} restarts ${codes}`)
  assert.equal(lost, 0)
  assert.ok(restarts >= 2)
})
