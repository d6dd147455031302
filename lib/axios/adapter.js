const { assertMayWrite, baseUrlOf, passThrough } = require('../client.js')
const { defaultClient } = require('../default-client.js')
const { CanceledError, TimeoutError } = require('../errors.js')
const { watch } = require('../signals.js')
const { toNativeRequest } = require('./native-request.js')
const { isRedacted, redactKey } = require('./redact-key.js')

/** Makes the adapter for one copy of axios. Its errors and headers are instances of that copy's classes. */
function createAdapter(axios) {
  const { AxiosError, AxiosHeaders } = axios
  // Without defaults: the config of a request already contains them.
  const axiosWithoutDefaults = new axios.Axios({})

  return async function coinport(config) {
    const own = { __proto__: null, ...config }
    const headers = AxiosHeaders.from(own.headers)
    const url = urlOf(own)
    const client = url && clientFor(config)
    const native = client && toNativeRequest(own, headers, url, baseUrlOf(client))
    if (!native && client) checkWrite(client, config, url)
    if (!native) return axios.getAdapter('http', config)(withPlainHeaders(config, headers))

    redactKey(headers)
    config.headers = headers
    const request = describe(native.method, url)
    const cancellation = combineSignals(own)
    const received = { response: undefined }
    const text = await passThrough(client, native, cancellation.signal, received)
      .catch((error) => {
        throw toAxiosError(error, config, request)
      })
      .finally(cancellation.release)
    return settle({ data: text, ...statusAndHeaders(JSON.parse(received.response)), config, request })
  }

  /** The full URL, or undefined for one that axios's own adapter must handle or refuse. */
  function urlOf(own) {
    try {
      const url = new URL(axiosWithoutDefaults.getUri(own))
      return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
    } catch {
      return undefined
    }
  }

  function clientFor(config) {
    try {
      return defaultClient()
    } catch (error) {
      throw toAxiosError(error, config)
    }
  }

  /** A client that only reads refuses also the requests to the exchange that it would not send itself. */
  function checkWrite(client, config, url) {
    const isRead = String(config.method ?? 'get').toUpperCase() === 'GET'
    if (isRead || url.origin !== new URL(baseUrlOf(client)).origin) return
    try {
      assertMayWrite(client)
    } catch (error) {
      error.outcome = 'not_sent'
      throw toAxiosError(error, config)
    }
  }

  /** Redacted headers would be sent without their key. */
  function withPlainHeaders(config, headers) {
    return isRedacted(headers) ? { ...config, headers: new AxiosHeaders({ ...headers }) } : config
  }

  function statusAndHeaders({ status, statusText, headers }) {
    return { status, statusText, headers: new AxiosHeaders(headers) }
  }

  /** Throws for a status that the caller does not accept, as axios does. */
  function settle(response) {
    const { config, request, status } = response
    if (!status || !config.validateStatus || config.validateStatus(status)) return response
    const code = status >= 400 && status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE
    throw new AxiosError(`Request failed with status code ${status}`, code, config, request, response)
  }

  /** The error that axios would have thrown. Its `cause` is the CoinPortError, which has more fields. */
  function toAxiosError(error, config, request) {
    if (error instanceof CanceledError)
      return config.cancelToken?.reason ?? withCause(error, new axios.CanceledError(null, config, request))
    const response = error.response && { data: undefined, ...statusAndHeaders(error.response), config, request }
    const [message, code] = isDeadline(error) ? timeoutOf(error, config) : [error.message, error.code]
    return withCause(error, new AxiosError(message, code, config, request, response))
  }

  /** Message and code of a timeout. */
  function timeoutOf(error, { timeout, timeoutErrorMessage, transitional }) {
    const code = transitional?.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED
    return [timeoutErrorMessage || (timeout ? `timeout of ${timeout}ms exceeded` : error.message), code]
  }
}

function withCause(cause, error) {
  return Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true })
}

/** Whether `timeout` was reached, and not `connectTimeout`. */
function isDeadline(error) {
  return error instanceof TimeoutError && error.code === 'ECONNABORTED'
}

/** The fields of a Node request that callers use. */
function describe(method, url) {
  const { protocol, hostname: host, pathname, search, href } = url
  return { method, protocol, host, path: pathname + search, res: { responseUrl: href } }
}

/** One signal for both ways to cancel a request of axios. */
function combineSignals({ cancelToken, signal }) {
  if (!cancelToken) return { signal: signal ?? undefined, release() {} }
  const controller = new AbortController()
  const abort = () => controller.abort()
  const unwatch = signal ? watch(signal, abort) : undefined
  if (signal?.aborted) abort()
  cancelToken.subscribe(abort)
  return {
    signal: controller.signal,
    release() {
      cancelToken.unsubscribe(abort)
      unwatch?.()
    },
  }
}

module.exports = { createAdapter }
