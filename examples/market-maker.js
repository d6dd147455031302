// Keeps one order on each side of a market, until SIGTERM or Ctrl-C: node market-maker.js btcaud 0.001
// It needs big.js, and the market must be its own: it cancels every order of the account there.
//
// Each round compares the orders that are open with those that are wanted, and does not depend on what earlier rounds did.
// So whatever fails in one round is made up for in the next. A side that has an order gets no second one, and nothing is
// placed while a call is unresolved.

const Big = require('big.js')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort, CoinPortError, ConfigError, checkOrder, quantize } = require('coinport')

const ROUND_MS = 1000
/** How far from the middle of the book to buy and to sell, and how far an order may be from there, as parts of the price. */
const DISTANCE = new Big('0.01')
const TOLERANCE = new Big('0.002')
/** How late a lost call may still arrive. The gateway of the exchange refuses a signed request 5 s after it was made. */
const LATE_MS = 6000

class MarketMaker {
  #coinport
  #market
  #volume
  /** The error of a call that may have placed an order. */
  #unresolved

  constructor(coinport, market, volume) {
    this.#coinport = coinport
    this.#market = market
    this.#volume = volume
  }

  /** One round. Rejects if a call fails; the next round finds out what it has changed. */
  async round() {
    await this.#resolve()
    const [wanted, open] = await Promise.all([this.#wanted(), openOrders(this.#coinport, this.#market.id)])
    for (const { id, side, price } of open) {
      if (!isNear(price, wanted[side])) await this.#coinport.cancelOrder(id)
    }
    for (const [side, price] of Object.entries(wanted)) {
      // An order that was just canceled counts as open until the list says otherwise.
      if (!open.some((order) => order.side === side)) await this.#place(side, price)
    }
  }

  /** Cancels all orders of the market and waits until none is open. */
  async stop() {
    await cancelAll(this.#coinport, this.#market.id, () => this.#resolve())
  }

  /** Finds out whether a lost call has placed an order. After that, the list of open orders shows it. */
  async #resolve() {
    if (!this.#unresolved) return
    const { verdict } = await this.#coinport.reconcile(this.#unresolved, { wait: LATE_MS })
    console.error(`a lost order: ${verdict}`)
    this.#unresolved = undefined
  }

  /** The price of each side. None is wanted while the book is empty. */
  async #wanted() {
    const { bids, asks } = await this.#coinport.getDepth(this.#market.id, { limit: 1 })
    if (bids.length === 0 || asks.length === 0) return {}
    const middle = new Big(bids[0][0]).plus(asks[0][0]).div(2)
    const places = this.#market.price_precision
    return {
      buy: quantize(middle.times(new Big(1).minus(DISTANCE)).toFixed(), places, 'down'),
      sell: quantize(middle.times(DISTANCE.plus(1)).toFixed(), places, 'up'),
    }
  }

  async #place(side, price) {
    const order = { market: this.#market.id, side, price, volume: this.#volume }
    const [broken] = checkOrder(this.#market, order)
    if (broken) throw new Error(`${broken.param}: the market's ${broken.rule} is ${broken.limit}`)
    try {
      const { id } = await this.#coinport.createOrder(order)
      console.log(`${id}: ${side} ${this.#volume} at ${price}`)
    } catch (error) {
      if (error.outcome === 'unknown') this.#unresolved = error
      // Without the money for one side, the other is still placed.
      if (error.outcome !== 'rejected') throw error
      console.error(error.message)
    }
  }
}

/** The orders that are open or may be soon. */
const openOrders = (coinport, market) => coinport.getOrders({ market, state: ['wait', 'pending'] }).all()

/** Whether an order can stay. A market order has no price. */
const isNear = (price, wanted) =>
  Boolean(price && wanted) && new Big(price).minus(wanted).abs().lte(TOLERANCE.times(wanted))

/**
 * Cancels all orders of a market until none is open, twice: an order that was on its way at the first empty list is in the
 * second. It does not give up. `before` runs before each list.
 */
async function cancelAll(coinport, market, before = async () => {}) {
  for (let empty = 0; empty < 2; ) {
    try {
      await coinport.cancelOrders({ market })
      await before()
      empty = (await openOrders(coinport, market)).length === 0 ? empty + 1 : 0
    } catch (error) {
      logFailure(error)
    }
    await wait(empty === 1 ? LATE_MS : ROUND_MS)
  }
}

/** A call may fail, and the next round repeats what is needed. Any other error is a defect. */
function logFailure(error) {
  if (!(error instanceof CoinPortError) || error instanceof ConfigError) throw error
  console.error(error.message)
}

async function main([id, volume]) {
  const coinport = new CoinPort({ timeout: 10_000 })
  const market = (await coinport.getMarkets()).find((candidate) => candidate.id === id)
  if (!market) throw new Error(`there is no market ${id}`)
  const maker = new MarketMaker(coinport, market, volume)
  const stop = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(name, () => stop.abort())
  try {
    while (!stop.signal.aborted) {
      await maker.round().catch(logFailure)
      // To watchdog.js. With a callback, it does not throw if the channel is closed.
      process.send?.('alive', () => {})
      await wait(ROUND_MS, undefined, { signal: stop.signal }).catch(() => {})
    }
  } finally {
    await maker.stop()
  }
  if (process.connected) process.disconnect()
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    process.exitCode = 1
    console.error(error.message, error.hint ?? '')
  })
}

module.exports = { cancelAll }
