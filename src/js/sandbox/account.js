const { createHash } = require('node:crypto')
const { normalize } = require('./decimal.js')

/** One row for each enabled currency, those never held included, and then those that only the options name. */
function createBalances(balances, currencies) {
  const known = new Map(currencies.map((currency) => [currency.id, currency]))
  const others = Object.keys(balances).filter((id) => !known.has(id))
  const all = [
    ...currencies,
    ...others.map((id) => ({ id, name: id.toUpperCase(), type: 'coin', network: 'ethereum' })),
  ]
  return all.map((currency) => ({ name: currency.name, row: row(currency, balances[currency.id] ?? '0') }))
}

function row({ id, type, network }, amount) {
  const { balance, locked = '0' } = typeof amount === 'string' ? { balance: amount } : amount
  const fields = { currency: id, balance: normalize(balance), locked: normalize(locked), account_type: 'spot' }
  if (type === 'fiat') return fields
  const isHeld = Number(fields.balance) + Number(fields.locked) > 0
  if (!isHeld) return { ...fields, deposit_address: null, deposit_addresses: [] }
  const address = { currencies: [id], blockchain_key: network, address: `sandbox-${hash(id)}`, state: 'active' }
  return { ...fields, deposit_address: address, deposit_addresses: [address] }
}

/** The same address for the same currency, every time. */
const hash = (id) => createHash('sha256').update(id).digest('hex').slice(0, 32)

module.exports = { createBalances }
