/** Every command is one file: its name, usage, summary, options, how many arguments it takes, and `run`. */
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
