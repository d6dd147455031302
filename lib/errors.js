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

/** An option that cannot be used. */
const badOption = (option, expected, fields) => refusal(ConfigError, option, expected, fields)

/** An argument of a call that cannot be used: a parameter, or a key of the path. */
const badParam = (option, expected, fields) => refusal(ParamError, option, expected, fields)

function refusal(Class, option, expected, { code = 'ERR_BAD_OPTION_VALUE', cause } = {}) {
  return new Class(`${option} ${expected}`, cause === undefined ? { code, option } : { code, option, cause })
}

/** Makes an error from the addon's description of a failure. `params` are those of the call, as JSON. */
function fromFailure(failure, params) {
  const { class: name, message, method, url, timeout, ...fields } = failure
  if (method) Object.assign(fields, requestFields({ method, url, timeout, params }))
  if (fields.response?.data !== undefined) fields.response.data = JSON.parse(fields.response.data)
  return new classes[name](message, fields)
}

/** The fields of an error about a request. `params` is JSON. */
function requestFields({ method, url, timeout, params }) {
  const config = { method: method.toLowerCase(), url, timeout }
  // The params of a call that changes something may contain a one-time password.
  if (method === 'GET' && params) config.params = JSON.parse(params)
  return { request: { method, url }, config }
}

/** An error that JavaScript causes, about the `request` that was not completed. Without one, about no request. */
function interrupted(Class, message, request, fields) {
  if (request === undefined) return new Class(message, fields)
  return new Class(`${message} (${request.method} ${request.url})`, { ...fields, ...requestFields(request) })
}

function canceled(reason, request) {
  return interrupted(CanceledError, 'canceled', request, { code: 'ERR_CANCELED', cause: reason })
}

function closed(request) {
  return interrupted(CoinPortError, 'this client was closed', request, { code: 'ERR_CLIENT_CLOSED' })
}

/** An error that only a defect of this package can cause. */
function internal(cause) {
  return new CoinPortError(`defect in coinport: ${cause.message}`, {
    code: 'ERR_INTERNAL',
    hint: 'Please report this, with the message.',
    cause,
  })
}

/** The type of a value, for an error message. The value is not shown, because it may be secret. */
function kindOf(value) {
  if (value === null || Array.isArray(value)) return value === null ? 'null' : 'a list'
  return `a value of type ${typeof value}`
}

module.exports = {
  ...classes,
  classes,
  badOption,
  badParam,
  fromFailure,
  interrupted,
  canceled,
  closed,
  internal,
  kindOf,
}
