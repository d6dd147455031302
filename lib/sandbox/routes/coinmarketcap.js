const { json, rawNumber } = require('../response.js')
const { format, formatNumber, times } = require('../decimal.js')
const { CMC_IDS } = require('../exchange/snapshot.js')
const { enabledMarkets, marketOfPair, pairOf, sidesOfBook } = require('../pairs.js')

const MOST_LEVELS = 500
const TRADES = 100

const number = (value) => rawNumber(formatNumber(value))

function orderBook(exchange, params, { market_pair: pair }) {
  const market = marketOfPair(exchange, pair)
  const depth = params.whole(
    'depth',
    { type: 'coinmarketcap.market_depth.non_integer_depth', range: 'coinmarketcap.market_depth.invalid_depth' },
    { isUsable: (depth) => depth >= 0 && depth <= MOST_LEVELS, standard: 0 },
  )
  params.check()
  return json({ timestamp: exchange.now(), ...sidesOfBook(market, depth) })
}

/** Decimals are JSON numbers, newest first; times are in milliseconds. */
function trades(exchange, _params, { market_pair: pair }) {
  const market = marketOfPair(exchange, pair)
  exchange.now()
  const rows = market.trades.slice(-TRADES).reverse()
  return json(
    rows.map(({ id, price, amount, takerType, time }) => ({
      trade_id: id,
      price: number(price),
      base_volume: number(amount),
      quote_volume: number(times(price, amount)),
      timestamp: time,
      type: takerType,
    })),
  )
}

function ticker(exchange) {
  const now = exchange.now()
  const entries = enabledMarkets(exchange).map((market) => {
    const { last, amount, volume } = market.figures(now)
    const [base, quote] = [CMC_IDS[market.base], CMC_IDS[market.quote]]
    return [
      pairOf(market),
      {
        ...(base && { base_id: base }),
        ...(quote && { quote_id: quote }),
        ...{ last_price: format(last), base_volume: format(amount), quote_volume: format(volume), isFrozen: 0 },
      },
    ]
  })
  return json(Object.fromEntries(entries))
}

function assets({ currencies }) {
  const entries = [...currencies.values()].map(({ id, name }) => [
    id.toUpperCase(),
    { name, ...(CMC_IDS[id] && { unified_cryptoasset_id: CMC_IDS[id] }) },
  ])
  return json(Object.fromEntries(entries))
}

/** The change is a ratio, not a percentage. */
function summary(exchange) {
  const now = exchange.now()
  return json(
    enabledMarkets(exchange).map((market) => {
      const { last, amount, volume, change, high, low } = market.figures(now)
      return {
        trading_pairs: pairOf(market),
        base_currency: market.base.toUpperCase(),
        quote_currency: market.quote.toUpperCase(),
        last_price: format(last),
        lowest_ask: format(market.best('sell')),
        highest_bid: format(market.best('buy')),
        base_volume: format(amount),
        quote_volume: format(volume),
        price_change_percent_24h: format(change),
        highest_price_24h: format(high),
        lowest_price_24h: format(low),
      }
    }),
  )
}

module.exports = [
  { path: 'coinmarketcap/orderbook/:market_pair', integration: true, handle: orderBook },
  { path: 'coinmarketcap/trades/:market_pair', integration: true, handle: trades },
  { path: 'coinmarketcap/ticker', integration: true, handle: ticker },
  { path: 'coinmarketcap/assets', integration: true, handle: assets },
  { path: 'coinmarketcap/summary', integration: true, handle: summary },
]
