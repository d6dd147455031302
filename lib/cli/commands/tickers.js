const { CoinPortError } = require('../../errors.js')
const { compare } = require('../decimal.js')
const { flag, lowerCase, whole } = require('../options.js')
const { UsageError } = require('../usage-error.js')
const { watch } = require('../watch.js')

const INTERVAL_SECONDS = 5

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
  takes: ['[market…]'],
  summary: 'Last prices and 24-hour figures; --watch keeps them up to date',
  notes: 'Amount is in the base currency, volume in the quote currency.',
  call: 'getTickers',
  options: {
    watch: flag('keep reading them and show what changed'),
    // No default, because it needs --watch.
    interval: whole('seconds', `seconds between readings, by default ${INTERVAL_SECONDS}: `, 1, 86_400),
  },
  async run({ args, values: { watch: watches, interval }, output, createClient }) {
    if (interval !== undefined && !watches) throw new UsageError('--interval needs --watch')
    const markets = args.length > 0 ? args.map(lowerCase) : undefined
    const client = createClient()
    const read = () => client.getTickers({ markets })
    const tickers = await read()
    const unknown = markets?.filter((market) => !Object.hasOwn(tickers, market)) ?? []
    const areAllKnown = unknown.length === 0
    if (areAllKnown && watches) {
      return watch(output, tickers, { read, rowsOf, columns: COLUMNS, seconds: interval ?? INTERVAL_SECONDS })
    }
    const isAnyKnown = areAllKnown || unknown.length < markets.length
    if (isAnyKnown && !watches) output.show(tickers, WITHOUT_MOVES, rowsOf(tickers))
    if (areAllKnown) return
    throw new CoinPortError(`no such market: ${unknown.join(', ')}`, { hint: 'getMarkets() lists them.' })
  },
}

function rowsOf(tickers, before = {}) {
  return Object.entries(tickers).map(([market, { ticker }]) => ({ market, ticker, before: before[market]?.ticker }))
}
