const { wholeNumber } = require('./arguments.js')
const { utc } = require('./time.js')

const FIGURES = ['open', 'high', 'low', 'close', 'volume']
const COLUMNS = [
  { title: 'time (UTC)', of: ([time]) => utc(time) },
  ...FIGURES.map((title, index) => ({ title, of: (candle) => candle[index + 1], right: true })),
]

module.exports = {
  name: 'candles',
  usage: 'candles <market> [--period <minutes>] [--limit <candles>]',
  summary: 'The most recent candles of a market, oldest first',
  notes: 'Volume is in the base currency.',
  takes: { least: 1, most: 1 },
  options: {
    period: {
      type: 'string',
      value: 'minutes',
      help: '1, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 4320 or 10080 (default: 60)',
    },
    limit: { type: 'string', value: 'candles', help: '1 to 10000 (default: 24)' },
  },
  async run({ args: [market], values, output, createClient }) {
    const period = wholeNumber(values, 'period', 1, 10_080) ?? 60
    const limit = wholeNumber(values, 'limit', 1, 10_000) ?? 24
    output.show(await createClient().getKLine(market, { period, limit }), COLUMNS)
  },
}
