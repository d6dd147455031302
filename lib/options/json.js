const { types } = require('node:util')
const { badOption, kindOf } = require('../errors.js')

const DEEPEST = 3

/**
 * JSON text of an object of options or params, made of its own properties only and each read once;
 * `undefined` where there is nothing to say. What JSON would silently change or drop is refused.
 */
function toJson(object, name) {
  if (object === undefined || object === null) return undefined
  if (typeof object !== 'object' || Array.isArray(object))
    throw badOption(name, `must be an object, not ${kindOf(object)}`)
  return JSON.stringify(plain(object, '', 0))
}

function plain(value, path, depth) {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'object' || depth > DEEPEST) throw badOption(path, `cannot be ${kindOf(value)}`)
  if (Array.isArray(value)) return Array.from(value, (item, index) => plain(item, `${path}[${index}]`, depth + 1))
  if (isDropped(value)) throw badOption(path, 'must be a plain object or text: JSON would drop what it holds')
  const copy = Object.create(null)
  for (const key of Object.keys(value)) {
    const item = value[key]
    if (item !== undefined) copy[key] = plain(item, path ? `${path}.${key}` : key, depth + 1)
  }
  return copy
}

/** Objects that hold something, of which JSON makes `{}`. */
function isDropped(object) {
  return types.isDate(object) || types.isMap(object) || types.isSet(object) || types.isBoxedPrimitive(object)
}

module.exports = { toJson }
