const { Refusal, json } = require('../response.js')
const { paginate, readPage } = require('../paginate.js')
const { orderRow, tradeRow } = require('../rows.js')
const { NO_MARKET, SIDES, readFilters } = require('./market-filters.js')

const STATES = ['pending', 'wait', 'done', 'cancel', 'reject']
const TYPES = ['limit', 'market']
const FAMILY = 'market.order'
const NOT_ENABLED = 'market.spot_market.doesnt_exist_or_not_enabled'
const NO_MARKET_TYPE = 'market.market.invalid_market_type'
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

function orders(exchange, params) {
  const { markets, options } = exchange
  // At the exchange, a limit of zero passes the check and then causes a 500.
  if (params.text('limit') === '0') throw new Refusal(500, 'server.internal_error')
  const page = readPage(params, 'market.order.empty_page', FAMILY)
  const fits = readFilters(exchange, params, FAMILY)
  // The exchange looks up both units among the base currencies, so it refuses `aud`.
  const bases = new Set([...markets.values()].map(({ base }) => base))
  const [base, quote] = ['base_unit', 'quote_unit'].map((name) => params.known(name, (id) => bases.has(id), NO_MARKET))
  const states = params.list('state', (state) => STATES.includes(state), 'market.order.invalid_state')
  const ordering = params.oneOf('order_by', ['asc', 'desc'], 'market.order.invalid_order_by', 'desc')
  const kind = params.oneOf('ord_type', TYPES, 'market.order.invalid_ord_type')
  params.check()
  const found = newestFirst(exchange).filter(
    (order) =>
      fits(order, order.createdAt) &&
      (base ?? order.market.base) === order.market.base &&
      (quote ?? order.market.quote) === order.market.quote &&
      (states ?? [order.state]).includes(order.state) &&
      (kind ?? order.ordType) === order.ordType,
  )
  if (ordering === 'asc') found.reverse()
  return paginate(
    found.map((order) => orderRow(order, options)),
    page,
    options,
    { total: false },
  )
}

/** All orders, the one that changed last first. */
const newestFirst = (exchange) => [...exchange.orders.rows].sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)

/** Finds an order by the id or UUID in a path. */
function find(exchange, key) {
  if (!/^\d+$/.test(key) && !UUID.test(key)) throw new Refusal(422, 'market.order.invaild_id_or_uuid')
  const found = exchange.orders.find(key.toLowerCase())
  if (!found) throw new Refusal(404, 'record.not_found')
  return found
}

function order(exchange, _params, { id }) {
  const found = find(exchange, id)
  const trades = found.trades.map((trade) => tradeRow(trade, exchange.options, { withinOrder: true }))
  return json({ ...orderRow(found, exchange.options), trades })
}

function create(exchange, params) {
  const { engine, markets, options } = exchange
  const id = params.needed('market', FAMILY, (known) => markets.has(known), NOT_ENABLED)
  const side = params.needed('side', FAMILY, (known) => SIDES.includes(known), 'market.order.invalid_side')
  const volume = params.amount('volume', FAMILY)
  const type = params.oneOf('ord_type', TYPES, 'market.order.invalid_type', 'limit')
  const price = type === 'limit' ? params.amount('price', FAMILY, { isDoubled: false }) : null
  params.check()
  if (type === 'market' && params.has('price')) throw new Refusal(422, 'market.order.market_order_price')
  const now = exchange.now()
  const market = markets.get(id)
  const { refused, lock } = engine.check(market, side, price, volume)
  if (refused) throw new Refusal(422, refused)
  return json(orderRow(engine.submit(market, side, price, volume, lock, now), options), { status: 201 })
}

/** The exchange accepts this in any state of the order. The response has the state before the cancellation. */
function cancel(exchange, _params, { id }) {
  const found = find(exchange, id)
  exchange.engine.requestCancel(found, exchange.now())
  return json(orderRow(found, exchange.options), { status: 201 })
}

/** Cancels the open orders, not the pending ones. */
function cancelAll(exchange, params) {
  const { engine, markets, options } = exchange
  const market = params.known('market', (id) => markets.has(id), NO_MARKET)
  const type = params.oneOf('market_type', ['spot', 'qe'], NO_MARKET_TYPE, 'spot')
  const side = params.oneOf('side', SIDES, 'value')
  params.check()
  const now = exchange.now()
  const chosen = [...markets.values()]
    .filter(({ id }) => type === 'spot' && (market ?? id) === id)
    .flatMap(({ orders: open }) => open)
    .filter((open) => (side ?? open.side) === open.side)
    .sort((a, b) => a.id - b.id)
  for (const open of chosen) engine.requestCancel(open, now)
  return json(
    chosen.map((open) => orderRow(open, options)),
    { status: 201 },
  )
}

module.exports = [
  { path: 'market/orders', auth: true, handle: orders },
  { path: 'market/orders', method: 'POST', auth: true, handle: create },
  { path: 'market/orders/cancel', method: 'POST', auth: true, handle: cancelAll },
  { path: 'market/orders/:id', auth: true, handle: order },
  { path: 'market/orders/:id/cancel', method: 'POST', auth: true, handle: cancel },
]
module.exports.newestFirst = newestFirst
