const { done } = require('../verdict.js')
const { isSince } = require('../since.js')

// The calls that set a state. Each function reads it, and returns the verdict `done` if it is as the call wanted it.

const OPEN = ['pending', 'wait']

/** The exchange loses a cancellation of an order that is pending. */
async function cancelOrder({ reader, key }) {
  const order = await reader.one('getOrder', key)
  return OPEN.includes(order.state) ? undefined : done(order)
}

/** The result has the orders in its scope that have changed since. */
async function cancelOrders({ reader, params: { market, side, market_type }, since }) {
  const scope = { market, type: side, market_type }
  for await (const _open of reader.rows('getOrders', { ...scope, state: OPEN })) return undefined
  const changed = []
  // Most recently updated first.
  for await (const order of reader.rows('getOrders', scope)) {
    if (!isSince(order.updated_at, since)) break
    changed.push(order)
  }
  return done(changed)
}

const activateBeneficiary = (look) => hasState(look, 'active')
const updateBeneficiary = (look) => hasState(look, look.params.state)

async function hasState({ reader, key }, state) {
  const beneficiary = await reader.one('getBeneficiary', key)
  return beneficiary.state === state ? done(beneficiary) : undefined
}

async function resendBeneficiaryPin({ reader, key, since }) {
  const { sent_at: sentAt } = await reader.one('getBeneficiary', key)
  return sentAt && isSince(sentAt, since) ? done(null) : undefined
}

async function deleteBeneficiary({ reader, key }) {
  try {
    await reader.one('getBeneficiary', key)
    return undefined
  } catch (error) {
    if (error.status !== 404) throw error
    return done(null)
  }
}

async function setBeneficiariesWhitelisting({ reader, params: { state } }) {
  const member = await reader.get('getMe')
  return member.beneficiaries_whitelisting === state ? done(member) : undefined
}

module.exports = {
  cancelOrder,
  cancelOrders,
  activateBeneficiary,
  resendBeneficiaryPin,
  updateBeneficiary,
  deleteBeneficiary,
  setBeneficiariesWhitelisting,
}
