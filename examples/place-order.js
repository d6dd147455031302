// Buys for so much money at a limit price, and waits until the order is filled: node place-order.js btcaud 500 150000
// SIGTERM or Ctrl-C cancels what is left of it. It needs big.js.

const Big = require('big.js')
const { setTimeout: wait } = require('node:timers/promises')
const { CoinPort, CoinPortError, ConfigError, checkOrder, quantize } = require('coinport')

const OPEN = ['pending', 'wait']
const POLL_MS = 1000

/** The order for so much money. Throws if the market does not take it. */
function prepare(market, money, limit) {
  const price = quantize(limit, market.price_precision, 'down')
  // A quotient may have any number of digits. Rounded down, it never costs more than the money.
  const volume = quantize(new Big(money).div(price).toFixed(), market.amount_precision, 'down')
  const order = { market: market.id, side: 'buy', volume, price }
  const [broken] = checkOrder(market, order)
  if (broken) throw new Error(`${broken.param} ${order[broken.param]}: the market's ${broken.rule} is ${broken.limit}`)
  return order
}

/** Places an order once. If its response is lost, looks for it instead of sending it again. */
async function place(coinport, order) {
  try {
    return await coinport.createOrder(order)
  } catch (error) {
    if (error.outcome !== 'unknown') throw error
    console.error(`${error.message}: looking for the order`)
    const { verdict, result, candidates } = await find(coinport, error)
    if (verdict === 'done') return result
    if (verdict === 'not_done') throw new Error('the order was not placed', { cause: error })
    const ids = candidates.map(({ id }) => id).join(', ')
    throw new Error(`one of the orders ${ids} may be the one that was placed: compare them`, { cause: error })
  }
}

/** Looks until there is a verdict: an order that may be open is not left alone because a read failed. */
async function find(coinport, lost) {
  for (;;) {
    try {
      return await coinport.reconcile(lost)
    } catch (error) {
      logFailure(error)
    }
  }
}

/** Waits until an order is filled, or once `stop` is aborted, until it is canceled. Returns its last state. */
async function follow(coinport, { id }, stop) {
  for (;;) {
    try {
      // The exchange cancels later than it responds, and loses the cancellation of a pending order: asks in each round.
      if (stop.aborted) await coinport.cancelOrder(id)
      const order = await coinport.getOrder(id)
      if (!OPEN.includes(order.state)) return order
    } catch (error) {
      logFailure(error)
    }
    await wait(POLL_MS, undefined, { signal: stop.aborted ? undefined : stop }).catch(() => {})
  }
}

/** A call may fail, and the next round repeats what is needed. Any other error is a defect. */
function logFailure(error) {
  if (!(error instanceof CoinPortError) || error instanceof ConfigError) throw error
  console.error(error.message)
}

async function main([id, money, limit]) {
  const stop = new AbortController()
  // A call that is under way is not aborted: its outcome would be unknown.
  for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => stop.abort())

  const coinport = new CoinPort({ timeout: 10_000 })
  const market = (await coinport.getMarkets()).find((candidate) => candidate.id === id)
  if (!market) throw new Error(`there is no market ${id}`)
  const placed = await place(coinport, prepare(market, money, limit))
  console.log(`order ${placed.id}: ${placed.origin_volume} at ${placed.price}`)
  const { state, executed_volume, avg_price } = await follow(coinport, placed, stop.signal)
  console.log(`order ${placed.id}: ${state}, bought ${executed_volume} at ${avg_price}`)
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    process.exitCode = 1
    console.error(error.message, error.hint ?? '')
  })
}

module.exports = { follow, place, prepare }
