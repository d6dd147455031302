const { Refusal, json } = require('../response.js')
const { paginate, readPage } = require('../paginate.js')
const { orderRow, tradeRow } = require('../rows.js')
const { seconds } = require('../time.js')

const STATES = ['pending', 'wait', 'done', 'cancel', 'reject']
const SIDES = ['buy', 'sell']
const NO_MARKET = 'market.market.doesnt_exist'
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The filters that orders and trades share. */
function readFilters(exchange, params, family) {
  const markets = params.list('market', (id) => exchange.markets.has(id), NO_MARKET)
  const type = params.oneOf('market_type', ['spot', 'qe'], 'market.market.invalid_market_type', 'spot')
  const side = params.oneOf('type', SIDES, `${family}.invalid_type`)
  const { from = 0, to = Number.POSITIVE_INFINITY } = params.times(family)
  // Filters by the time of creation, upper bound excluded.
  const fits = (row, time) =>
    type === 'spot' &&
    (markets ?? [row.market.id]).includes(row.market.id) &&
    (side ?? row.side) === row.side &&
    from <= seconds(time) &&
    seconds(time) < to
  return fits
}

function orders(exchange, params) {
  const { account, markets, options } = exchange
  // At the exchange, a limit of zero passes the check and then causes a 500.
  if (params.text('limit') === '0') throw new Refusal(500, 'server.internal_error')
  const page = readPage(params, 'market.order.empty_page', 'market.order')
  const fits = readFilters(exchange, params, 'market.order')
  // The exchange looks up both units among the base currencies, so it refuses `aud`.
  const bases = new Set([...markets.values()].map(({ base }) => base))
  const [base, quote] = ['base_unit', 'quote_unit'].map((name) => params.known(name, (id) => bases.has(id), NO_MARKET))
  const states = params.list('state', (state) => STATES.includes(state), 'market.order.invalid_state')
  const ordering = params.oneOf('order_by', ['asc', 'desc'], 'market.order.invalid_order_by', 'desc')
  const kind = params.oneOf('ord_type', ['limit', 'market'], 'market.order.invalid_ord_type')
  params.check()
  const found = account.orders.filter(
    (order) =>
      fits(order, order.createdAt) &&
      (base ?? order.market.base) === order.market.base &&
      (quote ?? order.market.quote) === order.market.quote &&
      (states ?? [order.state]).includes(order.state) &&
      (kind ?? order.ordType) === order.ordType,
  )
  found.sort((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
  if (ordering === 'desc') found.reverse()
  return paginate(
    found.map((order) => orderRow(order, options)),
    page,
    options,
    { total: false },
  )
}

function order({ account, options }, _params, { id }) {
  const isNumber = /^\d{1,15}$/.test(id)
  if (!isNumber && !UUID.test(id)) throw new Refusal(422, 'market.order.invaild_id_or_uuid')
  const found = account.orders.find((row) => (isNumber ? row.id === Number(id) : row.uuid === id.toLowerCase()))
  if (!found) throw new Refusal(404, 'record.not_found')
  return json({
    ...orderRow(found, options),
    trades: found.trades.map((trade) => tradeRow(trade, options, { withinOrder: true })),
  })
}

function trades(exchange, params) {
  const { account, options } = exchange
  const page = readPage(params, 'market.trade.empty_page', 'market.trade')
  const fits = readFilters(exchange, params, 'market.trade')
  const ordering = params.oneOf('order_by', ['asc', 'desc'], 'market.trade.invalid_order_by', 'desc')
  params.check()
  const found = account.trades.filter((trade) => fits(trade, trade.time)).sort((a, b) => a.id - b.id)
  if (ordering === 'desc') found.reverse()
  return paginate(
    found.map((trade) => tradeRow(trade, options)),
    page,
    options,
    { total: false },
  )
}

module.exports = [
  { path: 'market/orders', auth: true, handle: orders },
  { path: 'market/orders/:id', auth: true, handle: order },
  { path: 'market/trades', auth: true, handle: trades },
]
