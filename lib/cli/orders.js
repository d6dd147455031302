const { wholeNumber } = require('./arguments.js')
const { styleOfSide } = require('./side.js')

const COLUMNS = [
  { title: 'id', of: ({ id }) => id, right: true },
  { title: 'market', of: ({ market }) => market, style: () => 'bold' },
  { title: 'side', of: ({ side }) => side, style: ({ side }) => styleOfSide(side) },
  { title: 'kind', of: ({ ord_type }) => ord_type },
  { title: 'price', of: ({ price }) => price, right: true },
  { title: 'volume', of: ({ origin_volume }) => origin_volume, right: true },
  { title: 'remaining', of: ({ remaining_volume }) => remaining_volume, right: true },
  { title: 'state', of: ({ state }) => state },
  { title: 'created', of: ({ created_at }) => created_at },
]

module.exports = {
  name: 'orders',
  usage: 'orders [--market <market>] [--state <state>] [--limit <rows>]',
  summary: "The account's most recent orders, newest first",
  needsKey: true,
  options: {
    market: { type: 'string', value: 'market', help: 'only orders of this market' },
    state: {
      type: 'string',
      value: 'state',
      help: 'only orders that are pending, wait (open), done, cancel or reject',
    },
    limit: { type: 'string', value: 'rows', help: '1 to 1000 (default: 50)' },
  },
  async run({ values: { market, state, ...values }, output, createClient }) {
    const limit = wholeNumber(values, 'limit', 1, 1000) ?? 50
    output.show(await createClient().getOrders({ market, state, limit }), COLUMNS)
  },
}
