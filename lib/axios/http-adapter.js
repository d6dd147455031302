const { REDACTED, hideHeaders } = require('./hide-key.js')

/**
 * Sends a request with the http adapter of `axios`, as the copy of axios that made it would. `changes` replaces settings of
 * its config. `key` is given for requests to CoinPort: neither the response nor the error prints it.
 */
async function sendWithHttpAdapter(axios, config, copy, { changes, key } = {}) {
  const sent =
    copy.isOwn && !changes ? config : { ...config, ...changes, headers: new axios.AxiosHeaders({ ...config.headers }) }
  try {
    return complete(await axios.getAdapter('http', sent)(sent))
  } catch (error) {
    if (!error?.isAxiosError) throw error
    if (error.config) error.config = config
    if (key !== undefined) hideHeaders(error.request)
    if (error.response) {
      complete(error.response)
      const { data } = error.response
      if (key && typeof data === 'string') error.response.data = data.replaceAll(key, REDACTED)
    }
    throw copy.adopt(error)
  }

  function complete(response) {
    response.config = config
    if (!copy.isOwn) response.headers = new copy.AxiosHeaders({ ...response.headers })
    if (key !== undefined) hideHeaders(response.request)
    return response
  }
}

module.exports = { sendWithHttpAdapter }
