const { randomNumbers } = require('./random.js')

// Random responses of some calls: what the exchange may send, and the JSON text with the declared types.

const ADDRESS = {
  optional: {
    currencies: list('id'),
    blockchain_key: nullable('text'),
    address: nullable('text'),
    state: nullable('text'),
  },
}
const BALANCE = {
  required: { currency: 'id', balance: 'decimal', locked: 'decimal' },
  optional: { account_type: 'text', deposit_address: nullable(ADDRESS), deposit_addresses: list(ADDRESS) },
}
const FIGURES = {
  required: { high: 'decimal', last: 'decimal', low: 'decimal', open: 'decimal', volume: 'decimal' },
  optional: {
    at: nullable('integer'),
    avg_price: 'decimal',
    price_change_percent: 'text',
    amount: 'decimal',
    vol: 'decimal',
  },
}
const ORDER = {
  required: {
    id: 'integer',
    side: 'text',
    market: 'id',
    origin_volume: 'decimal',
    remaining_volume: 'decimal',
  },
  optional: {
    uuid: nullable('text'),
    ord_type: 'text',
    price: nullable('decimal'),
    avg_price: 'decimal',
    state: 'text',
    market_type: 'text',
    created_at: 'text',
    updated_at: 'text',
    executed_volume: 'decimal',
    maker_fee: 'decimal',
    taker_fee: 'decimal',
    trades_count: 'integer',
  },
}
const LEVELS = list({ tuple: ['decimal', 'decimal'] })

const RESULTS = {
  getBalances: list(BALANCE),
  getTickers: { map: { required: { at: 'integer', ticker: FIGURES } } },
  getDepth: { required: { timestamp: 'integer', asks: LEVELS, bids: LEVELS } },
  getOrderBook: { required: { asks: list(ORDER), bids: list(ORDER) } },
  getKLine: list({ tuple: ['integer', ...Array(5).fill('decimal')] }),
}

const IDS = [
  'btc',
  'btcaud',
  '0',
  '12',
  '-1',
  '01',
  '__proto__',
  'constructor',
  'toString',
  'é',
  '€uro',
  'a"b',
  'x'.repeat(30),
]
const NAMES = ['new', 'total', '0', '7', '__proto__', 'constructor', 'toString', 'then', '', 'é', 'a"\\\n']
const PARTS = ['a', 'spot', ' ', '1.50', 'é', '\u00ff', '€', '😀', '\\"', '\\\\', '\\n', '\\/', '\\u0000', '\\u20ac']
const SURROGATES = ['\\ud83d\\ude00', '\\ud83d', '\\ude00']
const VALUES = ['0', '-0', '1.50', '1e400', '12345678901234567890', 'true', 'false', 'null', '[]', '{}', '""', ' [ ] ']
const INTEGERS = ['0', '-0', '7', '-12', '255', '256', '1732350005', '9007199254740991', '-9007199254740991']
const SPACES = ['', '', '', '', ' ', '\n\t']

function list(item) {
  return { list: item }
}

function nullable(value) {
  return { nullable: value }
}

/** `{ sent, expected }` of a call; the same for the same seed. */
function randomResponse(name, seed) {
  return new Writer(seed).value(RESULTS[name])
}

class Writer {
  #next

  constructor(seed) {
    this.#next = randomNumbers(seed)
  }

  /** A number below `end`. */
  #choose(end) {
    return this.#next() % end
  }

  #one(items) {
    return items[this.#choose(items.length)]
  }

  value(type) {
    const { sent, expected } = typeof type === 'string' ? this.#scalar(type) : this.#container(type)
    const space = this.#one(SPACES)
    return { sent: space + sent + space, expected }
  }

  #scalar(type) {
    if (type === 'decimal') return this.#quoted(this.#decimal(), '"')
    if (type === 'integer') return this.#quoted(this.#one(INTEGERS), '')
    return same(type === 'id' ? JSON.stringify(this.#one(IDS)) : this.#text())
  }

  /** Sent with or without quotes. */
  #quoted(digits, quote) {
    const sentQuote = this.#choose(2) ? '"' : ''
    return { sent: sentQuote + digits + sentQuote, expected: quote + digits + quote }
  }

  #container(type) {
    if (type.nullable) return this.#choose(4) ? this.value(type.nullable) : same('null')
    if (type.list)
      return joined(
        '[',
        this.#many(4, () => this.value(type.list)),
        ']',
      )
    if (type.tuple)
      return joined(
        '[',
        type.tuple.map((item) => this.value(item)),
        ']',
      )
    return type.map ? this.#map(type.map) : this.#object(type)
  }

  #map(type) {
    const keys = new Set(this.#many(5, () => this.#one(IDS)))
    const entries = [...keys].map((key) => named(JSON.stringify(key), this.value(type)))
    return joined('{', entries, '}')
  }

  #object({ required = {}, optional = {} }) {
    const present = Object.entries(optional).filter(() => this.#choose(3) > 0)
    const fields = [...Object.entries(required), ...present].map(([name, type]) =>
      named(this.#name(name), this.value(type)),
    )
    const undeclared = this.#choose(3)
      ? []
      : this.#many(4, () => named(this.#name(this.#one(NAMES)), this.#anything(0)))
    return joined('{', this.#shuffled([...fields, ...undeclared]), '}')
  }

  /** Half of the objects keep their order. */
  #shuffled(fields) {
    if (this.#choose(2)) return fields
    return fields
      .map((field) => [this.#next(), field])
      .sort(([a], [b]) => a - b)
      .map(([, field]) => field)
  }

  /** A name as JSON, sometimes with an escape that is not needed. */
  #name(name) {
    if (this.#choose(20) > 0 || !/^[a-z_]+$/.test(name)) return JSON.stringify(name)
    return `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}"`
  }

  #decimal() {
    const digits = (count) => Array.from({ length: count }, () => this.#choose(10)).join('')
    const whole = this.#choose(3) ? `${1 + this.#choose(9)}${digits(this.#choose(12))}` : '0'
    const fraction = this.#choose(4) ? `.${digits(1 + this.#choose(18))}` : ''
    const exponent = this.#choose(8) ? '' : this.#one(['e-8', 'E+3', 'e0', 'e21'])
    return (this.#choose(5) ? '' : '-') + whole + fraction + exponent
  }

  #text() {
    const parts = this.#choose(6) ? PARTS : [...PARTS, ...SURROGATES]
    const text = this.#many(6, () => this.#one(parts)).join('')
    return `"${this.#choose(6) ? text : text.padEnd(this.#choose(300), 'x')}"`
  }

  /** Any JSON, with repeated names. */
  #anything(depth) {
    const kind = this.#choose(depth < 3 ? 5 : 3)
    if (kind === 0) return same(this.#one(VALUES))
    if (kind < 3) return same(this.#text())
    if (kind === 3)
      return joined(
        '[',
        this.#many(4, () => this.#anything(depth + 1)),
        ']',
      )
    const names = this.#many(4, () => this.#name(this.#one(NAMES)))
    return joined(
      '{',
      names.map((name) => named(name, this.#anything(depth + 1))),
      '}',
    )
  }

  #many(end, make) {
    return Array.from({ length: this.#choose(end) }, make)
  }
}

const same = (text) => ({ sent: text, expected: text })
const named = (name, { sent, expected }) => ({ sent: `${name}:${sent}`, expected: `${name}:${expected}` })
const joined = (open, items, close) => ({
  sent: open + items.map(({ sent }) => sent).join() + close,
  expected: open + items.map(({ expected }) => expected).join() + close,
})

module.exports = { randomResponse }
