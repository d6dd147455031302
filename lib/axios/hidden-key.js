const { inspect } = require('node:util')

const SHOWN = '[redacted]'
const isAuthorization = (name) => name.toLowerCase() === 'authorization'

/**
 * Makes headers print without their key, while whoever reads the header by its name still gets it: an interceptor that
 * compares or replaces it, `headers.get()`, and the copy that axios makes of `error.config` to send it again.
 */
function hideKey(headers) {
  const name = Object.keys(headers).find(isAuthorization)
  if (name === undefined || isHidden(headers)) return
  let value = headers[name]
  Object.defineProperty(headers, name, {
    get: () => value,
    set: (given) => {
      value = given
    },
    enumerable: true,
    configurable: true,
  })
  const hidden = {
    // Another copy of axios reads the headers in this way.
    [Symbol.iterator]: () => Object.entries(headers)[Symbol.iterator](),
    toJSON: (asStrings) => printable(headers, asStrings),
    [inspect.custom]: () =>
      Object.defineProperty({ ...printable(headers) }, Symbol.toStringTag, { value: 'AxiosHeaders' }),
  }
  for (const method of Reflect.ownKeys(hidden)) Object.defineProperty(headers, method, { value: hidden[method] })
}

function isHidden(headers) {
  return Object.hasOwn(headers, inspect.custom)
}

function printable(headers, asStrings) {
  const shown = Object.getPrototypeOf(headers).toJSON.call(headers, asStrings)
  for (const name of Object.keys(shown).filter(isAuthorization)) shown[name] = SHOWN
  return shown
}

module.exports = { hideKey, isHidden }
