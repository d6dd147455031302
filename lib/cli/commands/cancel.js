const { setTimeout: wait } = require('node:timers/promises')
const { ApiError, CoinPortError, ConfigError, RateLimitError } = require('../../errors.js')
const { printable } = require('../../printable.js')
const { name, number, side, text } = require('../columns.js')
const { YES, confirm } = require('../confirm.js')
const { flag, id } = require('../options.js')
const { UsageError } = require('../usage-error.js')

const OPEN = ['pending', 'wait']

/** The exchange cancels later than it responds, and loses the cancellation of a pending order. */
const ROUNDS = 15
const ROUND_MS = 1000

const COLUMNS = [
  number('id'),
  name('market'),
  side('side'),
  number('price'),
  number('volume', 'origin_volume'),
  number('remaining', 'remaining_volume'),
  text('state'),
]

module.exports = {
  name: 'cancel',
  takes: ['[id…]'],
  summary: 'Cancels open orders, and waits until they are no longer open',
  notes: 'An order that is filled meanwhile has the state done.',
  needsKey: true,
  options: {
    market: id('market', 'all open orders of this market, instead of those with an id'),
    all: flag('all open orders of the account'),
    ...YES,
  },
  async run({ args, values, output, createClient }) {
    const { market, all } = values
    if ([args.length > 0, market !== undefined, all].filter(Boolean).length !== 1) {
      throw new UsageError('give either the ids of orders, or --market, or --all')
    }
    const client = createClient()
    const scope = args.length > 0 ? ordersWith(client, [...new Set(args)]) : ordersOf(client, market && { market })
    const open = await scope.open()
    if (open.length > 0) await confirm(`Cancel ${count(open)}${market ? ` of ${market}` : ''}?`, values)
    output.show(await scope.ended(await cancelAll(scope, open)), COLUMNS)
  },
}

/** Cancels until nothing is open. Returns the ids of the orders that were. */
async function cancelAll(scope, first) {
  const ids = new Set()
  let open = first
  let problem
  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS) throw problem ?? stillOpen(open)
    for (const order of open) ids.add(order.id)
    try {
      problem = undefined
      await scope.cancel(open)
      await wait(ROUND_MS)
      open = await scope.open()
    } catch (error) {
      if (!mayPass(error)) throw error
      problem = error
      process.stderr.write(`coinport: ${printable(error.message)}; trying again\n`)
      await wait(ROUND_MS)
    }
  }
  return ids
}

/** Whether another round may succeed. To cancel an order twice does no harm, so that an unknown outcome is no obstacle. */
function mayPass(error) {
  if (!(error instanceof CoinPortError) || error instanceof ConfigError) return false
  return (
    !(error instanceof ApiError) ||
    error instanceof RateLimitError ||
    error.status >= 500 ||
    error.outcome === 'unknown'
  )
}

const stillOpen = (open) => new CoinPortError(`${count(open)} left`, { hint: '`coinport orders` shows them.' })

/** The open orders of a market, or without params those of all markets. */
function ordersOf(client, params) {
  return {
    open: () => client.getOrders({ ...params, state: OPEN }).all(),
    cancel: () => client.cancelOrders(params),
    // The list begins with the orders that changed last.
    async ended(ids) {
      const rows = []
      if (ids.size === 0) return rows
      for await (const order of client.getOrders(params)) {
        if (ids.has(order.id)) rows.push(order)
        if (rows.length === ids.size) break
      }
      return rows
    },
  }
}

/** The orders with these ids. */
function ordersWith(client, ids) {
  const read = () => Promise.all(ids.map((order) => client.getOrder(order)))
  return {
    open: async () => (await read()).filter(({ state }) => OPEN.includes(state)),
    cancel: (orders) => settleAll(orders.map((order) => client.cancelOrder(order.id))),
    ended: read,
  }
}

/** Waits for all, so that one that fails does not hide how another ended. */
async function settleAll(calls) {
  const failed = (await Promise.allSettled(calls)).find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

const count = (orders) => (orders.length === 1 ? '1 open order' : `${orders.length} open orders`)
