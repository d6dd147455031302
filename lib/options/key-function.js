const { badOption } = require('../errors.js')
const { withinTimeLimit } = require('./time-limit.js')

/** Calls the key function of a client. Gives up at the limits of the call: see `withinTimeLimit`. */
async function callKeyFunction(keyFunction, limits) {
  const returned = new Promise((resolve) => resolve(keyFunction())).catch((cause) => {
    throw badOption('apiKey', 'is a function that failed: see the cause of this error', { cause })
  })
  const key = await withinTimeLimit(returned, 'apiKey function', { phase: 'credentials' }, limits)
  if (typeof key !== 'string') throw badOption('apiKey', 'is a function that must return a string or a promise of one')
  return key
}

module.exports = { callKeyFunction }
