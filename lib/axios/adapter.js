const { Clients } = require('./clients.js')
const { copyOf } = require('./copies.js')
const { hideKey } = require('./hide-key.js')
const { sendWithHttpAdapter } = require('./http-adapter.js')
const { sendWithNativeClient } = require('./native-client.js')
const { keyIn, pathBelow, toNativeRequest } = require('./native-request.js')
const { isReplaced } = require('./node-http.js')
const { assertMayHandOn } = require('./read-only.js')

/**
 * Makes an adapter. `axios` sends the requests that the native client does not. `options` are `exact` and those of a
 * client.
 */
function createAdapter(axios, options) {
  assertSupported(axios)
  // Without defaults: the config of a request already contains them.
  const axiosWithoutDefaults = new axios.Axios({})
  const clients = new Clients(options)

  return async function coinport(config) {
    const own = { __proto__: null, ...config }
    const copy = copyOf(axios, own)
    const url = coinportUrl(own)
    if (!url) return copy.isOwn ? axios.getAdapter('http', config)(config) : sendWithHttpAdapter(axios, config, copy)

    if (copy.isOwn) config.headers = axios.AxiosHeaders.from(config.headers)
    hideKey(config.headers)
    const native = isReplaced(url.protocol) ? undefined : toNativeRequest(own, config.headers, url, clients.baseUrl)
    const key = keyIn(config.headers.get('authorization')) ?? ''
    if (!native) {
      assertMayHandOn(axios, config, copy, clients)
      return sendWithHttpAdapter(axios, config, copy, { key })
    }

    try {
      const { params, paramsSerializer } = own
      url.search = new URL(axiosWithoutDefaults.getUri({ url: url.href, params, paramsSerializer })).search
      url.hash = ''
    } catch (error) {
      // The serializer is not called again. axios's own adapter reports its error as usual.
      const serialize = () => {
        throw error
      }
      return sendWithHttpAdapter(axios, config, copy, { key, changes: { paramsSerializer: { serialize } } })
    }
    return sendWithNativeClient(axios, config, copy, clients, { ...native, query: url.search.slice(1) }, url)
  }

  /** The URL of a request to CoinPort, without its params. Undefined for any other request. */
  function coinportUrl({ baseURL, url, allowAbsoluteUrls }) {
    try {
      const full = new URL(axiosWithoutDefaults.getUri({ baseURL, url, allowAbsoluteUrls }))
      return pathBelow(full, clients.baseUrl) === undefined ? undefined : full
    } catch {
      return undefined
    }
  }
}

function assertSupported(axios) {
  const { VERSION } = axios ?? {}
  const [major, minor] = String(VERSION).split('.').map(Number)
  if (major > 1 || (major === 1 && minor >= 7)) return
  const found = VERSION === undefined ? 'createAdapter got something else' : `this is ${VERSION}`
  throw new Error(`coinport/axios is an adapter for axios 1.7 and newer, and ${found}: \`npm install axios@latest\``)
}

module.exports = { createAdapter }
