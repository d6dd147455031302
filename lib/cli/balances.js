const COLUMNS = [
  { title: 'currency', of: ({ currency }) => currency, style: () => 'bold' },
  { title: 'balance', of: ({ balance }) => balance, right: true },
  { title: 'locked', of: ({ locked }) => locked, right: true },
]

module.exports = {
  name: 'balances',
  usage: 'balances [--nonzero]',
  summary: 'What the account holds, available and locked',
  needsKey: true,
  options: { nonzero: { type: 'boolean', help: 'only currencies that are held' } },
  async run({ values, output, createClient }) {
    output.show(await createClient().getBalances({ nonzero: values.nonzero }), COLUMNS)
  },
}
