const { badParam } = require('../errors.js')
const { compare, parseDecimal, significantPlaces } = require('./decimal.js')

/**
 * What the exchange would refuse in an order because of the limits of its market: `{ param, rule, limit }` for each broken
 * rule. Nothing is rounded.
 */
function checkOrder(market, order) {
  assertFields(market, 'market', ['id', 'min_price', 'max_price', 'min_amount', 'price_precision', 'amount_precision'])
  assertFields(order, 'order', ['market', 'volume'])
  if (order.market !== market.id) throw badParam('market', 'of the order is not the market whose limits are given')
  const { price, volume } = order
  const { min_price, max_price, min_amount, price_precision, amount_precision } = market
  return [
    ...(price == null ? [] : problems('price', price, { min: min_price, max: max_price, places: price_precision })),
    ...problems('volume', volume, { min: min_amount, places: amount_precision }),
  ]
}

function problems(param, value, { min, max = '0', places }) {
  const decimal = parseDecimal(value, param)
  const [least, most] = [parseDecimal(min, 'market'), parseDecimal(max, 'market')]
  const found = []
  if (decimal.units <= 0n || compare(decimal, least) < 0) found.push({ param, rule: 'min', limit: min })
  // A maximum of zero means that there is none.
  if (most.units !== 0n && compare(decimal, most) > 0) found.push({ param, rule: 'max', limit: max })
  if (significantPlaces(decimal) > places) found.push({ param, rule: 'precision', limit: places })
  return found
}

function assertFields(object, name, fields) {
  const missing = fields.find((field) => object?.[field] == null)
  if (missing !== undefined) throw badParam(name, `must have the field ${missing}`)
}

module.exports = { checkOrder }
