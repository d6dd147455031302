const { isUint8Array } = require('node:util/types')
const { badOption } = require('../errors.js')
const { toJson } = require('./json.js')

const NONE = Object.freeze({ __proto__: null })
const LEVELS = ['debug', 'info', 'warn', 'error']

/** Splits the options of a client into those that stay in JavaScript and the JSON of the others. */
function splitClientOptions(options) {
  const own = { __proto__: null, ...ownOptions(options) }
  const { apiKey, logger } = own
  const keyFunction = typeof apiKey === 'function' ? apiKey : undefined
  if (keyFunction) delete own.apiKey
  delete own.logger
  if (own.ca !== undefined) own.ca = toPem(own.ca)
  return { keyFunction, logger: checkLogger(logger), json: toJson(own, 'options') }
}

/** The own properties of an object of options, each read once. */
function ownOptions(options) {
  if (options === undefined || options === null) return NONE
  if (typeof options !== 'object' || Array.isArray(options)) throw badOption('options', 'must be an object')
  try {
    return { __proto__: null, ...options }
  } catch (cause) {
    throw badOption('options', 'could not be read; what it threw is the cause of this error', { cause })
  }
}

/** `fs.readFileSync` gives buffers; PEM is ASCII. */
function toPem(ca) {
  if (Array.isArray(ca)) return ca.map(toPem)
  return isUint8Array(ca) ? Buffer.from(ca).toString('latin1') : ca
}

function checkLogger(logger) {
  if (logger === undefined || logger === null) return undefined
  const usable = typeof logger === 'object' && LEVELS.every((level) => typeof logger[level] === 'function')
  if (!usable) throw badOption('logger', `must have the methods ${LEVELS.join(', ')}`)
  return logger
}

module.exports = { ownOptions, splitClientOptions }
