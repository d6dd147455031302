'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const { FULL } = require('../support/counts.js')
const { startExample } = require('../support/example.js')
const { startFailingGateway } = require('../support/failing-gateway.js')
const { randomNumbers } = require('../support/random.js')
const { start } = require('../support/sandbox.js')
const { notRunOnWindows } = require('../support/tools.js')

const RUN_MS = FULL ? 60_000 : 8_000
const BUYERS = FULL ? 3 : 2
/** The markets that are made, with the volume of each order. */
const MAKERS = Object.entries({ btcaud: '0.001', ltcaud: '0.1', xrpaud: '10' })
/** Far above the market, so that an order is filled, and far below. */
const [FILLS, RESTS] = ['9000', '1000']

const isOpen = ({ state }) => state === 'wait' || state === 'pending'
const occurrences = (text, pattern) => text.match(pattern)?.length ?? 0

test('while a fifth of all requests fail, the examples place no order twice, and SIGTERM leaves none open', {
  skip: notRunOnWindows(),
  timeout: 600_000,
}, async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6)
  t.diagnostic(`SEED=${seed}`)
  const balances = { aud: '1000000', btc: '5', ltc: '100', xrp: '10000' }
  const { sandbox } = await start(t, { balances, orderDelay: 100, cancelDelay: 100, seed })
  const past = new Set(sandbox.orders.map(({ id }) => id))
  const placedOrders = () => sandbox.orders.filter(({ id }) => !past.has(id))
  const ofMaker = ({ market }) => MAKERS.some(([made]) => made === market)
  let mostOfOneSide = 0
  const gateway = await startFailingGateway(t, {
    url: sandbox.url,
    random: randomNumbers(seed),
    handled() {
      const open = placedOrders().filter((order) => ofMaker(order) && isOpen(order))
      for (const { market, side } of open) {
        const same = open.filter((order) => order.market === market && order.side === side)
        mostOfOneSide = Math.max(mostOfOneSide, same.length)
      }
    },
  })
  const { apiKey, apiSecret } = sandbox
  const env = { COINPORT_BASE_URL: gateway.url, COINPORT_API_KEY: apiKey, COINPORT_API_SECRET: apiSecret }

  const makers = MAKERS.map((args) => startExample(t, 'market-maker.js', { args, env }))
  await Promise.all(makers.map((maker) => maker.until(/ at /)))
  gateway.oneIn(5)

  // Each run buys another volume: 0.01, 0.02 and so on.
  const runs = []
  let isOver = false
  async function buy() {
    while (!isOver) {
      const number = runs.length + 1
      const price = number % 2 ? FILLS : RESTS
      const money = String((BigInt(price) * BigInt(number)) / 100n)
      const run = startExample(t, 'place-order.js', { args: ['ethaud', money, price], env })
      const volume = `0.${String(number).padStart(2, '0')}`.replace(/0$/, '')
      runs.push({ ...run, volume })
      if (price === RESTS) {
        await run.until(/^order/m).catch(() => {})
        run.child.kill('SIGTERM')
      }
      await run.ended
    }
  }
  const buyers = Array.from({ length: BUYERS }, buy)
  await wait(RUN_MS)
  isOver = true
  for (const { child } of [...makers, ...runs]) child.kill('SIGTERM')
  await Promise.all(buyers)
  const made = await Promise.all(makers.map(({ ended }) => ended))
  const ended = await Promise.all(runs.map(async ({ ended, volume }) => ({ ...(await ended), volume })))

  const orders = placedOrders()
  for (const { code, stdout, stderr, volume } of ended) {
    const placed = orders.filter((order) => !ofMaker(order) && order.origin_volume === volume)
    // A process that has printed its result may be ended by SIGTERM before it exits.
    const succeeded = code === 0 || (code === 'SIGTERM' && stdout.includes(', bought '))
    assert.equal(placed.length, succeeded ? 1 : 0, `${volume}: ${placed.length} orders, ${code}\n${stdout}${stderr}`)
    if (succeeded) assert.match(stdout, new RegExp(`order ${placed[0].id}: ${placed[0].state}, bought`))
  }
  for (const { code, stderr } of made) assert.equal(code, 0, stderr)
  assert.equal(mostOfOneSide, 1)
  assert.deepEqual(orders.filter(isOpen), [])
  for (const [kind, count] of Object.entries(gateway.faults)) assert.ok(!FULL || count > 0, kind)

  const making = made.map(({ stderr }) => stderr).join('')
  const buying = ended.map(({ stderr }) => stderr).join('')
  t.diagnostic(`${gateway.requests} requests, faults: ${JSON.stringify(gateway.faults)}`)
  t.diagnostic(
    `market-maker.js on ${MAKERS.length} markets: ${orders.filter(ofMaker).length} orders, lost ${occurrences(making, /a lost order: done/g)} that ` +
      `were placed and ${occurrences(making, /a lost order: not_done/g)} that were not`,
  )
  t.diagnostic(
    `place-order.js: ${ended.length} runs, ${ended.filter(({ code }) => code === 0).length} orders, ` +
      `${occurrences(buying, /looking for the order/g)} were lost, ${occurrences(buying, /was not placed/g)} of them not placed`,
  )
})
