const { Refusal } = require('./response.js')
const { format } = require('./decimal.js')
const { levels } = require('./exchange/book.js')

/** The name of a market at CoinMarketCap and CoinGecko, such as `BTC_AUD`. */
const pairOf = ({ base, quote }) => `${base}_${quote}`.toUpperCase()

/** Finds the market of a pair: any letter case, with or without the underscore, any state. */
function marketOfPair({ markets }, pair) {
  const plain = pair.replace('_', '').toLowerCase()
  const found = [...markets.values()].find(({ base, quote }) => base + quote === plain)
  if (!found) throw new Refusal(404, 'record.not_found')
  return found
}

const enabledMarkets = ({ markets }) => [...markets.values()].filter(({ state }) => state === 'enabled')

/** Both sides of a book with `depth` / 2 levels each; all levels if `depth` is 0. */
function sidesOfBook(market, depth) {
  const side = (name) => {
    const all = levels(market.book(name))
    const chosen = depth === 0 ? all : all.slice(0, Math.floor(depth / 2))
    return chosen.map(({ price, amount }) => [format(price), format(amount)])
  }
  return { asks: side('sell'), bids: side('buy') }
}

module.exports = { pairOf, marketOfPair, enabledMarkets, sidesOfBook }
