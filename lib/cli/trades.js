const { wholeNumber } = require('./arguments.js')
const { utc } = require('./time.js')
const { styleOfSide } = require('./side.js')

const COLUMNS = [
  { title: 'time (UTC)', of: ({ created_at }) => utc(created_at) },
  { title: 'side', of: ({ taker_type }) => taker_type, style: ({ taker_type }) => styleOfSide(taker_type) },
  { title: 'price', of: ({ price }) => price, right: true },
  { title: 'amount', of: ({ amount }) => amount, right: true },
  { title: 'total', of: ({ total }) => total, right: true },
]

module.exports = {
  name: 'trades',
  usage: 'trades <market> [--limit <rows>]',
  summary: 'The most recent trades of a market, newest first',
  notes: 'Side is what the taker did; amount is in the base currency, total in the quote currency.',
  takes: { least: 1, most: 1 },
  options: { limit: { type: 'string', value: 'rows', help: '1 to 1000 (default: 20)' } },
  async run({ args: [market], values, output, createClient }) {
    const limit = wholeNumber(values, 'limit', 1, 1000) ?? 20
    output.show(await createClient().getTrades(market, { limit }), COLUMNS)
  },
}
