const { inspect } = require('node:util')

/** The fields of an error, in the order in which they are shown. A field without a value is absent. */
const FIELDS = [
  'code',
  'status',
  'hint',
  'errors',
  'outcome',
  'option',
  'path',
  'phase',
  'retryAfter',
  'attempts',
  'request',
  'config',
  'response',
]

class CoinPortError extends Error {
  constructor(message, fields = {}) {
    super(message, 'cause' in fields ? { cause: fields.cause } : undefined)
    for (const name of FIELDS) {
      if (fields[name] !== undefined) this[name] = fields[name]
    }
  }

  toJSON() {
    const json = { name: this.name, message: this.message, stack: this.stack }
    for (const name of FIELDS) {
      if (this[name] !== undefined) json[name] = this[name]
    }
    return json
  }
}
class ApiError extends CoinPortError {}
class AuthenticationError extends ApiError {}
class PermissionError extends ApiError {}
class RateLimitError extends ApiError {}
class DecodeError extends CoinPortError {}
class TimeoutError extends CoinPortError {}
class NetworkError extends CoinPortError {}
class CanceledError extends CoinPortError {}
class CredentialsError extends CoinPortError {}
class ConfigError extends CoinPortError {}
class ParamError extends ConfigError {}

const classes = {
  CoinPortError,
  ApiError,
  AuthenticationError,
  PermissionError,
  RateLimitError,
  DecodeError,
  TimeoutError,
  NetworkError,
  CanceledError,
  CredentialsError,
  ConfigError,
  ParamError,
}
for (const [name, type] of Object.entries(classes)) {
  Object.defineProperty(type.prototype, 'name', { value: name, writable: true, configurable: true })
}
// For axios.isAxiosError and axios.isCancel.
Object.defineProperty(CoinPortError.prototype, 'isAxiosError', { value: true })
Object.defineProperty(CanceledError.prototype, '__CANCEL__', { value: true })

/** An option or parameter that cannot be used. */
function badOption(option, expected, { code = 'ERR_BAD_OPTION_VALUE', cause } = {}) {
  return new ConfigError(`${option} ${expected}`, cause === undefined ? { code, option } : { code, option, cause })
}

/** Makes an error from the addon's description of a failure. `params` are those of the call, as JSON. */
function fromFailure(failure, params) {
  const { class: name, message, method, url, timeout, ...fields } = failure
  if (method) {
    fields.request = { method, url }
    fields.config = { method: method.toLowerCase(), url, timeout }
    // The params of a call that changes something may contain a one-time password.
    if (method === 'GET' && params) fields.config.params = JSON.parse(params)
  }
  if (fields.response?.data !== undefined) fields.response.data = JSON.parse(fields.response.data)
  return new classes[name](message, fields)
}

function canceled(reason) {
  return new CanceledError('canceled', { code: 'ERR_CANCELED', cause: reason })
}

function closed() {
  return new CoinPortError('this client was closed', { code: 'ERR_CLIENT_CLOSED' })
}

/** An error that only a defect of this package can cause. */
function internal(cause) {
  return new CoinPortError(`defect in coinport: ${cause.message}`, {
    code: 'ERR_INTERNAL',
    hint: 'Please report this, with the message.',
    cause,
  })
}

/** The type of a value, for an error message. Only a number is shown: other values may be secret. */
function kindOf(value) {
  if (value === null || Array.isArray(value)) return value === null ? 'null' : 'a list'
  return typeof value === 'number' ? inspect(value) : `a value of type ${typeof value}`
}

module.exports = { ...classes, classes, badOption, fromFailure, canceled, closed, internal, kindOf }
