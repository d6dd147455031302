const { NO_CONTENT, Refusal, json } = require('../response.js')
const { STATES } = require('../exchange/beneficiaries.js')
const { isNetworkKey } = require('../exchange/networks.js')
const { paginate, readPage } = require('../paginate.js')
const { writeTime } = require('../time.js')
const { useOtp } = require('./otp.js')
const { NO_CURRENCY } = require('./transfer-filters.js')

const FAMILY = 'account.beneficiary'
const WRONG_OTP = 'account.withdraw.invalid_otp'
/** Characters that the exchange refuses in the data of a beneficiary. */
const REFUSED_CHARACTERS = /[<>',[\]{}")(&^%$#`~]/

function list(exchange, params) {
  const { account, currencies, options } = exchange
  const page = readPage(params, 'account.beneficiary.empty_page')
  const currency = params.known('currency', (id) => currencies.has(id.toLowerCase()), NO_CURRENCY)?.toLowerCase()
  const network = params.known('blockchain_key', isNetworkKey, 'account.beneficiary.blockchain_key_doesnt_exist')
  const isState = (state) => STATES.includes(state)
  const states = params.list('state', isState, 'account.beneficiary.invalid_state')
  params.check()
  const found = account.beneficiaries.rows.filter(
    (row) =>
      (currency ?? row.currency.id) === row.currency.id &&
      (network ?? row.network.key) === row.network.key &&
      (states ?? [row.state]).includes(row.state),
  )
  return paginate(found.map((row) => beneficiaryRow(row, exchange)).reverse(), page, options)
}

/** Finds the beneficiary of a path. */
function find({ account }, id) {
  if (!/^\d{1,15}$/.test(id)) throw new Refusal(422, `${FAMILY}.non_integer_id`)
  const found = account.beneficiaries.find(Number(id))
  if (!found) throw new Refusal(404, 'record.not_found')
  return found
}

const get = (exchange, _params, { id }) => json(beneficiaryRow(find(exchange, id), exchange))

function create(exchange, params) {
  const { account, currencies } = exchange
  const isCurrency = (id) => currencies.has(id.toLowerCase())
  const currencyId = params.needed('currency', FAMILY, isCurrency, NO_CURRENCY)?.toLowerCase()
  const network = params.known('blockchain_key', isNetworkKey, `${FAMILY}.blockchain_key_doesnt_exist`)
  const name = params.needed('name', FAMILY, (text) => [...text].length <= 64, `${FAMILY}.too_long_name`)
  const description = params.short('description', 255, `${FAMILY}.too_long_description`) ?? ''
  const data = readData(params)
  const otp = params.integer('otp', FAMILY)
  params.check()
  useOtp(exchange, otp, WRONG_OTP)
  const currency = currencies.get(currencyId)
  checkData(account, currency, data)
  const row = account.beneficiaries.add(currency, {
    ...{ name, description, data, sentAt: exchange.now() },
    network: currency.networks.find(({ key }) => key === network) ?? currency.networks[0],
  })
  return json(beneficiaryRow(row, exchange), { status: 201 })
}

function readData(params) {
  const text = params.needed('data', FAMILY)
  if (!text) return undefined
  try {
    const data = JSON.parse(text)
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data
  } catch {}
  params.refuse(`${FAMILY}.non_json_data`)
  return undefined
}

function checkData({ beneficiaries }, currency, data) {
  const [field, values] = [currency.type === 'coin' ? 'address' : 'full_name', Object.values(data)]
  if (!data[field]) throw new Refusal(422, `${FAMILY}.missing_${field}_in_data`)
  const isKnown = (row) => row.currency === currency && row.data.address === data.address
  if (field === 'address' && beneficiaries.rows.some(isKnown)) throw new Refusal(422, `${FAMILY}.duplicate_address`)
  const isStorable = (value) => typeof value === 'string' && !REFUSED_CHARACTERS.test(value)
  if (!values.every(isStorable)) throw new Refusal(422, `${FAMILY}.failed_to_create`)
}

function activate(exchange, params, { id }) {
  const pin = params.integer('pin', FAMILY)
  params.check()
  const row = find(exchange, id)
  if (row.state !== 'pending') throw new Refusal(422, `${FAMILY}.cant_activate`)
  const result = exchange.account.beneficiaries.activate(row, pin, exchange.now())
  if (result !== 'active') throw new Refusal(422, `${FAMILY}.${result}`)
  return json({ ...beneficiaryRow(row, exchange), withdrawals: null })
}

function resendPin(exchange, _params, { id }) {
  const row = find(exchange, id)
  if (row.state !== 'pending') throw new Refusal(422, `${FAMILY}.cant_resend`)
  if (exchange.account.beneficiaries.resend(row, exchange.now())) return NO_CONTENT
  const code = `${FAMILY}.cant_resend_within_1_minute`
  const sentAt = writeTime(row.sentAt, exchange.options.tz)
  throw Refusal.with(json({ errors: [code], sent_at: sentAt }, { status: 422 }))
}

/** The exchange also activates a pending one here, without its PIN. */
function update(exchange, params, { id }) {
  const known = (state) => state === 'active' || state === 'disabled'
  const state = params.needed('state', FAMILY, known, `${FAMILY}.invalid_state`)
  const otp = params.integer('otp', FAMILY)
  params.check()
  useOtp(exchange, otp, WRONG_OTP)
  const row = Object.assign(find(exchange, id), { state })
  return json(beneficiaryRow(row, exchange))
}

function remove(exchange, params, { id }) {
  const otp = params.integer('otp', FAMILY)
  params.check()
  useOtp(exchange, otp, WRONG_OTP)
  find(exchange, id).state = 'archived'
  return NO_CONTENT
}

function beneficiaryRow(row, { account, options }) {
  const { id, currency, network, name, description, state, withdrawals, sentAt } = row
  const isCoin = currency.type === 'coin'
  return {
    ...{ id, blockchain_key: network.key },
    ...(isCoin && { protocol: network.protocol }),
    ...{ blockchain_name: network.name, currency: currency.id, uid: account.member.uid, name, description },
    ...{ data: isCoin ? row.data : masked(row.data), state, withdrawals, sent_at: writeTime(sentAt, options.tz) },
  }
}

/** Hides the middle of an account number. */
function masked({ account_number: number, ...data }) {
  const stars = (middle) => '*'.repeat(middle.length)
  return number ? { ...data, account_number: number.replace(/(?<=^..).*(?=.{4}$)/, stars) } : data
}

module.exports = [
  { path: 'account/beneficiaries', auth: true, handle: list },
  { path: 'account/beneficiaries', method: 'POST', auth: true, handle: create },
  { path: 'account/beneficiaries/:id', auth: true, handle: get },
  { path: 'account/beneficiaries/:id', method: 'PUT', auth: true, handle: update },
  { path: 'account/beneficiaries/:id', method: 'DELETE', auth: true, handle: remove },
  { path: 'account/beneficiaries/:id/activate', method: 'PATCH', auth: true, handle: activate },
  { path: 'account/beneficiaries/:id/resend_pin', method: 'PATCH', auth: true, handle: resendPin },
]
