const { isDate } = require('node:util').types
const { badOption, badParam, kindOf } = require('../errors.js')
const { describe, hasOwnFields, isPlain } = require('./plain.js')
const { isSignal } = require('../signals.js')

/** How deep lists and objects may be nested. The addon accepts deeper nesting. */
const MAX_DEPTH = 32
const DATA = 'text, a number, true, false, null, a list or a plain object'

// Only own properties count, and each is read once. Values that JSON would silently change or drop are refused.

/** An object of options as JSON, or undefined for none. */
function optionsToJson(options) {
  return write(options, 'options', badOption, isReadable)
}

/**
 * An object of params as JSON, or undefined for none. `seconds` are the names of those that are times in seconds: they may
 * be a Date.
 */
function paramsToJson(params, seconds) {
  return write(params, 'params', badParam, isReadable, seconds)
}

/** Params that become the body of a request. Instances of classes are refused: they may hold more than their own fields. */
function bodyToJson(params, seconds) {
  return write(params, 'params', badParam, isPlain, seconds)
}

/**
 * Like `bodyToJson`, for the params of a declared call. What is undefined becomes null, because the addon refuses some
 * params that are given as undefined.
 */
function changeToJson(params, seconds) {
  return write(params, 'params', badParam, isPlain, seconds, true)
}

const isReadable = (object) => isPlain(object) || hasOwnFields(object)

function write(object, name, refuse, isUsable, seconds = [], showsUndefined = false) {
  if (object === undefined || object === null) return undefined
  if (typeof object !== 'object') throw refuse(name, `must be an object, not ${kindOf(object)}`)
  const copier = new Copier(seconds, showsUndefined)
  try {
    if (Array.isArray(object)) throw new Refusal('must be an object, not a list')
    if (!isUsable(object)) throw new Refusal(`must be a plain object, not ${describe(object)}`)
    return JSON.stringify(copier.fields(object))
  } catch (error) {
    // Creates the error here, where its stack still shows the caller.
    const option = copier.path || name
    if (error instanceof Refusal) throw refuse(option, error.message, error.fields)
    throw refuse(option, 'could not be read: see the cause of this error', { cause: error })
  }
}

class Refusal {
  constructor(message, fields) {
    this.message = message
    this.fields = fields
  }
}

/** Copies plain data. After a throw, `path` names the value that was refused. */
class Copier {
  path = ''
  #parents = []
  #seconds
  #showsUndefined

  /** `showsUndefined` says whether a field that is undefined becomes null. Otherwise it is left out. */
  constructor(seconds, showsUndefined) {
    this.#seconds = seconds
    this.#showsUndefined = showsUndefined
  }

  fields(object) {
    const { path } = this
    const fields = Object.create(null)
    this.#parents.push(object)
    for (const key of Object.keys(object)) {
      this.path = path ? `${path}.${printable(key)}` : printable(key)
      const value = object[key]
      if (value !== undefined) fields[key] = this.#value(value)
      else if (this.#showsUndefined) fields[key] = null
    }
    this.#parents.pop()
    this.path = path
    return fields
  }

  #items(list) {
    const { path } = this
    const items = []
    this.#parents.push(list)
    for (let index = 0; index < list.length; index += 1) {
      this.path = `${path}[${index}]`
      items.push(this.#value(list[index]))
    }
    this.#parents.pop()
    this.path = path
    return items
  }

  #value(value) {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (isDate(value) && this.#seconds.includes(this.path)) return toSeconds(value)
    if (typeof value === 'number') throw new Refusal(`must be a finite number, not ${value}`)
    const isList = Array.isArray(value)
    if (typeof value !== 'object' || !(isList || isPlain(value))) throw refusal(value)
    if (this.#parents.includes(value)) throw new Refusal('must not contain itself')
    if (this.#parents.length === MAX_DEPTH)
      throw new Refusal(`must not be nested in more than ${MAX_DEPTH} lists and objects`)
    return isList ? this.#items(value) : this.fields(value)
  }
}

/** The second that a time is in. The exchange's own times are whole seconds. */
function toSeconds(date) {
  const seconds = Math.floor(date.getTime() / 1000)
  if (Number.isNaN(seconds)) throw new Refusal('must be a valid Date: this one is Invalid Date')
  return seconds
}

function refusal(value) {
  return isSignal(value)
    ? new Refusal('is an option: pass it in the argument after the params', { code: 'ERR_BAD_OPTION' })
    : new Refusal(`must be ${DATA}, not ${describe(value)}`)
}

/** A name that is safe to show in an error. */
function printable(key) {
  return key.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 64)
}

module.exports = { bodyToJson, changeToJson, optionsToJson, paramsToJson }
