const { Refusal, json } = require('../response.js')
const { format } = require('../decimal.js')
const { paginate, readPage } = require('../paginate.js')

function currencies({ currencies: all, options }, params) {
  const page = readPage(params, 'public.currency.empty_page')
  const type = params.oneOf('type', ['fiat', 'coin'], 'public.currency.invalid_type')
  const search = params.search('code', 'name')
  params.check()
  const rows = [...all.values()].filter((currency) => (type ?? currency.type) === currency.type)
  const found = rows.filter(({ id, name }) => matches(search, [id, name]))
  return paginate(found.map(currencyRow), page, options)
}

/** Whether any search text is contained in its value. Everything matches if there are no search texts. */
function matches(search, values) {
  const isSought = search.some((text) => text !== undefined)
  return !isSought || search.some((text, index) => text !== undefined && values[index].toLowerCase().includes(text))
}

/** Finds a currency in any letter case. */
function currency({ currencies: all }, _params, { id }) {
  const found = all.get(id.toLowerCase())
  if (!found) throw new Refusal(422, 'public.currency.doesnt_exist')
  return json(currencyRow(found))
}

const describe = ({ id, name }) => ({ id, name, description: null, homepage: null })

const icon = ({ id }) => `https://sandbox.invalid/${id}.png`

const terms = ({ minDeposit, withdrawFee, minWithdraw }, { factor }) => ({
  deposit_enabled: true,
  withdrawal_enabled: true,
  deposit_fee: '0.0',
  min_deposit_amount: format(minDeposit),
  withdraw_fee: format(withdrawFee),
  min_withdraw_amount: format(minWithdraw),
  base_factor: factor,
})

const explorers = ({ explorer }) => ({
  explorer_transaction: explorer.transaction,
  explorer_address: explorer.address,
})

/** The coin of the network that a token is issued on; null for the coin itself. */
const parentOf = ({ id, type }, { coin }) => (type === 'coin' && coin !== id ? coin : null)

/** A row with the terms of the default network. */
function currencyRow(currency) {
  const [network] = currency.networks
  const isCoin = currency.type === 'coin'
  return {
    ...describe(currency),
    parent_id: parentOf(currency, network),
    price: format(currency.price),
    ...(isCoin && explorers(network)),
    type: currency.type,
    ...terms(currency, network),
    precision: currency.precision,
    position: currency.position,
    icon_url: icon(currency),
    ...(isCoin && { min_confirmations: network.confirmations }),
  }
}

/** A row with the terms of all networks. */
function fullCurrencyRow(currency) {
  const { id, price, type, precision, position, networks } = currency
  const { name, description, homepage } = describe(currency)
  return {
    ...{ id, status: 'enabled', name, description, homepage, price: format(price), type, precision, position },
    icon_url: icon(currency),
    networks: networks.map((network, index) => networkRow(currency, network, position * 10 + index)),
  }
}

function networkRow(currency, network, id) {
  const parent = parentOf(currency, network)
  const row = {
    ...{ id, status: 'enabled', blockchain_key: network.key, currency_id: currency.id },
    ...(parent && { parent_id: parent }),
  }
  if (currency.type === 'fiat') return { ...row, ...terms(currency, network) }
  const { protocol, confirmations } = network
  const more = { description: null, warning: null, protocol, min_confirmations: confirmations }
  return { ...row, ...terms(currency, network), ...explorers(network), ...more }
}

module.exports = [
  { path: 'public/currencies', handle: currencies },
  { path: 'public/currencies/:id', handle: currency },
]
module.exports.fullCurrencyRow = fullCurrencyRow
module.exports.matches = matches
