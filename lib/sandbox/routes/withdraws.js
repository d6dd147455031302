const { Refusal, json } = require('../response.js')
const { format, times, unitOf } = require('../decimal.js')
const { isNetworkKey } = require('../exchange/networks.js')
const { paginate } = require('../paginate.js')
const { writeTime } = require('../time.js')
const { useOtp } = require('./otp.js')
const { NO_CURRENCY, WITHDRAW_STATES, newestFirst, readFilters } = require('./transfer-filters.js')

const FAMILY = 'account.withdraw'
const DAY = 24 * 60 * 60 * 1000
/** States in which a withdrawal does not count towards the sums. */
const VOID_STATES = ['rejected', 'canceled', 'failed']

function withdraws({ account, currencies, options }, params) {
  const { page, fits } = readFilters(params, currencies, FAMILY, WITHDRAW_STATES)
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

const isCurrency = (currencies) => (id) => currencies.has(id.toLowerCase())

function create(exchange, params) {
  const { account, currencies, ledger, options } = exchange
  const otp = params.integer('otp', FAMILY)
  const target = readTarget(params)
  const currencyId = params.needed('currency', FAMILY, isCurrency(currencies), NO_CURRENCY)?.toLowerCase()
  const amount = params.amount('amount', FAMILY)
  const note = params.short('note', 256, `${FAMILY}.too_long_note`)
  params.check()
  useOtp(exchange, otp, `${FAMILY}.invalid_otp`)

  const currency = currencies.get(currencyId)
  const { beneficiary, key, rid } = findTarget(account, target)
  const network = currency.networks.find((known) => known.key === key)
  if (!network) throw new Refusal(422, 'account.withdraws.network_not_found')
  const places = Math.min(currency.precision, Math.round(Math.log10(network.factor)))
  if (amount % unitOf(places) !== 0n || amount < currency.minWithdraw)
    throw new Refusal(422, `${FAMILY}.invalid_amount`)
  const now = exchange.now()
  const row = account.prepare(currency, amount, currency.withdrawFee, now, { beneficiary, network, rid, note })
  // As at the exchange, a withdrawal that is refused from here on stays in the list as `prepared`.
  if (!ledger.has(currency.id, amount)) throw new Refusal(422, `${FAMILY}.insufficient_balance`)
  account.accept(row)
  const step = options.withdrawDelay
  exchange.schedule.add(now + step, (time) => account.process(row, time))
  exchange.schedule.add(now + 2 * step, (time) => account.settle(row, time))
  return json(withdrawRow(row, options), { status: 201 })
}

/** Where the money goes, as given: a beneficiary, or an address with its network. */
function readTarget(params) {
  const [byId, byAddress] = ['beneficiary_id', 'rid'].map((name) => params.has(name))
  const id = byId ? params.integer('beneficiary_id', FAMILY) : undefined
  if (byId === byAddress) params.refuse(`${FAMILY}.missing_rid_or_beneficiary_id`)
  const needsNetwork = params.text('rid') !== undefined && params.text('rid') !== ''
  const missing = `${FAMILY}.blockchain_key_doesnt_exist`
  const key = needsNetwork ? params.needed('blockchain_key', FAMILY, isNetworkKey, missing) : undefined
  return { id, rid: params.text('rid'), key }
}

/** A member with whitelisting withdraws to beneficiaries only, one without it to addresses only. */
function findTarget({ member, beneficiaries }, { id, rid, key }) {
  if (!member.whitelisting) {
    if (!rid) throw new Refusal(422, `${FAMILY}.missing_rid`)
    return { rid, key }
  }
  if (id === undefined) throw new Refusal(422, `${FAMILY}.missing_beneficiary_id`)
  const beneficiary = beneficiaries.find(id)
  if (!beneficiary) throw new Refusal(422, 'account.beneficiary.doesnt_exist')
  if (beneficiary.state !== 'active') throw new Refusal(422, 'account.beneficiary.invalid_state_for_withdrawal')
  return { beneficiary, key: beneficiary.network.key }
}

module.exports = [
  { path: 'account/withdraws', auth: true, handle: withdraws },
  { path: 'account/withdraws', method: 'POST', auth: true, handle: create },
  { path: 'account/withdraws/sums', auth: true, handle: sums },
]
