const { passThrough } = require('../client.js')
const { CanceledError, TimeoutError, fromFailure } = require('../errors.js')
const { combineSignals } = require('./cancellation.js')

/** Sends `native`, the request of `config` to `url`, with a client of `clients`. Ends as axios's http adapter would. */
async function sendWithNativeClient(axios, config, copy, clients, native, url) {
  const { AxiosError } = axios
  const request = describe(native.method, url)
  const cancellation = combineSignals(config)
  const received = { response: undefined }
  const data = await start()
    .catch((error) => {
      throw toAxiosError(error)
    })
    .finally(cancellation.release)
  const { rejection, ...head } = JSON.parse(received.response)
  return settle({ data, ...statusAndHeaders(head), config, request }, rejection)

  async function start() {
    const { client, settings } = clients.get({ withoutProxy: config.proxy === false })
    return passThrough(client, { ...native, ...settings }, cancellation.signal, received)
  }

  function statusAndHeaders({ status, statusText, headers }) {
    return { status, statusText, headers: new copy.AxiosHeaders(headers) }
  }

  /** Throws for a status that the caller does not accept. `rejection` describes the error of a refused write. */
  function settle(response, rejection) {
    const { status } = response
    if (!status || !config.validateStatus || config.validateStatus(status)) return response
    const code = status >= 400 && status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE
    const error = new AxiosError(`Request failed with status code ${status}`, code, config, request, response)
    throw copy.adopt(rejection ? withCause(error, fromFailure(rejection)) : error)
  }

  /** The error that axios would have thrown. Its `cause` is the CoinPortError, which has more fields. */
  function toAxiosError(error) {
    if (error instanceof CanceledError) {
      const { reason } = config.cancelToken ?? {}
      return reason ?? copy.adopt(withCause(new axios.CanceledError(null, config, request), error))
    }
    const response = error.response && { data: undefined, ...statusAndHeaders(error.response), config, request }
    const [message, code] = isDeadline(error) ? timeoutOf(config, error) : [error.message, error.code]
    return copy.adopt(withCause(new AxiosError(message, code, config, request, response), error))
  }
}

/** Message and code of a timeout. */
function timeoutOf({ timeout, timeoutErrorMessage, transitional }, error) {
  const message = timeoutErrorMessage || (timeout ? `timeout of ${timeout}ms exceeded` : error.message)
  return [message, transitional?.clarifyTimeoutError ? 'ETIMEDOUT' : 'ECONNABORTED']
}

/** Whether `timeout` was reached, and not `connectTimeout`. */
function isDeadline(error) {
  return error instanceof TimeoutError && error.code === 'ECONNABORTED'
}

function withCause(error, cause) {
  return Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true })
}

/** The fields of a Node request that callers use. */
function describe(method, url) {
  const { protocol, hostname: host, pathname, search, href } = url
  return { method, protocol, host, path: pathname + search, res: { responseUrl: href } }
}

module.exports = { sendWithNativeClient, withCause }
