const { Refusal } = require('../response.js')
const { format } = require('../decimal.js')
const { paginate, readPositivePage } = require('../paginate.js')
const { writeTime } = require('../time.js')
const { DEPOSIT_STATES, WITHDRAW_STATES, isWithin } = require('./transfer-filters.js')

function transactions({ account, currencies, options }, params) {
  if (options.rails61) throw new Refusal(500, 'server.internal_error')
  const family = 'account.transactions'
  const page = readPositivePage(params, family, 1000)
  const isCurrency = (id) => currencies.has(id.toLowerCase())
  const currency = params.known('currency', isCurrency, `${family}.currency_doesnt_exist`)?.toLowerCase()
  const ordering = params.oneOf('order_by', ['asc', 'desc'], `${family}.order_by_invalid`, 'desc')
  const bounds = params.times(family)
  const isDepositState = (state) => DEPOSIT_STATES.includes(state)
  const depositStates = params.list('deposit_state', isDepositState, `${family}.invalid_deposit_state`)
  const isWithdrawState = (state) => WITHDRAW_STATES.includes(state)
  const withdrawStates = params.list('withdraw_state', isWithdrawState, `${family}.invalid_withdraw_state`)
  const txid = params.text('txid')
  params.check()
  const rows = [
    ...account.deposits.map((row) => ({ row, type: 'Deposit', states: depositStates })),
    ...account.withdraws.map((row) => ({ row, type: 'Withdraw', states: withdrawStates })),
  ].filter(
    ({ row, states }) =>
      (currency ?? row.currency.id) === row.currency.id &&
      (states ?? [row.state]).includes(row.state) &&
      (txid ?? row.txid) === row.txid &&
      isWithin(row, bounds),
  )
  rows.sort((a, b) => b.row.updatedAt - a.row.updatedAt)
  if (ordering === 'asc') rows.reverse()
  return paginate(
    rows.map(({ row, type }) => transactionRow(row, type, options)),
    page,
    options,
  )
}

function transactionRow(row, type, { tz }) {
  const { currency, txid, state, confirmations } = row
  const amount = type === 'Deposit' ? row.amount : row.amount - row.fee
  const isCounted = currency.type === 'coin' && Number.isInteger(confirmations)
  return {
    ...{ address: row.rid ?? null, currency: currency.id, amount: format(amount), fee: format(row.fee), txid, state },
    note: row.note ?? null,
    ...(isCounted && { confirmations }),
    ...{ created_at: writeTime(row.createdAt, tz), updated_at: writeTime(row.updatedAt, tz), type },
  }
}

module.exports = [{ path: 'account/transactions', auth: true, handle: transactions }]
