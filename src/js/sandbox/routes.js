const { errors, json } = require('./answer.js')
const { paginate } = require('./paginate.js')

// An endpoint is one entry: the path below the base, with `:name` for a key; whether it needs credentials; and the
// handler, which gets the state of the sandbox, the query and the keys.

const ROUTES = [
  { path: 'account/balances', auth: true, handle: balances },
  { path: 'public/markets/tickers', handle: tickers },
  { path: 'public/markets/:market/tickers', handle: ticker },
  { path: 'public/markets', handle: markets },
  { path: 'public/currencies', handle: currencies },
  { path: 'public/currencies/:id', handle: currency },
  { path: 'public/version', handle: version },
  { path: 'public/timestamp', handle: timestamp },
]

const TRUE = /^(true|t|yes|y|on|1)$/i
const FALSE = /^(false|f|no|n|off|0|)$/i

function balances({ account, pageCap }, query) {
  const types = [...query.getAll('account_type'), ...query.getAll('account_type[]')]
  if (types.some((type) => type !== 'spot')) return errors(422, 'account.type.doesnt_exist')
  const nonzero = query.get('nonzero') ?? 'false'
  if (!TRUE.test(nonzero) && !FALSE.test(nonzero)) return errors(422, 'account.balances.invalid_nonzero')
  // With a type given, the exchange ignores `nonzero`.
  const onlyHeld = TRUE.test(nonzero) && types.length === 0
  const [code, name] = ['currency_code', 'currency_name'].map((key) => query.get(`search[${key}]`)?.toLowerCase())
  const isFound = ({ row, name: found }) =>
    (code === undefined && name === undefined) ||
    (code !== undefined && row.currency.includes(code)) ||
    (name !== undefined && found.toLowerCase().includes(name))
  const isHeld = ({ row }) => !onlyHeld || /[1-9]/.test(row.balance + row.locked)
  return paginate(
    account
      .filter(isFound)
      .filter(isHeld)
      .map(({ row }) => row),
    query,
    pageCap,
  )
}

/** `cron` is what the exchange's timer stores, `computed` what it sends while that store is empty. */
function tickers({ markets: all, tickerShape }) {
  const at = seconds()
  const shapes = {
    cron: (figures) => ({ at, ...figures }),
    computed: ({ low, high, open, last, volume, amount, avg_price, price_change_percent }) => ({
      low,
      high,
      open,
      last,
      volume,
      amount,
      avg_price,
      price_change_percent,
      vol: volume,
    }),
  }
  const entries = all.map((market) => {
    market.trade()
    return [market.id, { at, ticker: shapes[tickerShape](market.figures()) }]
  })
  return json(Object.fromEntries(entries))
}

function ticker({ markets: all }, _query, { market: id }) {
  const market = all.find((candidate) => candidate.id === id)
  if (!market) return errors(422, 'public.market.doesnt_exist')
  market.trade()
  const { avg_price, price_change_percent, ...figures } = market.figures()
  return json({ at: seconds(), ticker: { ...figures, vol: figures.volume, avg_price, price_change_percent, at: null } })
}

function markets({ markets: all, currencies: known, pageCap }, query) {
  const units = ['base_unit', 'quote_unit'].map((name) => query.get(name))
  const unknown = ['base_unit', 'quote_unit'].filter(
    (_, index) => units[index] !== null && !known.some(({ id }) => id === units[index]),
  )
  if (unknown.length > 0) return errors(422, ...unknown.map((name) => `public.markets.${name}_doesnt_exist`))
  const type = query.get('type') ?? 'spot'
  if (type !== 'spot' && type !== 'qe') return errors(422, 'public.market.invalid_market_type')
  const ordering = query.get('ordering') ?? 'asc'
  if (ordering !== 'asc' && ordering !== 'desc') return errors(422, 'public.markets.invalid_ordering')
  const orderBy = query.get('order_by') ?? 'position'
  if (orderBy !== 'position' && orderBy !== 'id') return errors(422, 'public.markets.invalid_order_by')

  const [base, quote] = units
  const chosen = all.filter(
    (market) => type === 'spot' && (base ?? market.base) === market.base && (quote ?? market.quote) === market.quote,
  )
  chosen.sort((a, b) => (orderBy === 'id' ? (a.id < b.id ? -1 : 1) : a.position - b.position))
  if (ordering === 'desc') chosen.reverse()
  return paginate(chosen.map(marketRow), query, pageCap)
}

function marketRow({ id, base, quote, pricePlaces, amountPlaces }) {
  return {
    id,
    symbol: id,
    name: `${base}/${quote}`.toUpperCase(),
    type: 'spot',
    base_unit: base,
    quote_unit: quote,
    min_price: `0.${'1'.padStart(pricePlaces, '0')}`,
    max_price: '0.0',
    min_amount: `0.${'1'.padStart(amountPlaces, '0')}`,
    amount_precision: amountPlaces,
    price_precision: pricePlaces,
    state: 'enabled',
  }
}

function currencies({ currencies: all, pageCap }, query) {
  const type = query.get('type')
  if (type !== null && type !== 'fiat' && type !== 'coin') return errors(422, 'public.currency.invalid_type')
  return paginate(
    all.filter((candidate) => (type ?? candidate.type) === candidate.type).map(currencyRow),
    query,
    pageCap,
  )
}

function currency({ currencies: all }, _query, { id }) {
  const found = all.find((candidate) => candidate.id === id.toLowerCase())
  return found ? json(currencyRow(found)) : errors(422, 'public.currency.doesnt_exist')
}

function currencyRow({ id, name, price, type, precision, position }) {
  const coin = type === 'coin'
  return {
    id,
    name,
    description: null,
    homepage: null,
    parent_id: null,
    price: price.includes('.') ? price : `${price}.0`,
    ...(coin && { explorer_transaction: null, explorer_address: null }),
    type,
    deposit_enabled: true,
    withdrawal_enabled: true,
    deposit_fee: '0.0',
    min_deposit_amount: coin ? '0.0001' : '10.0',
    withdraw_fee: coin ? '0.0004' : '0.0',
    min_withdraw_amount: coin ? '0.001' : '10.0',
    base_factor: 10 ** precision,
    precision,
    position,
    icon_url: `https://sandbox.invalid/${id}.png`,
    ...(coin && { min_confirmations: 6 }),
  }
}

function version() {
  return json({ git_sha: 'sandbox', git_tag: '3.1.0', build_date: '2024-06-06T11:43:58Z', version: '3.1.0' })
}

/** A JSON string, whatever the published description says. */
function timestamp() {
  return json(new Date().toISOString().replace(/\.\d+Z$/, '+00:00'))
}

const seconds = () => String(Math.floor(Date.now() / 1000))

/** The route of a path, with the values of its keys. */
function findRoute(path) {
  const segments = path
    .replace(/\/$/, '')
    .replace(/\.json$/, '')
    .split('/')
  for (const route of ROUTES) {
    const pattern = route.path.split('/')
    const fits =
      pattern.length === segments.length &&
      pattern.every((part, index) => part.startsWith(':') || part === segments[index])
    if (!fits) continue
    const keys = pattern.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), segments[index]]] : []))
    return { ...route, keys: Object.fromEntries(keys) }
  }
  return undefined
}

module.exports = { findRoute }
