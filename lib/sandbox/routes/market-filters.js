const { seconds } = require('../time.js')

const SIDES = ['buy', 'sell']
const NO_MARKET = 'market.market.doesnt_exist'

/** The filters that orders and trades share. */
function readFilters(exchange, params, family) {
  const markets = params.list('market', (id) => exchange.markets.has(id), NO_MARKET)
  const type = params.oneOf('market_type', ['spot', 'qe'], 'market.market.invalid_market_type', 'spot')
  const side = params.oneOf('type', SIDES, `${family}.invalid_type`)
  const { from = 0, to = Number.POSITIVE_INFINITY } = params.times(family)
  // Filters by the time of creation, upper bound excluded.
  return (row, time) =>
    type === 'spot' &&
    (markets ?? [row.market.id]).includes(row.market.id) &&
    (side ?? row.side) === row.side &&
    from <= seconds(time) &&
    seconds(time) < to
}

module.exports = { NO_MARKET, SIDES, readFilters }
