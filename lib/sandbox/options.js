const { randomBytes } = require('node:crypto')
const { MARKETS } = require('./exchange/snapshot.js')

/** The range of a decimal in the exchange's database. */
const DECIMAL = /^\d{1,16}(\.\d{1,16})?$/
const KEY = /^[\x21-\x7e]+$/

/** The default balances: a small, plausible account. */
const BALANCES = {
  aud: { balance: '1520.55', locked: '250.0' },
  btc: '0.03125',
  eth: '1.204',
  usdt: { balance: '830.25', locked: '100.0' },
  xrp: '412.5',
}

const isText = (value) => typeof value === 'string' && KEY.test(value)
const isDecimal = (value) => typeof value === 'string' && DECIMAL.test(value)
const isFlag = (value) => typeof value === 'boolean'
const isOffset = (value) => typeof value === 'string' && /^(Z|[+-](0\d|1[0-4]):[0-5]\d)$/.test(value)
const isWhole = (least, most) => (value) => Number.isInteger(value) && value >= least && value <= most

function isBalances(value) {
  const isEntry = ([currency, amount]) =>
    /^[a-z0-9._-]{1,32}$/.test(currency) &&
    (isDecimal(amount) || (isObject(amount) && isDecimal(amount.balance) && isDecimal(amount.locked ?? '0')))
  return isObject(value) && Object.entries(value).every(isEntry)
}

const isMarkets = (value) => Array.isArray(value) && value.every((id) => MARKETS.some((market) => market.id === id))
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

const isDelay = isWhole(0, 86_400_000)
const DELAY = 'must be whole milliseconds from 0 to 86400000'

/** For each option: its default, its check, and the text of the error. */
const OPTIONS = {
  port: [() => 0, isWhole(0, 65535), 'must be a port from 0 (any free one) to 65535'],
  apiKey: [() => randomBytes(8).toString('hex'), isText, 'must be a string of printable ASCII without spaces'],
  apiSecret: [() => randomBytes(16).toString('hex'), isText, 'must be a string of printable ASCII without spaces'],
  balances: [
    () => BALANCES,
    isBalances,
    "must be an object such as { btc: '0.5', aud: { balance: '10.0', locked: '2.5' } }, with decimals as strings: a number would lose digits",
  ],
  markets: [
    () => MARKETS.map(({ id }) => id),
    isMarkets,
    'must be a list of market ids of the exchange, such as btcaud',
  ],
  latency: [() => 0, isWhole(0, 600_000), 'must be whole milliseconds from 0 to 600000'],
  orderDelay: [() => 0, isDelay, DELAY],
  cancelDelay: [() => 0, isDelay, DELAY],
  withdrawDelay: [() => 0, isDelay, DELAY],
  forceWhitelisting: [() => true, isFlag, 'must be true or false'],
  tickerShape: [() => 'cron', (value) => value === 'cron' || value === 'computed', "must be 'cron' or 'computed'"],
  pageCap: [() => 1000, isWhole(1, 1000), 'must be a whole number of rows from 1 to 1000'],
  strictGateway: [() => false, isFlag, 'must be true or false'],
  hiddenMarkets: [() => [], isMarkets, 'must be a list of market ids of the exchange, such as btcaud'],
  staleTickers: [() => false, isFlag, 'must be true or false'],
  nonceWindowMs: [() => 5000, isWhole(1, 86_400_000), 'must be whole milliseconds from 1 to 86400000'],
  rails61: [() => false, isFlag, 'must be true or false'],
  tz: [() => 'Z', isOffset, "must be 'Z' or an offset such as '+10:00'"],
  seed: [() => 1, Number.isInteger, 'must be a whole number'],
  clock: [
    () => Date.now,
    (value) => typeof value === 'function' && Number.isFinite(value()),
    'must be a function that returns milliseconds since 1970, as Date.now does',
  ],
}

/** Returns the options with defaults filled in. Only own properties count. */
function checkOptions(options = {}) {
  if (!isObject(options)) throw badOption('options', 'must be an object', 'ERR_BAD_OPTION_VALUE')
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(OPTIONS, name))
  if (unknown !== undefined) {
    throw badOption(unknown, `is unknown: known are ${Object.keys(OPTIONS).join(', ')}`, 'ERR_BAD_OPTION')
  }
  const checked = {}
  for (const [name, [standard, isUsable, expected]] of Object.entries(OPTIONS)) {
    const value = Object.hasOwn(options, name) ? options[name] : undefined
    if (value !== undefined && !isUsable(value)) throw badOption(name, expected, 'ERR_BAD_OPTION_VALUE')
    checked[name] = value === undefined ? standard() : value
  }
  return checked
}

function badOption(option, expected, code) {
  return Object.assign(new TypeError(`${option} ${expected}`), { code, option })
}

module.exports = { checkOptions, badOption, isDelay, isObject, isWhole, DELAY }
