const { types } = require('node:util')

// Plain data is what JSON can represent without a change. For an instance of a class, JSON contains `{}` or the private
// details of the class.

/** Whether an object comes from an object literal, of any realm, or has no prototype. */
function isPlain(object) {
  const prototype = Object.getPrototypeOf(object)
  if (prototype === null) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf')
}

/** Whether JSON shows the fields of an object. This holds for most classes, but not for those of JavaScript and Node. */
function hasOwnFields(object) {
  return Object.prototype.toString.call(object) === '[object Object]' && !isThenable(object)
}

/** Describes a value that is not plain data, to follow the word "not", and says what to pass instead. */
function describe(value) {
  if (typeof value === 'bigint') return 'a bigint: pass its text, String(value)'
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`
  if (isThenable(value)) return 'a promise: await it first'
  if (types.isDate(value)) return 'a Date: times are whole seconds since 1970, Math.floor(date / 1000)'
  const name = describeClass(value)
  if (types.isMap(value)) return `${name}: pass Object.fromEntries(map)`
  if (!types.isBoxedPrimitive(value) && typeof value.toFixed === 'function')
    return `${name}: pass its text, value.toFixed() or value.toString()`
  return `${name}: JSON would change or drop its content, so pass that as plain data`
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
