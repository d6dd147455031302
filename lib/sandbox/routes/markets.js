const { Refusal, json, rawNumber } = require('../response.js')
const { format, formatNumber, times } = require('../decimal.js')
const { levels } = require('../exchange/book.js')
const { candles } = require('../exchange/candles.js')
const { paginate, readPage } = require('../paginate.js')
const { figuresRow, orderRow } = require('../rows.js')
const { seconds } = require('../time.js')
const { matches } = require('./currencies.js')

const PERIODS = [1, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 4320, 10080]
/** The Rails 6.1 release ignores `limit` and uses this. */
const FORCED_LIMIT = 500

const number = (value) => rawNumber(formatNumber(value))

/** Finds a market by its exact id. */
function marketOf({ markets: all }, id) {
  const market = all.get(id)
  if (!market) throw new Refusal(422, 'public.market.doesnt_exist')
  return market
}

function markets({ markets: all, currencies, options }, params) {
  const page = readPage(params, 'public.market.empty_page')
  const ordering = params.oneOf('ordering', ['asc', 'desc'], 'public.markets.invalid_ordering', 'asc')
  const orderBy = params.oneOf('order_by', ['id', 'position'], 'public.markets.invalid_order_by', 'position')
  const unit = (name) => params.known(name, (id) => currencies.has(id), `public.markets.${name}_doesnt_exist`)
  const [base, quote] = [unit('base_unit'), unit('quote_unit')]
  const type = params.oneOf('type', ['spot', 'qe'], 'public.market.invalid_market_type', 'spot')
  const search = params.search('base_code', 'quote_code', 'base_name', 'quote_name')
  params.check()
  const found = [...all.values()].filter((market) => {
    const units = [market.base, market.quote]
    const values = [...units, ...units.map((id) => currencies.get(id).name)]
    const isChosen = (base ?? market.base) === market.base && (quote ?? market.quote) === market.quote
    return type === 'spot' && isChosen && matches(search, values)
  })
  found.sort((a, b) => (a[orderBy] < b[orderBy] ? -1 : 1))
  if (ordering === 'desc') found.reverse()
  const asked = options.rails61 ? { ...page, limit: FORCED_LIMIT } : page
  return paginate(found.map(marketRow), asked, options)
}

function marketRow(market) {
  const { id, name, base, quote, state, pricePlaces, amountPlaces } = market
  return {
    ...{ id, symbol: id, name, type: 'spot', base_unit: base, quote_unit: quote },
    ...{ min_price: market.minPrice, max_price: '0.0', min_amount: market.minAmount },
    ...{ amount_precision: amountPlaces, price_precision: pricePlaces, state },
  }
}

/** The two shapes of all tickers: `cron` is stored by a timer, `computed` is sent while nothing is stored. */
const SHAPES = {
  cron: (at, { low, open, last, high, volume, amount, avg_price, price_change_percent }) => ({
    ...{ at, avg_price, high, last, low, open, price_change_percent, volume, amount },
  }),
  computed: (_at, figures) => ({ ...figures, vol: figures.volume }),
}

/** Makes a trade in every market for each request, so that all prices move, unless the timer has stopped. */
function tickers(exchange) {
  const { options } = exchange
  if (options.staleTickers && exchange.storedTickers) return exchange.storedTickers
  exchange.step()
  const now = exchange.now()
  const at = String(seconds(now))
  const shape = SHAPES[options.tickerShape]
  const entries = [...exchange.markets.values()].map((market) => [
    market.id,
    { at, ticker: shape(at, figuresRow(market.figures(now))) },
  ])
  exchange.storedTickers = json(Object.fromEntries(entries))
  return exchange.storedTickers
}

function ticker(exchange, _params, { market: id }) {
  const market = marketOf(exchange, id)
  const now = exchange.now()
  market.trade(now)
  const { low, high, open, last, volume, amount, ...rest } = figuresRow(market.figures(now))
  const figures = { low, high, open, last, volume, amount, vol: volume, ...rest }
  return json({ at: String(seconds(now)), ticker: { ...figures, at: null } })
}

/** The number of rows. `family` is the prefix of the error codes; `called` is the name in them. */
const readLimit = (params, name, family, most, standard, called = name) =>
  params.whole(
    name,
    { type: `${family}.non_integer_${called}`, range: `${family}.invalid_${called}` },
    { isUsable: (limit) => limit >= 1 && limit <= most, standard },
  )

const levelRow = ({ price, amount }) => [format(price), format(amount)]

function depth(exchange, params, { market: id }) {
  const market = marketOf(exchange, id)
  const limit = readLimit(params, 'limit', 'public.market_depth', 1000, 300)
  params.check()
  const now = exchange.now()
  const side = (name) => levels(market.book(name)).slice(0, limit).map(levelRow)
  return json({ timestamp: seconds(now), asks: side('sell'), bids: side('buy') })
}

function orderBook(exchange, params, { market: id }) {
  const market = marketOf(exchange, id)
  const asks = readLimit(params, 'asks_limit', 'public.order_book', 200, 20, 'ask_limit')
  const bids = readLimit(params, 'bids_limit', 'public.order_book', 200, 20, 'bid_limit')
  params.check()
  exchange.now()
  const side = (name, limit) =>
    market
      .book(name)
      .slice(0, limit)
      .map((order) => orderRow(order, exchange.options))
  return json({ asks: side('sell', asks), bids: side('buy', bids) })
}

/** Decimals are JSON numbers, newest first. The exchange checks `timestamp` and `order_by` and then ignores them. */
function trades(exchange, params, { market: id }) {
  const market = marketOf(exchange, id)
  const limit = readLimit(params, 'limit', 'public.trade', 1000, 100)
  params.whole('timestamp', { type: 'public.trade.non_integer_timestamp' })
  params.oneOf('order_by', ['asc', 'desc'], 'public.trade.invalid_order_by')
  params.check()
  exchange.now()
  const rows = market.trades.slice(-limit).reverse()
  return json(
    rows.map(({ id: tradeId, price, amount, takerType, time }) => ({
      id: tradeId,
      price: number(price),
      amount: number(amount),
      total: number(times(price, amount)),
      market: id,
      created_at: seconds(time),
      taker_type: takerType,
    })),
  )
}

function kLine(exchange, params, { market: id }) {
  const market = marketOf(exchange, id)
  const minutes = params.whole(
    'period',
    { type: 'public.k_line.non_integer_period', range: 'public.k_line.invalid_period' },
    { isUsable: (period) => PERIODS.includes(period), standard: 1 },
  )
  const bounds = params.times('public.k_line', 'public.market')
  const limit = readLimit(params, 'limit', 'public.k_line', 10_000, 30)
  params.check()
  const rows = candles(market.trades, { minutes, ...bounds, limit, now: exchange.now() })
  return json(
    rows.map(({ time, open, high, low, close, volume }) => [time, ...[open, high, low, close, volume].map(number)]),
  )
}

module.exports = [
  { path: 'public/markets', handle: markets },
  { path: 'public/markets/tickers', handle: tickers },
  { path: 'public/markets/:market/tickers', handle: ticker },
  { path: 'public/markets/:market/k-line', handle: kLine },
  { path: 'public/markets/:market/depth', handle: depth },
  { path: 'public/markets/:market/trades', handle: trades },
  { path: 'public/markets/:market/order-book', handle: orderBook },
]
module.exports.marketRow = marketRow
