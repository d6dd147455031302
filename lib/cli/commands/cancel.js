const { setTimeout: wait } = require('node:timers/promises')
const { CoinPortError } = require('../../errors.js')
const { name, number, side, text } = require('../columns.js')
const { YES, confirm } = require('../confirm.js')
const { flag, id } = require('../options.js')
const { UsageError } = require('../usage-error.js')

const OPEN = ['pending', 'wait']
const MOST_ORDERS = 1000

/** The exchange cancels later than it responds, and may lose the cancellation of a pending order. */
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
  async run({ args: ids, values, output, createClient }) {
    const { market, all } = values
    const isBulk = all || market !== undefined
    const hasIds = ids.length > 0
    if (hasIds === isBulk) throw new UsageError('give the ids of orders, or --market, or --all')
    const client = createClient()
    const scope = isBulk ? ordersOf(client, market) : ordersWith(client, ids)
    const open = await scope.open()
    if (open.length > 0) await confirm(`Cancel ${count(open)}${market ? ` of ${market}` : ''}?`, values)
    const canceled = await cancelAll(scope, open)
    output.show(await scope.ended(canceled), COLUMNS)
  },
}

/** Cancels until nothing is open. Returns the ids. */
async function cancelAll(scope, first) {
  const ids = new Set()
  let open = first
  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS) {
      throw new CoinPortError(`${count(open)} left`, { hint: '`coinport orders --state wait` shows them.' })
    }
    for (const order of open) ids.add(order.id)
    await scope.cancel(open)
    await wait(ROUND_MS)
    open = await scope.open()
  }
  return ids
}

/** The open orders of a market, or of all. */
function ordersOf(client, market) {
  return {
    open: () => client.getOrders({ market, state: OPEN, limit: MOST_ORDERS }),
    cancel: () => client.cancelOrders(market === undefined ? {} : { market }),
    // The list begins with the orders that changed last.
    async ended(ids) {
      if (ids.size === 0) return []
      return (await client.getOrders({ market, limit: MOST_ORDERS })).filter((order) => ids.has(order.id))
    },
  }
}

/** The orders with these ids. */
function ordersWith(client, ids) {
  const read = () => Promise.all(ids.map((order) => client.getOrder(order)))
  return {
    open: async () => (await read()).filter(({ state }) => OPEN.includes(state)),
    cancel: (orders) => Promise.all(orders.map((order) => client.cancelOrder(order.id))),
    ended: read,
  }
}

const count = (orders) => (orders.length === 1 ? '1 open order' : `${orders.length} open orders`)
