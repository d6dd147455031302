const { badOption } = require('../errors.js')
const { toJson } = require('./json.js')

const LEVELS = ['debug', 'info', 'warn', 'error']

/** Splits the options of a client into those that stay in JavaScript and the JSON of the others. */
function splitClientOptions(options) {
  if (options === undefined || options === null) return { json: '{}' }
  if (typeof options !== 'object' || Array.isArray(options)) throw badOption('options', 'must be an object')
  const own = { ...options }
  const { apiKey, logger } = own
  const keyFunction = typeof apiKey === 'function' ? apiKey : undefined
  if (keyFunction) delete own.apiKey
  delete own.logger
  if (own.ca !== undefined) own.ca = toPem(own.ca)
  return { keyFunction, logger: checkLogger(logger), json: toJson(own, 'options') }
}

/** `fs.readFileSync` gives buffers; PEM is ASCII. */
function toPem(ca) {
  if (Array.isArray(ca)) return ca.map(toPem)
  return ca instanceof Uint8Array ? Buffer.from(ca).toString('latin1') : ca
}

function checkLogger(logger) {
  if (logger === undefined || logger === null) return undefined
  const usable = typeof logger === 'object' && LEVELS.every((level) => typeof logger[level] === 'function')
  if (!usable) throw badOption('logger', `must have the methods ${LEVELS.join(', ')}`)
  return logger
}

module.exports = { splitClientOptions }
