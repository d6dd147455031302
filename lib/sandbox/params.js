const { read } = require('./decimal.js')
const { Refusal } = require('./response.js')

const TRUE = /^(true|t|yes|y|on|1)$/i
const FALSE = /^(false|f|no|n|off|0|)$/i
const WHOLE = /^-?\d{1,15}$/

/**
 * The parameters of a request. Each method takes the exchange's error code for a bad value and collects it;
 * {@link check} refuses the request with all collected codes.
 */
class Params {
  #query
  #rails61
  #codes = []

  constructor(query, { rails61 }) {
    this.#query = query
    this.#rails61 = rails61
  }

  text(name) {
    return this.#query.get(name) ?? undefined
  }

  /** A required text with one code for a missing and an empty one. */
  required(name, code) {
    const text = this.text(name)
    if (!text) this.#missing(code)
    return text
  }

  has(name) {
    return this.#query.has(name)
  }

  /**
   * A required text with different codes for a missing and an empty one. As at the exchange, both also get the code of an
   * unknown one, if there is such a code.
   */
  needed(name, family, isKnown = () => true, code = undefined) {
    const text = this.text(name)
    if (text === undefined) this.#missing(`${family}.missing_${name}`)
    else if (text === '') this.#missing(`${family}.empty_${name}`)
    if (code && !(text && isKnown(text))) this.#codes.push(code)
    return text
  }

  /** A required decimal above zero. Text that is no number gets both codes; so does a missing one, if `isDoubled`. */
  amount(name, family, { missing = family, isDoubled = true } = {}) {
    const text = this.text(name)
    if (text === undefined) {
      this.#missing(`${missing}.missing_${name}`)
      if (!isDoubled) return undefined
    }
    const value = read(text ?? '')
    if (text && value === undefined) this.#codes.push(`${family}.non_decimal_${name}`)
    if (value === undefined || value <= 0n) this.#codes.push(`${family}.non_positive_${name}`)
    return value
  }

  /** A required whole number, such as a one-time password. Zeros in front are lost, as at the exchange. */
  integer(name, family, missing = family) {
    const text = this.text(name)
    if (text === undefined) return this.#missing(`${missing}.missing_${name}`)
    if (text === '') return this.#missing(`${missing}.empty_${name}`)
    if (!WHOLE.test(text)) this.#codes.push(`${family}.non_integer_${name}`)
    return Number(text)
  }

  /** A text of at most `most` characters. */
  short(name, most, code) {
    return this.known(name, (text) => [...text].length <= most, code)
  }

  /** Adds a code that follows from several params. */
  refuse(code) {
    this.#codes.push(code)
  }

  known(name, isKnown, code) {
    const text = this.text(name)
    if (text !== undefined && !isKnown(text)) this.#codes.push(code)
    return text
  }

  oneOf(name, known, code, standard) {
    return this.known(name, (text) => known.includes(text), code) ?? standard
  }

  /** The values of `name=a` or `name[]=a&name[]=b`; undefined if there are none. */
  list(name, isKnown, code) {
    const found = [...this.#query.getAll(name), ...this.#query.getAll(`${name}[]`)]
    if (!found.every(isKnown)) this.#codes.push(code)
    return found.length > 0 ? found : undefined
  }

  flag(name, code) {
    const text = this.text(name) ?? 'false'
    if (!TRUE.test(text) && !FALSE.test(text)) this.#codes.push(code)
    return TRUE.test(text)
  }

  /**
   * A whole number. `codes.empty` is for a blank value, `codes.type` for a value that is not a number, `codes.range` for
   * one that is not `isUsable`. As at the exchange, a value that is not a number gets both of the latter.
   */
  whole(name, codes, { isUsable = () => true, standard } = {}) {
    const text = this.text(name)
    if (text === undefined) return standard
    if (text === '' && codes.empty) return this.#missing(codes.empty)
    const number = WHOLE.test(text) ? Number(text) : undefined
    if (number === undefined && codes.type) this.#codes.push(codes.type)
    if (codes.range && (number === undefined || !isUsable(number))) this.#codes.push(codes.range)
    return number
  }

  /** `time_from` and `time_to`, in seconds since 1970, as `{ from, to }`. */
  times(family, emptyFamily = family) {
    const bound = (name) =>
      this.whole(name, { type: `${family}.non_integer_${name}`, empty: `${emptyFamily}.empty_${name}` })
    return { from: bound('time_from'), to: bound('time_to') }
  }

  /** The lower-case search texts of `search[key]=text` or `search={"key":"text"}`. */
  search(...keys) {
    const text = this.text('search')
    const object = text === undefined ? {} : parseObject(text)
    if (!object) throw new Refusal(422, 'invalid')
    return keys.map((key) => (this.text(`search[${key}]`) ?? object[key])?.toString().toLowerCase())
  }

  /** Throws if any parameter was bad. */
  check() {
    if (this.#codes.length > 0) throw new Refusal(422, ...this.#codes)
  }

  /** The Rails 6.1 release fails with a 500 if a parameter is missing or blank. */
  #missing(code) {
    if (this.#rails61) throw new Refusal(500, 'server.internal_error')
    this.#codes.push(code)
  }
}

function parseObject(text) {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

module.exports = { Params }
