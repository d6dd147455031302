const { Refusal } = require('./answer.js')
const { format } = require('./decimal.js')
const { levels } = require('./exchange/book.js')

/** A market as other services name it, such as `BTC_AUD`. */
const pairOf = ({ base, quote }) => `${base}_${quote}`.toUpperCase()

/** The market of a pair in any letter case, with or without its underscore, and in any state. */
function marketOfPair({ markets }, pair) {
  const plain = pair.replace('_', '').toLowerCase()
  const found = [...markets.values()].find(({ base, quote }) => base + quote === plain)
  if (!found) throw new Refusal(404, 'record.not_found')
  return found
}

const enabledMarkets = ({ markets }) => [...markets.values()].filter(({ state }) => state === 'enabled')

/** Both sides of a book, with half of `depth` levels each; all where it is 0. */
function sidesOfBook(market, depth) {
  const side = (name) => {
    const all = levels(market.book(name))
    const chosen = depth === 0 ? all : all.slice(0, Math.floor(depth / 2))
    return chosen.map(({ price, amount }) => [format(price), format(amount)])
  }
  return { asks: side('sell'), bids: side('buy') }
}

module.exports = { pairOf, marketOfPair, enabledMarkets, sidesOfBook }
