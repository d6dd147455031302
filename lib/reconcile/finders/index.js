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

/** The name of a row. Rows without an id can have the same one, and are told apart by their time as well. */
const nameOf = ({ name }, row) => `${name} ${ADDED[name].nameOf(row)}`

/** The time of a row without an id, in milliseconds; zero for others. */
function nameTimeOf({ name }, row) {
  const { isNamedByTime, timeOf } = ADDED[name]
  return (isNamedByTime && Date.parse(timeOf(row))) || 0
}

const withoutNulls = (params) => Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null))

module.exports = { ADDED, STATES, nameOf, nameTimeOf, requestOf }
