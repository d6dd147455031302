// A process may contain several copies of axios: one in a bundle, one for `require` and one for `import`. A program
// compares errors and headers with the classes of its own copy.

/** The AxiosError of other copies, by their AxiosHeaders. */
const errorClasses = new WeakMap()

/**
 * The copy of axios that made a request: its class of headers, and a function that turns an error of `axios`, the copy of
 * the adapter, into one of its own.
 */
function copyOf(axios, config) {
  const Headers = config.headers?.constructor
  if (!isHeadersClass(Headers) || config.headers instanceof axios.AxiosHeaders) {
    return { isOwn: true, AxiosHeaders: axios.AxiosHeaders, adopt: (error) => error }
  }
  if (!errorClasses.has(Headers)) {
    const found = errorClassIn(config.transformResponse)
    if (found) errorClasses.set(Headers, found)
  }
  const ErrorClass = errorClasses.get(Headers)
  return { isOwn: false, AxiosHeaders: Headers, adopt: (error) => (ErrorClass ? convert(error, ErrorClass) : error) }
}

function isHeadersClass(value) {
  return typeof value?.from === 'function' && typeof value.concat === 'function' && 'toJSON' in value.prototype
}

/**
 * The AxiosError that axios's own `transformResponse` throws for text that is not JSON: nothing else in a config leads to
 * this class. A function of the caller is not called, because it may do anything.
 */
function errorClassIn(transforms) {
  const isAxiosOwn = (transform) => {
    const code = typeof transform === 'function' ? Function.prototype.toString.call(transform) : ''
    return code.includes('silentJSONParsing') && code.includes('ERR_BAD_RESPONSE')
  }
  try {
    const context = { responseType: 'json', transitional: { silentJSONParsing: false } }
    ;[transforms].flat().find(isAxiosOwn)?.call(context, '{')
  } catch (error) {
    if (error.isAxiosError) return error.constructor
  }
  return undefined
}

/** Some versions of axios have these fields in the prototype, so they are lost when that is replaced. */
function convert(error, ErrorClass) {
  for (const name of ['isAxiosError', '__CANCEL__']) {
    if (error[name]) Object.defineProperty(error, name, { value: true, writable: true, configurable: true })
  }
  return Object.setPrototypeOf(error, ErrorClass.prototype)
}

module.exports = { copyOf }
