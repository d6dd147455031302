const { Refusal, json } = require('../response.js')
const { format } = require('../decimal.js')
const { paginate } = require('../paginate.js')
const { writeTime } = require('../time.js')
const { DEPOSIT_STATES, newestFirst, readFilters } = require('./transfer-filters.js')

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

module.exports = [
  { path: 'account/deposits', auth: true, handle: deposits },
  { path: 'account/deposits/:txid', auth: true, handle: deposit },
]
