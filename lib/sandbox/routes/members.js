const { Refusal, json } = require('../response.js')
const { useOtp } = require('./otp.js')

const FAMILY = 'account.beneficiaries_whitelisting'

const memberRow = ({ uid, email, group, whitelisting }) => ({
  ...{ uid, email, group },
  beneficiaries_whitelisting: whitelisting,
})

const me = ({ account }) => json(memberRow(account.member))

/** Whether withdrawals are restricted to beneficiaries. Switching that off disables all of them. */
function setWhitelisting(exchange, params) {
  const { account, options } = exchange
  const otp = params.integer('otp', FAMILY, 'account.member')
  params.needed('state', 'account.member')
  const state = params.flag('state', `${FAMILY}.invalid_state`)
  params.check()
  useOtp(exchange, otp, `${FAMILY}.invalid_otp`)
  if (options.forceWhitelisting) {
    throw Refusal.with(json({ errors: 'member.force_beneficiaries_whitelisting.enabled' }, { status: 422 }))
  }
  if (account.member.whitelisting === state) throw new Refusal(422, `${FAMILY}.same_state`)
  account.member.whitelisting = state
  if (!state) {
    for (const row of account.beneficiaries.rows) if (row.state === 'active') row.state = 'disabled'
  }
  return json(memberRow(account.member), { status: 201 })
}

module.exports = [
  { path: 'account/members/me', auth: true, handle: me },
  { path: 'account/members/beneficiaries_whitelisting', method: 'POST', auth: true, handle: setWhitelisting },
]
