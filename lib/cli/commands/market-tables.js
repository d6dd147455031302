const { name, number, side, text, time } = require('../columns.js')
const options = require('../options.js')
const { tableCommand } = require('../table-command.js')

const PERIODS = [1, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 4320, 10080]

const markets = tableCommand({
  name: 'markets',
  summary: 'The markets, with their order limits',
  call: 'getMarkets',
  columns: [
    name('market', 'id'),
    text('name'),
    text('base', 'base_unit'),
    text('quote', 'quote_unit'),
    number('min amount', 'min_amount'),
    number('amount places', 'amount_precision'),
    number('price places', 'price_precision'),
    text('state'),
  ],
})

const trades = tableCommand({
  name: 'trades',
  takes: ['<market>'],
  summary: 'The most recent trades of a market, newest first',
  notes: 'Side is what the taker did; amount is in the base currency, total in the quote currency.',
  call: 'getTrades',
  options: { limit: options.limit(1000, 20) },
  columns: [time('created_at'), side('side', 'taker_type'), number('price'), number('amount'), number('total')],
})

const book = tableCommand({
  name: 'book',
  takes: ['<market>'],
  summary: 'The order book of a market, the best prices first',
  call: 'getDepth',
  options: { limit: options.limit(1000, 15, 'levels') },
  rows: ({ asks, bids }) =>
    Array.from({ length: Math.max(asks.length, bids.length) }, (_, level) => ({
      bid: bids[level]?.[0] ?? '',
      bidAmount: bids[level]?.[1] ?? '',
      ask: asks[level]?.[0] ?? '',
      askAmount: asks[level]?.[1] ?? '',
    })),
  columns: [
    number('bid amount', 'bidAmount'),
    { ...number('bid'), style: () => 'green' },
    { ...number('ask'), style: () => 'red' },
    number('ask amount', 'askAmount'),
  ],
})

const candles = tableCommand({
  name: 'candles',
  takes: ['<market>'],
  summary: 'The most recent candles of a market, oldest first',
  notes: 'Volume is in the base currency.',
  call: 'getKLine',
  options: { period: options.number('minutes', PERIODS, 60), limit: options.limit(10_000, 24, 'candles') },
  // A candle is a list.
  columns: [time(0), number('open', 1), number('high', 2), number('low', 3), number('close', 4), number('volume', 5)],
})

module.exports = { book, candles, markets, trades }
