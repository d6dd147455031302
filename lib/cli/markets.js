const COLUMNS = [
  { title: 'market', of: ({ id }) => id, style: () => 'bold' },
  { title: 'name', of: ({ name }) => name },
  { title: 'base', of: ({ base_unit }) => base_unit },
  { title: 'quote', of: ({ quote_unit }) => quote_unit },
  { title: 'min amount', of: ({ min_amount }) => min_amount, right: true },
  { title: 'amount places', of: ({ amount_precision }) => amount_precision, right: true },
  { title: 'price places', of: ({ price_precision }) => price_precision, right: true },
  { title: 'state', of: ({ state }) => state },
]

module.exports = {
  name: 'markets',
  usage: 'markets',
  summary: 'The markets, with their order limits',
  async run({ output, createClient }) {
    output.show(await createClient().getMarkets(), COLUMNS)
  },
}
