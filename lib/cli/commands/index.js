const { balances, deposits, myTrades, orders, withdraws } = require('./account-tables.js')
const { book, candles, markets, trades } = require('./market-tables.js')

/**
 * The commands, in the order of the help: `{ name, takes?, summary, notes?, options?, needsKey?, run }`. `takes` are the
 * arguments as the help shows them, `options` are made by `../options.js`.
 */
const COMMANDS = [
  require('./tickers.js'),
  markets,
  trades,
  book,
  candles,
  balances,
  orders,
  myTrades,
  deposits,
  withdraws,
  require('./cancel.js'),
  require('./request.js'),
  require('./doctor/index.js'),
  require('./sandbox.js'),
  require('./completion/index.js'),
]

module.exports = { COMMANDS }
