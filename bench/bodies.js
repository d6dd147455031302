// The bodies that the server sends: in size and shape like recorded responses of the exchange, and the same in every run.

const CURRENCIES = 57
const FIAT = 3

/** Some currencies are held, most are not, and a few have deposit addresses. `seed` changes the digits. */
function balances(seed = 0) {
  const rows = Array.from({ length: CURRENCIES }, (_, index) => {
    const currency = name(index)
    const row = { currency, balance: '0.0', locked: '0.0', account_type: 'spot' }
    if (index % 8 === 0)
      Object.assign(row, { balance: decimal(seed + index, 1, 8), locked: decimal(seed + index, 0, 4) })
    if (index >= FIAT && index % 8 === 0) {
      const address = {
        currencies: [currency],
        blockchain_key: 'ethereum',
        address: hex(seed + index),
        state: 'active',
      }
      Object.assign(row, { deposit_address: address, deposit_addresses: [address] })
    } else if (index >= FIAT && index % 8 < 4) {
      Object.assign(row, { deposit_address: null, deposit_addresses: [] })
    }
    return row
  })
  return JSON.stringify(rows)
}

/** Markets with their last 24 hours. `seed` changes the digits. */
function tickers(markets, seed = 0) {
  const at = '1732350005'
  const entries = Array.from({ length: markets }, (_, index) => {
    const [whole, places] = [index % 5, 2 + (index % 7)]
    const price = (step) => decimal(seed + index + step, whole, places)
    const ticker = {
      at,
      avg_price: decimal(seed + index, whole, places + 4),
      high: price(3),
      last: price(2),
      low: price(1),
      open: price(0),
      price_change_percent: `${index % 2 ? '+' : '-'}${index % 10}.${10 + (index % 90)}%`,
      volume: decimal(seed + index, whole + 2, 8),
      amount: decimal(seed + index, 2, 6),
    }
    return [`${name(index)}${['aud', 'usdt', 'btc'][index % 3]}`, { at, ticker }]
  })
  return JSON.stringify(Object.fromEntries(entries))
}

/** The form of tickers that the exchange computes on request. */
function computedTickers(markets) {
  const computed = ({ at, ticker: { low, high, open, last, volume, amount, avg_price, price_change_percent } }) => ({
    at,
    ticker: { low, high, open, last, volume, amount, avg_price, price_change_percent, vol: volume },
  })
  return changed(tickers(markets), computed)
}

/** Tickers with a field that is not declared. */
const newTickers = (markets) =>
  changed(tickers(markets), ({ at, ticker }) => ({ at, ticker: { ...ticker, best_bid: ticker.low } }))

/** Balances in another order, with a field that is not declared. */
const newBalances = () =>
  changed(balances(), ({ currency, balance, locked, ...row }) => ({
    locked,
    balance,
    ...row,
    currency,
    total: balance,
  }))

/** JSON whose rows are changed. */
function changed(json, change) {
  const rows = JSON.parse(json)
  for (const [key, row] of Object.entries(rows)) rows[key] = change(row)
  return JSON.stringify(rows)
}

const START = 1732350000
const rows = (count, row) => Array.from({ length: count }, (_, index) => row(index))

/** One side of an order book, from its best price on. */
const levels = (count, direction) => rows(count, (index) => [`${151_555 + direction * index}.5`, decimal(index, 0, 8)])

/** The bodies of frequent calls, by name. The exchange sends trades and candles as numbers. */
const HOT_CALLS = {
  getBalances: balances,
  getTickers: () => tickers(190),
  getMarkets: () =>
    JSON.stringify(
      rows(190, (index) => {
        const [base, quote] = [name(index), ['aud', 'usdt', 'btc'][index % 3]]
        return {
          id: base + quote,
          symbol: base + quote,
          name: `${base}/${quote}`.toUpperCase(),
          type: 'spot',
          base_unit: base,
          quote_unit: quote,
          min_price: '0.0001',
          max_price: '0.0',
          min_amount: decimal(index, 0, 6),
          amount_precision: 6,
          price_precision: 4,
          state: 'enabled',
        }
      }),
    ),
  getTrades: () =>
    JSON.stringify(
      rows(1000, (index) => ({
        id: 4_000_000 - index,
        price: 151_555.55 + index,
        amount: Number(decimal(index, 0, 6)),
        total: Number(decimal(index, 3, 4)),
        market: 'btcaud',
        created_at: START - index,
        taker_type: index % 2 ? 'buy' : 'sell',
      })),
    ),
  getKLine: () =>
    JSON.stringify(
      rows(1000, (index) => {
        const price = 151_555.5 + index
        return [START + 60 * index, price, price + 9.25, price - 7.5, price + 1, Number(decimal(index, 1, 4))]
      }),
    ),
  getDepth: () => JSON.stringify({ timestamp: START, asks: levels(300, 1), bids: levels(300, -1) }),
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const name = (index) => LETTERS[index % 26] + LETTERS[(index * 7 + 3) % 26] + LETTERS[Math.floor(index / 26) % 26]

/** A decimal that depends only on `seed`, with `whole` digits before the point and `places` after it. */
function decimal(seed, whole, places) {
  const digits = String((seed + 11) * 104_729 * 7919).padStart(32, String((seed % 9) + 1))
  const before = whole === 0 ? '0' : digits.slice(-whole - 8, -8) || '1'
  return `${before.replace(/^0+(?=\d)/, '')}.${digits.slice(-places)}`
}

const hex = (seed) =>
  `0x${(BigInt(seed + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16).padStart(40, '0').slice(-40)}`

module.exports = { HOT_CALLS, balances, computedTickers, newBalances, newTickers, tickers }
