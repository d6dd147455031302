const { inspect } = require('node:util')

const REDACTED = '[redacted]'
const isAuthorization = (name) => name.toLowerCase() === 'authorization'

/**
 * Makes headers print without their key. Code that reads the header by its name still gets the key: interceptors,
 * `headers.get()`, and the copy that axios makes of `error.config` to send a request again.
 */
function redactKey(headers) {
  const name = Object.keys(headers).find(isAuthorization)
  if (name === undefined || isRedacted(headers)) return
  let value = headers[name]
  Object.defineProperty(headers, name, {
    get: () => value,
    set: (newValue) => {
      value = newValue
    },
    enumerable: true,
    configurable: true,
  })
  const methods = {
    // Another copy of axios reads the headers with this.
    [Symbol.iterator]: () => Object.entries(headers)[Symbol.iterator](),
    toJSON: (asStrings) => redacted(headers, asStrings),
    [inspect.custom]: () =>
      Object.defineProperty({ ...redacted(headers) }, Symbol.toStringTag, { value: 'AxiosHeaders' }),
  }
  for (const method of Reflect.ownKeys(methods)) Object.defineProperty(headers, method, { value: methods[method] })
}

function isRedacted(headers) {
  return Object.hasOwn(headers, inspect.custom)
}

function redacted(headers, asStrings) {
  const fields = Object.getPrototypeOf(headers).toJSON.call(headers, asStrings)
  for (const name of Object.keys(fields).filter(isAuthorization)) fields[name] = REDACTED
  return fields
}

module.exports = { redactKey, isRedacted }
