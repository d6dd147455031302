const { DecodeError } = require('../errors.js')

/** A page that contradicts its headers, or the rest of its list. */
function mismatch(response, message) {
  return listError(response, `The response ${message}`)
}

/** A list that changes too fast. */
function listChanged(response, reason) {
  const error = listError(response, `The list could not be read completely: ${reason}`)
  error.hint =
    'The list changes faster than it can be read. Read it again with a larger limit, a filter or a shorter time range.'
  return error
}

function listError(response, message) {
  return new DecodeError(message, { code: 'ERR_BAD_RESPONSE', status: response.status, path: '', response })
}

module.exports = { listChanged, mismatch }
