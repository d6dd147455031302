const { name, number, side, text } = require('../columns.js')
const options = require('../options.js')
const { tableCommand } = require('../table-command.js')

const ORDER_STATES = ['pending', 'wait', 'done', 'cancel', 'reject']
const MARKET = options.id('market', 'only this market')
const CURRENCY = options.id('currency', 'only this currency')
const SIDE = { ...options.choice('side', ['buy', 'sell'], 'only this side'), param: 'type' }

const balances = tableCommand({
  name: 'balances',
  summary: 'What the account holds, available and locked',
  needsKey: true,
  call: 'getBalances',
  options: { nonzero: options.flag('only currencies that are held') },
  columns: [name('currency'), number('balance'), number('locked')],
})

const orders = tableCommand({
  name: 'orders',
  summary: "The account's most recent orders, newest first",
  notes: 'Open orders are in the state wait, or pending right after they were sent.',
  needsKey: true,
  call: 'getOrders',
  options: {
    market: MARKET,
    side: SIDE,
    state: options.choice('state', ORDER_STATES, 'only this state'),
    limit: options.limit(1000, 50),
  },
  columns: [
    number('id'),
    name('market'),
    side('side'),
    text('kind', 'ord_type'),
    number('price'),
    number('volume', 'origin_volume'),
    number('remaining', 'remaining_volume'),
    text('state'),
    text('created', 'created_at'),
  ],
})

const myTrades = tableCommand({
  name: 'my-trades',
  summary: "The account's most recent trades, newest first",
  notes: 'Amount is in the base currency, total in the quote currency.',
  needsKey: true,
  call: 'getMyTrades',
  options: { market: MARKET, side: SIDE, limit: options.limit(1000, 50) },
  columns: [
    number('id'),
    text('time', 'created_at'),
    name('market'),
    side('side'),
    number('price'),
    number('amount'),
    number('total'),
    number('fee', 'fee_amount'),
    text('fee in', 'fee_currency'),
    number('order', 'order_id'),
  ],
})

/** A table of deposits or withdrawals. `state` is an example of a state, and `columns` are those that only one of them has. */
const transferTable = ({ state, columns, ...command }) =>
  tableCommand({
    ...command,
    needsKey: true,
    options: {
      currency: CURRENCY,
      state: options.text('state', `only this state, such as ${state}`),
      limit: options.limit(100, 50),
    },
    columns: [
      number('id'),
      text('created', 'created_at'),
      name('currency'),
      number('amount'),
      number('fee'),
      text('state'),
      ...columns,
    ],
  })

const deposits = transferTable({
  name: 'deposits',
  summary: "The account's most recent deposits, newest first",
  notes: 'Amount is what was credited, without the fee.',
  call: 'getDeposits',
  state: 'accepted',
  columns: [text('network', 'blockchain_key'), text('transaction', 'txid')],
})

const withdraws = transferTable({
  name: 'withdraws',
  summary: "The account's most recent withdrawals, newest first",
  notes: 'Amount includes the fee.',
  call: 'getWithdraws',
  state: 'succeed',
  columns: [text('recipient', 'rid'), text('transaction', 'blockchain_txid')],
})

module.exports = { balances, deposits, myTrades, orders, withdraws }
