'use strict'

// Reads the packed form of an answer; src/client/decode/pack.rs writes it and explains it. The functions that
// build objects are in shapes.js. One answer is read at a time, from its start to its end, so the place is kept here.

/** V8 copies up to so many characters that are cut out of a string. A cut of more keeps the whole string in memory. */
const MAX_COPIED = 12
const NEXT = 252
const NULL = 254
const NEGATIVE = 8

let strings = []
let block = ''
let at = 0
let apart = 0

/** A list of packed rows. */
function rows(packed, read) {
  begin(packed)
  const result = []
  while (at < block.length) result.push(read())
  end()
  return result
}

/** An object of packed rows. */
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

/** An object that is the whole answer. */
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
  apart = 0
}

/** Lets go of the answer. */
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

function longText(code, start) {
  at = start
  if (code >= NEXT) return textApart(code)
  const middle = start + (code >> 1)
  at = start + code
  return block.substring(start, middle) + block.substring(middle, at)
}

/** The next of the texts that stand apart, or the last one again. */
function textApart(code) {
  if (code === NULL) return null
  if (code === NEXT) apart += 1
  return strings[apart]
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

/** A number below 256: which fields are there, or whether there is a value at all. */
function code() {
  return block.charCodeAt(at++)
}

/** A list inside of a row. */
function list(read) {
  const result = []
  for (let left = digits(2); left > 0; left--) result.push(read())
  return result
}

/** An object inside of a row whose keys the exchange chose. */
function map(read) {
  const result = Object.create(null)
  for (let left = digits(2); left > 0; left--) {
    const key = text()
    result[key] = read()
  }
  return ordinary(result)
}

/** Had it had its prototype before, a key such as `constructor` could not be set where that is frozen. */
function ordinary(object) {
  return Object.setPrototypeOf(object, Object.prototype)
}

module.exports = { rows, entries, single, text, integer, boolean, code, digits, list, map }
