const { plainDecimal, repeats } = require('../same.js')

/** Finds an order, in whatever state it is. */
module.exports = {
  identity: ({ market, side, ord_type, volume, price }) => [
    market,
    side,
    ord_type,
    plainDecimal(volume),
    plainDecimal(price),
  ],
  async find({ reader, endpoint, params, since }) {
    const { market, side, ord_type } = params
    const found = []
    const filters = { market, type: side, ord_type, time_from: since }
    for await (const row of reader.rows('getOrders', filters)) {
      if ((row.ord_type ?? ord_type) === ord_type && repeats(endpoint.echo, params, row)) found.push(row)
    }
    return { found }
  },
  timeOf: ({ created_at }) => created_at,
  nameOf: ({ id }) => id,
}
