const { CoinPortError } = require('../errors.js')
const { UsageError, wholeNumber } = require('./arguments.js')
const { compare } = require('./decimal.js')
const { watch } = require('./watch.js')

const ARROWS = { '-1': '▼', 0: '', 1: '▲' }
const TREND = { '-1': 'red', 0: undefined, 1: 'green' }

/** A row is `{ market, ticker, before }`; `before` is the ticker that was shown last. */
const COLUMNS = [
  { title: 'market', of: ({ market }) => market, style: () => 'bold' },
  { title: 'last', of: ({ ticker }) => ticker.last, right: true, style: (row) => TREND[move(row)] },
  { title: '', of: (row) => ARROWS[move(row)], style: (row) => TREND[move(row)] },
  {
    title: 'change',
    of: ({ ticker }) => ticker.price_change_percent,
    right: true,
    style: ({ ticker }) => TREND[sign(ticker)],
  },
  ...['low', 'high', 'amount', 'volume'].map((name) => ({
    title: name,
    of: ({ ticker }) => ticker[name],
    right: true,
    style: ({ ticker, before }) => (before && before[name] !== ticker[name] ? 'bold' : undefined),
  })),
]
const WITHOUT_MOVES = COLUMNS.filter(({ title }) => title !== '')

const move = ({ ticker, before }) => (before ? compare(ticker.last, before.last) : 0)
const sign = ({ price_change_percent: change = '' }) => (/[1-9]/.test(change) ? (change.startsWith('-') ? -1 : 1) : 0)

module.exports = {
  name: 'tickers',
  usage: 'tickers [market…] [--watch [--interval <seconds>]]',
  summary: 'Last prices and 24-hour figures; --watch keeps them up to date',
  notes: 'Amount is in the base currency, volume in the quote currency.',
  takes: { most: Number.POSITIVE_INFINITY },
  options: {
    watch: { type: 'boolean', help: 'keep reading them and show what changed' },
    interval: { type: 'string', value: 'seconds', help: 'time between readings, 1 to 86400 (default: 5)' },
  },
  async run({ args, values, output, createClient }) {
    const interval = wholeNumber(values, 'interval', 1, 86_400)
    if (interval !== undefined && !values.watch) throw new UsageError('--interval needs --watch')
    const markets = args.length > 0 ? args.map((market) => market.toLowerCase()) : undefined
    const client = createClient()
    const read = () => client.getTickers({ markets })
    if (values.watch) return watch(output, { read, rowsOf, columns: COLUMNS, seconds: interval ?? 5 })

    const tickers = await read()
    output.show(tickers, WITHOUT_MOVES, rowsOf(tickers))
    const missing = markets?.filter((market) => !Object.hasOwn(tickers, market)) ?? []
    if (missing.length > 0) {
      throw new CoinPortError(`no such market: ${missing.join(', ')}`, { hint: '`coinport markets` lists them.' })
    }
  },
}

function rowsOf(tickers, before = {}) {
  return Object.entries(tickers).map(([market, { ticker }]) => ({ market, ticker, before: before[market]?.ticker }))
}
