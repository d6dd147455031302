const { badParam } = require('../errors.js')

// The addon checks what a path and its keys may contain. This file refuses only what would change on its way to the addon.

const NOT_UNICODE = 'must be valid Unicode'

/** The text of each path key, such as a market; null if the path has none. `keys` are their declarations. */
function keysToText(keys, values) {
  return keys.length > 0 ? keys.map((key, index) => keyToText(key, values[index])) : null
}

function keyToText({ name, numeric }, value) {
  if (numeric && Number.isSafeInteger(value) && value >= 0) return String(value)
  if (typeof value !== 'string')
    throw badParam(name, numeric ? 'must be a whole number, or a string' : 'must be a string')
  if (!value.isWellFormed()) throw badParam(name, NOT_UNICODE)
  return value
}

/** The path of `request()`. */
function pathToText(path) {
  if (typeof path !== 'string') throw badParam('path', 'must be a string')
  if (!path.isWellFormed()) throw badParam('path', NOT_UNICODE)
  return path
}

/** The URL of a request without its query, for errors. The result of `keysToText` replaces the names in braces. */
function urlOf(baseUrl, path, keys) {
  const values = keys?.values()
  const filled = values ? path.replace(/\{\w+\}/g, () => encodeURIComponent(values.next().value)) : path
  return `${baseUrl}/${filled.replace(/^\//, '').replace(/[?#].*/s, '')}`
}

module.exports = { keysToText, pathToText, urlOf }
