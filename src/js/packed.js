'use strict'

// Reads the packed form of an answer; src/client/decode/pack.rs writes it and explains it. The functions that
// build objects are in shapes.js. One answer is read at a time, from its start to its end, so the place is kept here.

const LONG = 252
const NULL = 254
const NEGATIVE = 8

let block = ''
let at = 0

/** A list of packed rows. */
function rows(blocks, read) {
  const result = []
  for (block of blocks) {
    for (at = 0; at < block.length; ) result.push(read())
  }
  return result
}

/** An object of packed rows. */
function entries(blocks, read) {
  const result = Object.create(null)
  for (block of blocks) {
    for (at = 0; at < block.length; ) {
      const key = text()
      result[key] = read()
    }
  }
  return ordinary(result)
}

/** An object that is the whole answer. */
function single(blocks, read) {
  block = blocks[0]
  at = 0
  return read()
}

/** A text, or `null`. */
function text() {
  const length = block.charCodeAt(at)
  const start = at + 1
  if (length >= LONG) return rareText(length)
  at = start + length
  return block.substring(start, at)
}

function rareText(code) {
  at += 1
  if (code === NULL) return null
  const length = digits(3)
  at += length
  return block.substring(at - length, at)
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
