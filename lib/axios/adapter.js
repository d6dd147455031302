const { baseUrlOf, relay } = require('../client.js')
const { defaultClient } = require('../default-client.js')
const { CanceledError, TimeoutError } = require('../errors.js')
const { watch } = require('../signals.js')
const { hideKey, isHidden } = require('./hidden-key.js')
const { toNative } = require('./served.js')

/** The adapter for one copy of axios, whose classes its errors and headers have. */
function createAdapter(axios) {
  const { AxiosError, AxiosHeaders } = axios
  // Without defaults of its own: the config that an adapter gets has them already.
  const bare = new axios.Axios({})

  return async function coinport(config) {
    const own = { __proto__: null, ...config }
    const headers = AxiosHeaders.from(own.headers)
    const url = urlOf(own)
    const client = url && clientFor(config)
    const native = client && toNative(own, headers, url, baseUrlOf(client))
    if (!native) return axios.getAdapter('http', config)(asBefore(config, headers))

    hideKey(headers)
    config.headers = headers
    const request = describe(native.method, url)
    const cancellation = listen(own)
    const received = { head: undefined }
    const text = await relay(client, native, cancellation.signal, received)
      .catch((error) => {
        throw failure(error, config, request)
      })
      .finally(cancellation.release)
    return settle({ data: text, ...answer(JSON.parse(received.head)), config, request })
  }

  /** The whole URL; `undefined` where axios's own adapter will say what is wrong with it. */
  function urlOf(own) {
    try {
      const url = new URL(bare.getUri(own))
      return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
    } catch {
      return undefined
    }
  }

  function clientFor(config) {
    try {
      return defaultClient()
    } catch (error) {
      throw failure(error, config)
    }
  }

  /** Headers that print without their key would also be sent without it. */
  function asBefore(config, headers) {
    return isHidden(headers) ? { ...config, headers: new AxiosHeaders({ ...headers }) } : config
  }

  function answer({ status, statusText, headers }) {
    return { status, statusText, headers: new AxiosHeaders(headers) }
  }

  function settle(response) {
    const { config, request, status } = response
    const isValid = config.validateStatus
    if (!status || !isValid || isValid(status)) return response
    const code = status >= 400 && status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE
    throw new AxiosError(`Request failed with status code ${status}`, code, config, request, response)
  }

  /** What axios would have thrown; ours, which knows more, is its cause. */
  function failure(error, config, request) {
    if (error instanceof CanceledError)
      return config.cancelToken?.reason ?? causedBy(error, new axios.CanceledError(null, config, request))
    const head = error.response && answer(error.response)
    const response = head && { data: undefined, ...head, config, request }
    const [message, code] = isDeadline(error) ? timedOut(error, config) : [error.message, error.code]
    return causedBy(error, new AxiosError(message, code, config, request, response))
  }

  function timedOut(error, { timeout, timeoutErrorMessage, transitional }) {
    const code = transitional?.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED
    return [timeoutErrorMessage || (timeout ? `timeout of ${timeout}ms exceeded` : error.message), code]
  }
}

function causedBy(error, thrown) {
  return Object.defineProperty(thrown, 'cause', { value: error, writable: true, configurable: true })
}

/** The whole request's time was over, not that of its connection. */
function isDeadline(error) {
  return error instanceof TimeoutError && error.code === 'ECONNABORTED'
}

/** What callers look up in a request of Node's. */
function describe(method, url) {
  const { protocol, hostname: host, pathname, search, href } = url
  return { method, protocol, host, path: pathname + search, res: { responseUrl: href } }
}

/** One signal for both ways in which axios cancels. */
function listen({ cancelToken, signal }) {
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
