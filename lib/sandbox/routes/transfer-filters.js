const { isNetworkKey } = require('../exchange/networks.js')
const { readPositivePage } = require('../paginate.js')
const { seconds } = require('../time.js')

const MOST_ROWS = 100
const NO_CURRENCY = 'account.currency.doesnt_exist'
const DEPOSIT_STATES = `submitted canceled rejected accepted aml_processing aml_suspicious processing skipped collecting
  collected fee_collecting fee_processing fee_collected errored refunding`.split(/\s+/)
const WITHDRAW_STATES =
  'prepared accepted processing confirming succeed rejected canceled failed errored skipped under_review'.split(' ')

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

module.exports = { DEPOSIT_STATES, NO_CURRENCY, WITHDRAW_STATES, isWithin, newestFirst, readFilters }
