const { wholeNumber } = require('./arguments.js')

const COLUMNS = [
  { title: 'bid amount', of: ({ bid }) => bid?.[1] ?? '', right: true },
  { title: 'bid', of: ({ bid }) => bid?.[0] ?? '', right: true, style: () => 'green' },
  { title: 'ask', of: ({ ask }) => ask?.[0] ?? '', right: true, style: () => 'red' },
  { title: 'ask amount', of: ({ ask }) => ask?.[1] ?? '', right: true },
]

module.exports = {
  name: 'book',
  usage: 'book <market> [--limit <levels>]',
  summary: 'The order book of a market, the best prices first',
  takes: { least: 1, most: 1 },
  options: { limit: { type: 'string', value: 'levels', help: '1 to 1000 (default: 15)' } },
  async run({ args: [market], values, output, createClient }) {
    const limit = wholeNumber(values, 'limit', 1, 1000) ?? 15
    const depth = await createClient().getDepth(market, { limit })
    const levels = Math.max(depth.asks.length, depth.bids.length)
    const rows = Array.from({ length: levels }, (_, level) => ({ bid: depth.bids[level], ask: depth.asks[level] }))
    output.show(depth, COLUMNS, rows)
  },
}
