const { Refusal, json } = require('../response.js')
const { format } = require('../decimal.js')
const { MEMBERS } = require('../exchange/members.js')
const { paginate } = require('../paginate.js')
const { writeTime } = require('../time.js')
const { useOtp } = require('./otp.js')
const { NO_CURRENCY } = require('./transfer-filters.js')

const FAMILY = 'account.internal_transfer'
/** The family of the codes for missing params. */
const MISSING = 'account.internaltransfer'

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

/** The exchange checks in this order. In its response, the direction is always `in`. */
function create(exchange, params) {
  const { account, currencies, ledger, options } = exchange
  const isCurrency = (id) => currencies.has(id.toLowerCase())
  const currencyId = params.needed('currency', MISSING, isCurrency, NO_CURRENCY)?.toLowerCase()
  const amount = params.amount('amount', FAMILY, { missing: MISSING })
  const otp = params.integer('otp', FAMILY, MISSING)
  const name = params.needed('username_or_uid', MISSING)
  params.check()
  const receiver = [account.member, ...MEMBERS].find(({ uid, username }) => name === uid || name === username)
  if (!receiver) throw new Refusal(422, `${FAMILY}.receiver_not_found`)
  useOtp(exchange, otp, `${FAMILY}.invalid_otp`)
  if (!ledger.has(currencyId, amount)) throw new Refusal(422, `${FAMILY}.insufficient_balance`)
  if (receiver === account.member) throw new Refusal(422, `${FAMILY}.can_not_tranfer_to_yourself`)
  const row = account.transfer(currencies.get(currencyId), amount, 'out', exchange.now(), receiver)
  return json({ ...internalTransferRow(row, options), direction: 'in' }, { status: 201 })
}

module.exports = [
  { path: 'account/internal_transfers', auth: true, handle: internalTransfers },
  { path: 'account/internal_transfers', method: 'POST', auth: true, handle: create },
]
