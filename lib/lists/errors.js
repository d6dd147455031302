const { DecodeError } = require('../errors.js')

/** A page that contradicts itself or its list. */
function mismatch(response, message) {
  const fields = { code: 'ERR_BAD_RESPONSE', status: response.status, path: '', response }
  return new DecodeError(`The answer ${message}`, fields)
}

/** A list that changes too fast. */
function listChanged(response, reason) {
  const error = mismatch(response, `cannot be made a whole list: ${reason}`)
  error.hint =
    'The list changes faster than it can be read. Read it again, with a larger limit or fewer rows: a filter, or a time.'
  return error
}

module.exports = { listChanged, mismatch }
