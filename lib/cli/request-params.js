const { UsageError } = require('./usage-error.js')

const PAIR = /^([^=[\]]+)(\[([^=[\]]*)\])?=(.*)$/s

/**
 * The params of a request from `name=value`, `name[]=value` for an item of a list, and `name[field]=value` for a field of an
 * object. Values stay text.
 */
function readParams(pairs) {
  const params = Object.create(null)
  for (const [index, pair] of pairs.entries()) {
    const [, name, isNested, field, value] = PAIR.exec(pair) ?? []
    if (name === undefined)
      throw new UsageError(`param ${index + 1} must be name=value, name[]=value or name[field]=value`)
    if (!isNested) add(params, name, value, index)
    else if (field === '') itemsOf(params, name, index).push(value)
    else add(fieldsOf(params, name, index), field, value, index)
  }
  return params
}

function add(object, name, value, index) {
  if (name in object) throw repeated(index)
  object[name] = value
}

function itemsOf(params, name, index) {
  params[name] ??= []
  if (!Array.isArray(params[name])) throw repeated(index)
  return params[name]
}

function fieldsOf(params, name, index) {
  params[name] ??= Object.create(null)
  if (typeof params[name] !== 'object' || Array.isArray(params[name])) throw repeated(index)
  return params[name]
}

const repeated = (index) =>
  new UsageError(`param ${index + 1} has the name of another: give each name once, or use name[]=`)

module.exports = { readParams }
