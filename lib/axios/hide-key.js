const { inspect } = require('node:util')

const REDACTED = '[redacted]'
const SECRET = ['authorization', 'cookie', 'proxy-authorization', 'x-auth-apikey', 'x-auth-signature']
const isSecret = (name) => SECRET.includes(name.toLowerCase())

/**
 * Makes headers print without their key. Code that reads them still gets the key: interceptors, `headers.get()`,
 * `headers.toJSON()`, and the copy that axios makes of `error.config` to send a request again.
 */
function hideKey(headers) {
  for (const name of Object.keys(headers).filter(isSecret)) hideValue(headers, name)
  const { toJSON } = Object.getPrototypeOf(headers)
  define(headers, {
    // `JSON.stringify` passes the name of the property, and callers of this method do not.
    toJSON: (asStrings) =>
      typeof asStrings === 'string' ? redacted(toJSON.call(headers, true)) : toJSON.call(headers, asStrings),
    toString: () =>
      Object.entries(redacted(toJSON.call(headers)))
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
    [inspect.custom]: () =>
      Object.defineProperty({ ...redacted(toJSON.call(headers)) }, Symbol.toStringTag, { value: 'AxiosHeaders' }),
  })
}

/** Loggers that walk through all properties do not call getters. */
function hideValue(headers, name) {
  let value = headers[name]
  if (value === undefined || value === null || value === false) return
  Object.defineProperty(headers, name, {
    get: () => value,
    set: (newValue) => {
      value = newValue
    },
    enumerable: true,
    configurable: true,
  })
}

function redacted(fields) {
  for (const name of Object.keys(fields).filter(isSecret)) fields[name] = REDACTED
  return fields
}

/** Makes a request of Node print without its headers, and the one of follow-redirects that it belongs to. */
function hideHeaders(request) {
  for (const each of [request, request?._currentRequest, request?._redirectable]) {
    if (!each) continue
    const { method, protocol, host, path } = each._currentRequest ?? each
    const shown = () => ({ method, protocol, host, path })
    define(each, { toJSON: shown, [inspect.custom]: shown })
  }
}

function define(object, methods) {
  for (const name of Reflect.ownKeys(methods))
    Object.defineProperty(object, name, { value: methods[name], writable: true, configurable: true })
}

module.exports = { REDACTED, hideHeaders, hideKey }
