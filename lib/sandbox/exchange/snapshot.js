// The currencies and spot markets of the exchange's published API description, document version 3.1.0. A snapshot that
// makes the sandbox plausible, not a list to rely on. Prices are rough, in Australian dollars.

const AUD_PRICES = `aave 250, ape 1.2, aud 1, audt 1, axs 4.1, bat 0.28, bch 720, bcha 0.00004, bico 0.3, bnb 960, bnt 0.85,
  bsv 52, btc 151555.55, busd 1.53, cel 0.12, cho 0.02, chr 0.25, comp 78, dai 1.53, dash 47, dmf 0.004, doge 0.31, eos 1.1,
  etc 38, eth 4100.5, ftm 1.05, gmt 0.21, ht 0.7, ldo 1.8, leo 14, link 27, looks 0.04, lrc 0.24, ltc 160, nah 0.001,
  nmr 21, omg 0.45, powr 0.36, qnt 150, rmdc 0.2, shib 0.00003, shr 0.006, snx 1.4, sxp 0.43, trst 0.01, uma 2.7, uni 14,
  uos 0.1, usdc 1.53, usdt 1.53, xlm 0.45, xmr 340, xrp 3.4, yfi 11500, zec 95, zil 0.03, zrx 0.61`

const NAMES = { aud: 'Australian Dollar', btc: 'Bitcoin', eth: 'Ethereum', ltc: 'Litecoin', usdt: 'Tether', xrp: 'XRP' }

/** CoinMarketCap's ids of the currencies, as far as known. */
const CMC_IDS = {
  bch: 1831,
  bnb: 1839,
  btc: 1,
  dai: 4943,
  doge: 74,
  eth: 1027,
  link: 1975,
  ltc: 2,
  usdc: 3408,
  usdt: 825,
  xrp: 52,
}

// Base currencies with markets in both quote currencies, and those with a market in only one.
const AUD_AND_USDT = `aave ape axs bico bnb bnt btc cel cho chr comp dai dash dmf eos etc eth ftm ht ldo leo link looks
  lrc ltc nmr powr qnt shib shr snx sxp trst uma uni uos xrp yfi zrx busd usdc`
const AUD_ONLY = 'bat omg usdt zil'
// The ids of these markets end in `usd`, which is not a currency: an id cannot be split into its units.
const ODD_IDS = 'bat omg zil'

const words = (text) => text.trim().split(/[\s,]+/)

const CURRENCIES = AUD_PRICES.split(',').map((entry) => {
  const [id, price] = words(entry)
  return { id, name: NAMES[id] ?? id.toUpperCase(), price }
})

const market = (id, base, quote) => ({ id, base, quote })
const MARKETS = [
  ...words(AUD_AND_USDT).flatMap((base) => [market(`${base}aud`, base, 'aud'), market(`${base}usdt`, base, 'usdt')]),
  ...words(AUD_ONLY).map((base) => market(`${base}aud`, base, 'aud')),
  ...words(ODD_IDS).map((base) => market(`${base}usd`, base, 'usdt')),
]

module.exports = { CURRENCIES, MARKETS, CMC_IDS }
