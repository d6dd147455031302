'use strict'

// Reads packed responses. src/client/decode/pack.rs writes and explains the format, and generated/builders.js has the
// functions that build objects. Responses are read one at a time, so the position is kept in this module.

/** V8 copies substrings of up to 12 characters. A longer substring keeps the whole string in memory. */
const MAX_COPIED = 12
/** Codes from src/client/decode/block.rs and pack.rs. */
const MAX_JOINED = 24
const KNOWN = 32
const SEPARATE = 252
const NULL = 254
const NEGATIVE = 8
/** The texts of a block that is an array begin here. */
const FIRST_TEXT = 2

/** Texts that come in many responses: see src/client/decode/known_texts.rs. */
const known = []
let parts
let block = ''
let at = 0

function addKnownTexts(texts) {
  for (const text of texts) known.push(text)
}

function clearKnownTexts() {
  known.length = 0
}

/** A list of packed rows. */
function rows(packed, read) {
  begin(packed)
  const result = []
  while (at < block.length) result.push(read())
  end(result)
  return result
}

/** An object whose values are packed rows. */
function entries(packed, read) {
  begin(packed)
  const result = Object.create(null)
  const values = parts?.[1] ? [] : undefined
  while (at < block.length) {
    const key = text()
    const value = read()
    result[key] = value
    values?.push(value)
  }
  end(values)
  return ordinary(result)
}

/** A response that is a single object. */
function single(packed, read) {
  begin(packed)
  const result = read()
  end([result])
  return result
}

/** `packed` is the string of the codes, or an array with more: see src/bindings/completion.rs. */
function begin(packed) {
  parts = typeof packed === 'string' ? undefined : packed
  block = parts === undefined ? packed : parts[0]
  at = 0
}

/** Adds what is undeclared to the rows, and releases the strings of the response. */
function end(rows) {
  const undeclared = parts?.[1]
  parts = undefined
  block = ''
  if (undeclared) addUndeclared(rows, undeclared)
}

/** The columns are written by src/client/decode/undeclared.rs. */
function addUndeclared(rows, json) {
  for (const [path, name, indexes, values] of JSON.parse(json)) {
    const set = name in Object.prototype ? define : assign
    for (let index = 0; index < values.length; index++) {
      let object = rows[indexes === null ? index : indexes[index]]
      for (const step of path) object = object[step]
      set(object, name, values[index])
    }
  }
}

function assign(object, name, value) {
  object[name] = value
}

/** An assignment to `__proto__` would call a setter, and one to `toString` fails if the prototype is frozen. */
function define(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
}

/** A text, or `null`. */
function text() {
  const code = block.charCodeAt(at)
  if (code > MAX_COPIED) return otherText(code)
  const start = at + 1
  at = start + code
  return block.substring(start, at)
}

function otherText(code) {
  const start = at + 1
  if (code <= MAX_JOINED) {
    // Two halves that V8 copies, so that the text does not keep the block in memory.
    const middle = start + (code >> 1)
    at = start + code
    return block.substring(start, middle) + block.substring(middle, at)
  }
  at = start
  if (code === NULL) return null
  return code === SEPARATE ? parts[FIRST_TEXT + digits(3)] : known[(code - KNOWN) * 256 + digits(1)]
}

/** A whole number, or `null`. */
function integer() {
  const count = block.charCodeAt(at++)
  if (count < NEGATIVE) return digits(count)
  return count === NULL ? null : -digits(count - NEGATIVE)
}

function digits(count) {
  let value = 0
  for (let index = at + count - 1; index >= at; index--) value = value * 256 + block.charCodeAt(index)
  at += count
  return value
}

/** `true`, `false` or `null`. */
function boolean() {
  const value = code()
  return value === NULL ? null : value === 1
}

/** A number below 256. It says which fields are present, or whether there is a value. */
function code() {
  return block.charCodeAt(at++)
}

/** A list inside a row. */
function list(read) {
  const result = []
  for (let left = digits(2); left > 0; left--) result.push(read())
  return result
}

/** An object inside a row, with keys that the exchange chose. */
function map(read) {
  const result = Object.create(null)
  for (let left = digits(2); left > 0; left--) {
    const key = text()
    result[key] = read()
  }
  return ordinary(result)
}

/** Adds the prototype last: if it is frozen, keys such as `constructor` could not be set with it. */
function ordinary(object) {
  return Object.setPrototypeOf(object, Object.prototype)
}

module.exports = {
  addKnownTexts,
  clearKnownTexts,
  rows,
  entries,
  single,
  text,
  integer,
  boolean,
  code,
  digits,
  list,
  map,
}
