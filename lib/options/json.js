const { badOption, kindOf } = require('../errors.js')
const { describe, hasOwnFields, isPlain } = require('./plain.js')
const { isSignal } = require('../signals.js')

/** Lists and objects in each other; the native half reads more. */
const DEEPEST = 32
const DATA = 'text, a number, true, false, null, a list or a plain object'

/**
 * JSON text of an object of options or params, made of its own properties only and each read once;
 * `undefined` where there is nothing to say. What JSON would silently change or drop is refused.
 */
function toJson(object, name) {
  return write(object, name, (given) => isPlain(given) || hasOwnFields(given))
}

/** As `toJson`, for the body of a request: there, a class may hold more than its object shows. */
function toJsonBody(object, name) {
  return write(object, name, isPlain)
}

function write(object, name, isUsable) {
  if (object === undefined || object === null) return undefined
  if (typeof object !== 'object') throw badOption(name, `must be an object, not ${kindOf(object)}`)
  const copier = new Copier()
  try {
    if (Array.isArray(object)) throw new Refusal('must be an object, not a list')
    if (!isUsable(object)) throw new Refusal(`must be a plain object, not ${describe(object)}`)
    return JSON.stringify(copier.fields(object))
  } catch (error) {
    // Made here, where its stack still reaches the caller.
    const place = copier.path || name
    if (error instanceof Refusal) throw badOption(place, error.message, error.fields)
    throw badOption(place, 'could not be read; what it threw is the cause of this error', { cause: error })
  }
}

class Refusal {
  constructor(message, fields) {
    this.message = message
    this.fields = fields
  }
}

/** Copies plain data. `path` is where it is, and after a throw where it failed. */
class Copier {
  path = ''
  #parents = []

  fields(object) {
    const { path } = this
    const fields = Object.create(null)
    this.#parents.push(object)
    for (const key of Object.keys(object)) {
      this.path = path ? `${path}.${shown(key)}` : shown(key)
      const value = object[key]
      if (value !== undefined) fields[key] = this.#value(value)
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
    if (this.#parents.includes(value)) throw new Refusal('must not be an object that it is a part of')
    if (this.#parents.length === DEEPEST) throw new Refusal(`must not be in more than ${DEEPEST} lists and objects`)
    return isList ? this.#items(value) : this.fields(value)
  }
}

function refusal(value) {
  return isSignal(value)
    ? new Refusal('is an option: pass it in the argument after the params', { code: 'ERR_BAD_OPTION' })
    : new Refusal(`must be ${DATA}, not ${describe(value)}`)
}

/** A name as an error may show it. */
function shown(key) {
  return key.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 64)
}

module.exports = { toJson, toJsonBody }
