const { paginate, readPage } = require('../paginate.js')
const { tradeRow } = require('../rows.js')
const { readFilters } = require('./market-filters.js')

function trades(exchange, params) {
  const { orders, options } = exchange
  const page = readPage(params, 'market.trade.empty_page', 'market.trade')
  const fits = readFilters(exchange, params, 'market.trade')
  const ordering = params.oneOf('order_by', ['asc', 'desc'], 'market.trade.invalid_order_by', 'desc')
  params.check()
  const found = orders.trades
    .filter((trade) => !trade.isUnlisted && fits(trade, trade.time))
    .sort((a, b) => a.id - b.id)
  if (ordering === 'desc') found.reverse()
  return paginate(
    found.map((trade) => tradeRow(trade, options)),
    page,
    options,
    { total: false },
  )
}

module.exports = [{ path: 'market/trades', auth: true, handle: trades }]
