const { badOption } = require('../errors.js')
const { NONE, ownOptions } = require('./client-options.js')
const { optionsToJson } = require('./json.js')

/** Options of a client that JSON cannot represent. The addon refuses the others. */
const IN_JAVASCRIPT = ['limiter', 'logger']
const CODE = { code: 'ERR_BAD_OPTION' }

/**
 * The options of a call, and its params as JSON text by `write`, at the moment of the call. If they cannot be read, the
 * error instead. `seconds` are the names of the params that are times.
 */
function readInput(params, options, write, seconds) {
  try {
    return { options: ownOptions(options), params: write(params, seconds) }
  } catch (error) {
    return { error }
  }
}

/** The options that the addon reads as JSON, or null if there are none. */
function nativeOptions(given) {
  if (given === NONE || Object.keys(given).every((name) => name === 'signal')) return null
  const { signal, ...options } = given
  for (const name of IN_JAVASCRIPT) {
    if (Object.hasOwn(options, name) && (options[name] ?? null) !== null)
      throw badOption(name, 'is an option of a client: pass it to new CoinPort() or withOptions()', CODE)
  }
  return optionsToJson(options)
}

module.exports = { nativeOptions, readInput }
