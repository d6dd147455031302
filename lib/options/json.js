const { badOption, kindOf } = require('../errors.js')
const { describe, hasOwnFields, isPlain } = require('./plain.js')
const { isSignal } = require('../signals.js')

/** How deep lists and objects may be nested. The addon accepts deeper nesting. */
const MAX_DEPTH = 32
const DATA = 'text, a number, true, false, null, a list or a plain object'

/**
 * An object of options or params as JSON, or undefined for none. Only own properties count, and each is read once.
 * Refuses values that JSON would silently change or drop.
 */
function toJson(object, name) {
  return write(object, name, (value) => isPlain(value) || hasOwnFields(value))
}

/** Like `toJson`, for the body of a request. Refuses instances of classes, which may hold more than their own fields. */
function toJsonBody(object, name) {
  return write(object, name, isPlain)
}

/**
 * Like `toJsonBody`, for the params of a declared call. What is undefined becomes null, because the addon refuses some
 * params that are given as undefined.
 */
function toJsonParams(object, name) {
  return write(object, name, isPlain, new Copier({ showsUndefined: true }))
}

function write(object, name, isUsable, copier = new Copier()) {
  if (object === undefined || object === null) return undefined
  if (typeof object !== 'object') throw badOption(name, `must be an object, not ${kindOf(object)}`)
  try {
    if (Array.isArray(object)) throw new Refusal('must be an object, not a list')
    if (!isUsable(object)) throw new Refusal(`must be a plain object, not ${describe(object)}`)
    return JSON.stringify(copier.fields(object))
  } catch (error) {
    // Creates the error here, where its stack still shows the caller.
    const option = copier.path || name
    if (error instanceof Refusal) throw badOption(option, error.message, error.fields)
    throw badOption(option, 'could not be read: see the cause of this error', { cause: error })
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
  #showsUndefined

  /** `showsUndefined` says whether a field that is undefined becomes null. Otherwise it is left out. */
  constructor({ showsUndefined = false } = {}) {
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
    const isList = Array.isArray(value)
    if (typeof value !== 'object' || !(isList || isPlain(value))) throw refusal(value)
    if (this.#parents.includes(value)) throw new Refusal('must not contain itself')
    if (this.#parents.length === MAX_DEPTH)
      throw new Refusal(`must not be nested in more than ${MAX_DEPTH} lists and objects`)
    return isList ? this.#items(value) : this.fields(value)
  }
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

module.exports = { toJson, toJsonBody, toJsonParams }
