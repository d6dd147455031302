const { isUint8Array } = require('node:util/types')
const { badOption } = require('../errors.js')
const { loggerFrom } = require('../logging/logger.js')
const { checkLimiter } = require('./limiter.js')
const { optionsToJson } = require('./json.js')

/** The options of a call without options. */
const NONE = Object.freeze({ __proto__: null })

/**
 * Separates the options that stay in JavaScript from the others, which become JSON. What is not set comes from the client
 * that is inherited from: its `functions` and its `logger`.
 */
function splitClientOptions(options, inherited, inheritedLogger) {
  const own = { __proto__: null, ...ownOptions(options) }
  const { apiKey, apiSecret, limiter, logger } = own
  const hasKey = (apiKey ?? apiSecret ?? null) !== null
  const keyFunction = typeof apiKey === 'function' ? apiKey : undefined
  if (keyFunction) delete own.apiKey
  delete own.limiter
  delete own.logger
  if (own.ca !== undefined) own.ca = toPem(own.ca)
  const functions = {
    keyFunction: hasKey ? keyFunction : inherited?.keyFunction,
    limiter: checkLimiter(limiter) ?? inherited?.limiter,
  }
  return { functions, logger: loggerFrom(logger, inheritedLogger), json: optionsToJson(own) }
}

/** A copy of the own properties of an options object. Each is read once. */
function ownOptions(options) {
  if (options === undefined || options === null) return NONE
  if (typeof options !== 'object' || Array.isArray(options)) throw badOption('options', 'must be an object')
  try {
    return { __proto__: null, ...options }
  } catch (cause) {
    throw badOption('options', 'could not be read: see the cause of this error', { cause })
  }
}

/** Accepts buffers, because `fs.readFileSync` returns them. PEM is ASCII. */
function toPem(ca) {
  if (Array.isArray(ca)) return ca.map(toPem)
  return isUint8Array(ca) ? Buffer.from(ca).toString('latin1') : ca
}

module.exports = { NONE, ownOptions, splitClientOptions }
