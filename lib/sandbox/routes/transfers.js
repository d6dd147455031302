const { Refusal, json } = require('../response.js')
const { format, times } = require('../decimal.js')
const { isNetworkKey } = require('../exchange/networks.js')
const { paginate, readPositivePage } = require('../paginate.js')
const { seconds, writeTime } = require('../time.js')

const DAY = 24 * 60 * 60 * 1000
const MOST_ROWS = 100
const NO_CURRENCY = 'account.currency.doesnt_exist'
const DEPOSIT_STATES = `submitted canceled rejected accepted aml_processing aml_suspicious processing skipped collecting
  collected fee_collecting fee_processing fee_collected errored refunding`.split(/\s+/)
const WITHDRAW_STATES =
  'prepared accepted processing confirming succeed rejected canceled failed errored skipped under_review'.split(' ')
/** States in which a withdrawal does not count towards the sums. */
const VOID_STATES = ['rejected', 'canceled', 'failed']

const newestFirst = (rows) => [...rows].sort((a, b) => b.id - a.id)

/** The filters and the page of deposits and withdrawals. */
function readFilters(params, currencies, family, knownStates) {
  const page = readPositivePage(params, family, MOST_ROWS)
  const currency = params.known('currency', (id) => currencies.has(id.toLowerCase()), NO_CURRENCY)?.toLowerCase()
  const network = params.known('blockchain_key', isNetworkKey, `${family}.blockchain_key_doesnt_exist`)
  const states = params.list('state', (state) => knownStates.includes(state), `${family}.invalid_state`)
  const bounds = params.times(family)
  const fits = (row) =>
    (currency ?? row.currency.id) === row.currency.id &&
    (network ?? row.network.key) === row.network.key &&
    (states ?? [row.state]).includes(row.state) &&
    isWithin(row, bounds)
  return { page, fits }
}

/** Filters by the time of update, both bounds included. */
function isWithin({ updatedAt }, { from = 0, to = Number.POSITIVE_INFINITY }) {
  const time = seconds(updatedAt)
  return from <= time && time <= to
}

function deposits({ account, currencies, options }, params) {
  const { page, fits } = readFilters(params, currencies, 'account.deposit', DEPOSIT_STATES)
  const txid = params.known('txid', (text) => text !== '', 'account.deposit.empty_txid')
  params.check()
  const rows = newestFirst(account.deposits).filter((row) => fits(row) && (txid ?? row.txid) === row.txid)
  return paginate(
    rows.map((row) => depositRow(row, options)),
    page,
    options,
  )
}

function deposit({ account, options }, _params, { txid }) {
  const found = account.deposits.find((row) => row.txid === txid)
  if (!found) throw new Refusal(404, 'record.not_found')
  return json(depositRow(found, options))
}

function depositRow(row, { tz }) {
  const isCoin = row.currency.type === 'coin'
  return {
    ...{ id: row.id, currency: row.currency.id, blockchain_key: row.network.key },
    ...(isCoin && { protocol: row.network.protocol, warning: null }),
    ...{ amount: format(row.amount), fee: format(row.fee), txid: row.txid },
    ...(isCoin && { confirmations: row.confirmations }),
    ...{ state: row.state, transfer_type: row.transferType, created_at: writeTime(row.createdAt, tz) },
    ...{ completed_at: writeTime(row.completedAt, tz), tid: row.tid },
  }
}

function withdraws({ account, currencies, options }, params) {
  const { page, fits } = readFilters(params, currencies, 'account.withdraw', WITHDRAW_STATES)
  const rid = params.text('rid')
  params.check()
  const rows = newestFirst(account.withdraws).filter((row) => fits(row) && (rid ?? row.rid) === row.rid)
  return paginate(
    rows.map((row) => withdrawRow(row, options)),
    page,
    options,
  )
}

function withdrawRow(row, { tz }) {
  const isCoin = row.currency.type === 'coin'
  return {
    ...{ id: row.id, currency: row.currency.id, type: row.currency.type, blockchain_key: row.network.key },
    ...{ amount: format(row.amount), fee: format(row.fee), blockchain_txid: row.txid, rid: row.rid },
    ...(isCoin && { protocol: row.network.protocol }),
    state: row.state,
    ...(isCoin && { confirmations: row.confirmations }),
    ...{ note: row.note, transfer_type: row.transferType, created_at: writeTime(row.createdAt, tz) },
    ...{ updated_at: writeTime(row.updatedAt, tz), done_at: writeTime(row.doneAt, tz) },
  }
}

/** The sums of withdrawals, in Australian dollars. */
function sums(exchange) {
  const { account } = exchange
  const now = exchange.now()
  const since = (time) =>
    account.withdraws
      .filter(({ createdAt, state }) => createdAt >= time && !VOID_STATES.includes(state))
      .reduce((total, { amount, currency }) => total + times(amount, currency.price), 0n)
  return json({ last_24_hours: format(since(now - DAY)), last_1_month: format(since(now - 30 * DAY)) })
}

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

/** The exchange does not declare these params: the default is ten rows, text gives a 500, and `sender` is ignored. */
function internalTransfers({ account, currencies, options }, params) {
  const currency = params.known('currency', (id) => currencies.has(id.toLowerCase()), NO_CURRENCY)?.toLowerCase()
  const states = params.list('state', () => true)
  const [limit, page] = [params.whole('limit', {}, { standard: 10 }), params.whole('page', {}, { standard: 1 })]
  params.check()
  if (!(limit > 0) || page === undefined) throw new Refusal(500, 'server.internal_error')
  const rows = [...account.transfers].reverse().filter((row) => (currency ?? row.currency.id) === row.currency.id)
  const found = (states ?? ['completed']).includes('completed') ? rows : []
  return paginate(
    found.map((row) => internalTransferRow(row, options)),
    { limit, page: Math.max(1, page) },
    options,
  )
}

function internalTransferRow({ currency, sender, receiver, direction, amount, time }, { tz }) {
  const when = writeTime(time, tz)
  return {
    ...{ currency: currency.id, sender_username: sender.username, receiver_username: receiver.username },
    ...{ sender_uid: sender.uid, receiver_uid: receiver.uid, direction, amount: format(amount) },
    ...{ status: 'completed', created_at: when, updated_at: when },
  }
}

module.exports = [
  { path: 'account/deposits', auth: true, handle: deposits },
  { path: 'account/deposits/:txid', auth: true, handle: deposit },
  { path: 'account/withdraws', auth: true, handle: withdraws },
  { path: 'account/withdraws/sums', auth: true, handle: sums },
  { path: 'account/transactions', auth: true, handle: transactions },
  { path: 'account/internal_transfers', auth: true, handle: internalTransfers },
]
