/** For each call that adds something: how to find it. */
const ADDED = {
  createOrder: require('./orders.js'),
  createWithdraw: require('./withdraws.js'),
  createInternalTransfer: require('./transfers.js'),
  createBeneficiary: require('./beneficiaries.js'),
}

/** For each call that sets a state: how to read it. */
const STATES = require('./states.js')

/** What makes calls identical: a row can be that of either. */
function requestOf({ name, defaults }, params) {
  return JSON.stringify([name, ...ADDED[name].identity({ ...defaults, ...withoutNulls(params) })])
}

/** A name of a row. Rows that have the same one are equal. */
const nameOf = ({ name }, row) => `${name} ${ADDED[name].nameOf(row)}`

const withoutNulls = (params) => Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null))

module.exports = { ADDED, STATES, nameOf, requestOf }
