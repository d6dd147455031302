const { Refusal, json } = require('../response.js')
const { format } = require('../decimal.js')
const { pnlRow } = require('../exchange/pnl.js')
const { CASH_NETWORKS } = require('../exchange/networks.js')
const { paginate, readPage } = require('../paginate.js')
const { matches } = require('./currencies.js')
const { NO_CURRENCY } = require('./transfer-filters.js')

const ADDRESS_FORMATS = ['legacy', 'cash']
const NOTHING = { available: 0n, locked: 0n }

/** Lists every currency, even if it was never held. */
function balances({ account, currencies, options }, params) {
  const page = readPage(params, 'account.balance.empty_page')
  const types = params.list('account_type', (type) => type === 'spot', 'account.type.doesnt_exist')
  const nonzero = params.flag('nonzero', 'account.balances.invalid_nonzero')
  const search = params.search('currency_code', 'currency_name')
  params.check()
  const rows = [...currencies.values()].filter(({ id, name }) => {
    const held = account.balances.get(id)
    // With `account_type` the exchange lists only existing rows and ignores `nonzero`.
    const isWanted = types ? held !== undefined : !nonzero || (held !== undefined && held.available + held.locked > 0n)
    return isWanted && matches(search, [id, name])
  })
  return paginate(
    rows.map((currency) => balanceRow(account, currency)),
    page,
    options,
  )
}

function balanceRow(account, currency) {
  const amounts = amountsRow(currency.id, account.balances.get(currency.id) ?? NOTHING)
  if (currency.type === 'fiat') return amounts
  const addresses = account.addresses.of(currency).map(addressRow)
  const standard = addresses.find(({ blockchain_key: key }) => key === currency.networks[0].key)
  return { ...amounts, deposit_address: standard ?? null, deposit_addresses: addresses }
}

const amountsRow = (currency, { available, locked }) => ({
  currency,
  balance: format(available),
  locked: format(locked),
  account_type: 'spot',
})

const addressRow = ({ currency, network, address, state }) => ({
  currencies: [currency.id],
  blockchain_key: network.key,
  address,
  state,
})

/** Accepts only lower case and currencies that were ever held. Sends no addresses. */
function balance({ account, currencies }, _params, { currency: id }) {
  const currency = currencies.get(id)
  if (!currency) throw new Refusal(422, NO_CURRENCY)
  const held = account.balances.get(id)
  if (!held) throw new Refusal(404, 'record.not_found')
  const amounts = amountsRow(id, held)
  return json(currency.type === 'fiat' ? amounts : { ...amounts, deposit_address: null, deposit_addresses: [] })
}

/** The first request creates the address; later ones show it. */
function depositAddress({ account, currencies }, params, { currency: id }) {
  const currency = currencies.get(id.toLowerCase())
  if (currency?.type !== 'coin') throw new Refusal(422, NO_CURRENCY)
  const family = 'account.deposit_address'
  const isNetwork = (key) => currency.networks.some((network) => network.key === key)
  const key = params.known('blockchain_key', isNetwork, `${family}.network_not_found`)
  const format = params.oneOf('address_format', ADDRESS_FORMATS, `${family}.invalid_address_format`)
  params.check()
  const network = currency.networks.find((known) => known.key === key) ?? currency.networks[0]
  if (format && !CASH_NETWORKS.includes(network.key))
    throw new Refusal(422, `${family}.doesnt_support_cash_address_format`)
  return json(addressRow(account.addresses.ask(currency, network)))
}

function pnl({ account, currencies, options, orders }, params) {
  if (options.rails61) throw new Refusal(500, 'server.internal_error')
  const isCurrency = (id) => currencies.has(id.toLowerCase())
  const id = params.known('pnl_currency', isCurrency, 'pnl.currency.doesnt_exist') ?? 'usdt'
  params.check()
  const reckoned = currencies.get(id.toLowerCase())
  return json([...account.balances.keys()].map((held) => pnlRow({ account, currencies, orders }, held, reckoned)))
}

module.exports = [
  { path: 'account/balances', auth: true, handle: balances },
  { path: 'account/balances/:currency', auth: true, handle: balance },
  { path: 'account/deposit_address/:currency', auth: true, handle: depositAddress },
  { path: 'account/stats/pnl', auth: true, handle: pnl },
]
