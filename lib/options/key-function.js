const { CredentialsError, badOption, interrupted } = require('../errors.js')
const { withinTimeLimit } = require('./time-limit.js')

const FAILED_HINT = 'Check where the function gets the key from. Nothing was sent, so the call can be repeated.'

/** Calls the key function of a client. Gives up at the limits of the call: see `withinTimeLimit`. */
async function callKeyFunction(keyFunction, limits) {
  const returned = new Promise((resolve) => resolve(keyFunction())).catch((cause) => {
    const fields = { code: 'ERR_CREDENTIALS', hint: FAILED_HINT, cause }
    const message = 'the apiKey function failed: see the cause of this error'
    throw interrupted(CredentialsError, message, limits.describe?.(), fields)
  })
  const key = await withinTimeLimit(returned, 'apiKey function', { phase: 'credentials' }, limits)
  if (typeof key !== 'string') throw badOption('apiKey', 'is a function that must return a string or a promise of one')
  return key
}

module.exports = { callKeyFunction }
