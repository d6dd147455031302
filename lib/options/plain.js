const { types } = require('node:util')

// Plain data is what JSON holds without a change. Everything else is an object of a class, of which JSON makes `{}`, or
// shows how the class keeps what it holds.

/** Whether an object was made by a literal, in any realm, or has no prototype. */
function isPlain(object) {
  const prototype = Object.getPrototypeOf(object)
  if (prototype === null) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf')
}

/** Whether an object has fields of its own, as those of most classes have, and is not one of the language's or Node's. */
function hasOwnFields(object) {
  return Object.prototype.toString.call(object) === '[object Object]' && !isThenable(object)
}

/** What a value is that is not plain data, and what to pass instead, to follow the word "not". */
function describe(value) {
  if (typeof value === 'number') return `${value}`
  if (typeof value === 'bigint') return 'a bigint: pass its text, String(value)'
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`
  if (isThenable(value)) return 'a promise: await it first'
  if (types.isDate(value)) return 'a Date: times are whole seconds since 1970, Math.floor(date / 1000)'
  const what = describeClass(value)
  if (types.isMap(value)) return `${what}: pass Object.fromEntries(map)`
  if (!types.isBoxedPrimitive(value) && typeof value.toFixed === 'function')
    return `${what}: pass its text, value.toFixed() or value.toString()`
  return `${what}: JSON would change or drop what it holds, so pass that as plain data`
}

function describeClass(object) {
  const name = Object.getPrototypeOf(object)?.constructor?.name
  return typeof name === 'string' && name !== '' && name !== 'Object'
    ? `an instance of ${name}`
    : 'an object with a prototype of its own'
}

function isThenable(object) {
  return types.isPromise(object) || typeof object.then === 'function'
}

module.exports = { describe, hasOwnFields, isPlain }
