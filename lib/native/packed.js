'use strict'

// Reads packed responses. src/client/decode/pack.rs writes and explains the format, and generated/builders.js has the
// functions that build objects. Responses are read one at a time, so the position is kept in this module.

/** V8 copies substrings of up to 12 characters. A longer substring keeps the whole string in memory. */
const MAX_COPIED = 12
/** Codes from src/client/decode/block.rs and pack.rs. */
const NEXT = 252
const NULL = 254
const NEGATIVE = 8

let strings = []
let block = ''
let at = 0
let separate = 0

/** A list of packed rows. */
function rows(packed, read) {
  begin(packed)
  const result = []
  while (at < block.length) result.push(read())
  end()
  return result
}

/** An object whose values are packed rows. */
function entries(packed, read) {
  begin(packed)
  const result = Object.create(null)
  while (at < block.length) {
    const key = text()
    result[key] = read()
  }
  end()
  return ordinary(result)
}

/** A response that is a single object. */
function single(packed, read) {
  begin(packed)
  const result = read()
  end()
  return result
}

function begin(packed) {
  strings = packed
  block = packed[0]
  at = 0
  separate = 0
}

/** Releases the strings of the response. */
function end() {
  strings = []
  block = ''
}

/** A text, or `null`. */
function text() {
  const length = block.charCodeAt(at)
  const start = at + 1
  if (length > MAX_COPIED) return longText(length, start)
  at = start + length
  return block.substring(start, at)
}

/** Joins two halves that are short enough for V8 to copy, so that the text does not keep the block in memory. */
function longText(code, start) {
  at = start
  if (code >= NEXT) return separateText(code)
  const middle = start + (code >> 1)
  at = start + code
  return block.substring(start, middle) + block.substring(middle, at)
}

/** The next of the texts that are not in the block, or the last one again. */
function separateText(code) {
  if (code === NULL) return null
  if (code === NEXT) separate += 1
  return strings[separate]
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

module.exports = { rows, entries, single, text, integer, boolean, code, digits, list, map }
