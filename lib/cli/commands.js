/** Each command is one file: name, usage, summary, options, number of arguments and `run`. */
const COMMANDS = [
  require('./tickers.js'),
  require('./balances.js'),
  require('./markets.js'),
  require('./trades.js'),
  require('./book.js'),
  require('./candles.js'),
  require('./orders.js'),
  require('./doctor/index.js'),
  require('./sandbox.js'),
]

module.exports = { COMMANDS }
