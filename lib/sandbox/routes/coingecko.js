const { Refusal, json, rawNumber } = require('../response.js')
const { format, formatNumber, times } = require('../decimal.js')
const { enabledMarkets, marketOfPair, pairOf, sidesOfBook } = require('../pairs.js')

const MOST_LEVELS = 1000
const MOST_TRADES = 1000
const SIDES = ['buy', 'sell']

const number = (value) => rawNumber(formatNumber(value))

/** Grouped by side. Times are date text; a number is refused. */
function historicalTrades(exchange, params) {
  const family = 'coingecko.historical_trades'
  const id = params.required('ticker_id', 'coingecko.historicaltrade.missing_ticker_id')
  const side = params.oneOf('type', SIDES, `${family}.invalid_type`)
  const limit = params.whole(
    'limit',
    { range: `${family}.invalid_limit` },
    { isUsable: (limit) => limit >= 0 && limit <= MOST_TRADES, standard: 0 },
  )
  const [from, to] = ['start_time', 'end_time'].map((name) => readDate(params, name))
  params.check()
  const market = marketOfPair(exchange, id)
  exchange.now()
  const isWithin = ({ time }) => (from ?? time) <= time && time <= (to ?? time)
  const found = market.trades.filter(isWithin).reverse()
  const chosen = limit === 0 ? found : found.slice(0, limit)
  const of = (type) => (side === undefined || side === type ? chosen.filter((trade) => trade.takerType === type) : [])
  return json({ buy: of('buy').map(tradeRow), sell: of('sell').map(tradeRow) })
}

/** Parses date text to milliseconds, as UTC if it has no zone. */
function readDate(params, name) {
  const text = params.text(name)
  if (text === undefined) return undefined
  const hasZone = /(Z|UTC|GMT|[+-]\d\d:?\d\d)$/i.test(text)
  const time = /^\d*$/.test(text) ? Number.NaN : Date.parse(hasZone ? text : `${text} UTC`)
  if (Number.isNaN(time)) throw new Refusal(422, 'invalid')
  return time
}

const tradeRow = ({ id, price, amount, takerType, time }) => ({
  trade_id: id,
  price: number(price),
  base_volume: number(amount),
  target_volume: number(times(price, amount)),
  trade_timestamp: time,
  type: takerType,
})

function orderBook(exchange, params) {
  const id = params.required('ticker_id', 'coingecko.orderbook.missing_ticker_id')
  const depth = params.whole(
    'depth',
    { type: 'coingecko.market_depth.non_integer_depth', range: 'coingecko.market_depth.invalid_depth' },
    { isUsable: (depth) => depth >= 0 && depth <= MOST_LEVELS, standard: 0 },
  )
  params.check()
  const market = marketOfPair(exchange, id)
  return json({ ticker_id: pairOf(market), timestamp: exchange.now(), ...sidesOfBook(market, depth) })
}

function tickers(exchange) {
  const now = exchange.now()
  return json(
    enabledMarkets(exchange).map((market) => {
      const { last, amount, volume, high, low } = market.figures(now)
      return {
        ticker_id: pairOf(market),
        base_currency: market.base.toUpperCase(),
        target_currency: market.quote.toUpperCase(),
        last_price: format(last),
        base_volume: format(amount),
        target_volume: format(volume),
        bid: format(market.best('buy')),
        ask: format(market.best('sell')),
        high: format(high),
        low: format(low),
      }
    }),
  )
}

function pairs(exchange) {
  return json(
    enabledMarkets(exchange).map((market) => ({
      ticker_id: pairOf(market),
      base: market.base.toUpperCase(),
      target: market.quote.toUpperCase(),
    })),
  )
}

module.exports = [
  { path: 'coingecko/historical_trades', integration: true, handle: historicalTrades },
  { path: 'coingecko/orderbook', integration: true, handle: orderBook },
  { path: 'coingecko/tickers', integration: true, handle: tickers },
  { path: 'coingecko/pairs', integration: true, handle: pairs },
]
