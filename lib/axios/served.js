// Which requests the native client carries, and what it gets of them. Everything else is axios's own business.

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const RESPONSE_TYPES = [undefined, null, '', 'json', 'text']
/** Settings that choose another transport, or need the stream of the body. */
const FOREIGN = [
  'auth',
  'beforeRedirect',
  'family',
  'http2Options',
  'httpAgent',
  'httpsAgent',
  'insecureHTTPParser',
  'lookup',
  'maxRate',
  'onDownloadProgress',
  'onUploadProgress',
  'proxy',
  'socketPath',
  'transport',
]
/** Headers that steer the connection, which is not the caller's here, and credentials other than a Bearer key. */
const FOREIGN_HEADERS = [
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-auth-apikey',
  'x-auth-nonce',
  'x-auth-signature',
]
const OUR_HEADERS = ['accept', 'user-agent']
const LONGEST_TIMEOUT = 2_147_483_647
/** Segments that are not empty, without escapes. */
const PLAIN_PATH = /^[\w.~!$&'()*+,;=-]+(?:\/[\w.~!$&'()*+,;=-]+)*$/
const PRINTABLE = /^[\t\x20-\x7e]*$/
const NAME = /^[\w!#$%&'*+.^`|~-]+$/

/**
 * The native request for a config of axios, whose own properties are `config` and whose whole URL is `url`;
 * `undefined` for what goes to axios's own adapter.
 */
function toNative(config, headers, url, baseUrl) {
  const method = String(config.method ?? 'get').toUpperCase()
  const path = pathBelow(url, baseUrl)
  const served =
    path !== undefined &&
    METHODS.includes(method) &&
    RESPONSE_TYPES.includes(config.responseType) &&
    FOREIGN.every((name) => config[name] === undefined || config[name] === null) &&
    [undefined, 1].includes(config.httpVersion) &&
    [undefined, 'utf8'].includes(config.responseEncoding) &&
    [undefined, 0].includes(config.maxRedirects) &&
    config.decompress !== false &&
    !(config.maxContentLength > -1) &&
    !(config.maxBodyLength > -1) &&
    (!config.signal || typeof config.signal.addEventListener === 'function')
  if (!served) return undefined

  const timeout = config.timeout ? Number.parseInt(config.timeout, 10) : undefined
  const body = config.data || undefined
  const sent = toNativeHeaders(headers)
  if (timeout !== undefined && !(timeout > 0 && timeout <= LONGEST_TIMEOUT)) return undefined
  if (body !== undefined && (typeof body !== 'string' || method === 'GET')) return undefined
  return sent && { method, path, query: url.search.slice(1), body, timeout, ...sent }
}

/** Where `url` is below the base URL; `undefined` where it is not, or not in a way that is the same for every server. */
function pathBelow(url, baseUrl) {
  const base = new URL(`${baseUrl}/`)
  if (url.origin !== base.origin || url.username || url.password || !url.pathname.startsWith(base.pathname)) {
    return undefined
  }
  const path = url.pathname.slice(base.pathname.length)
  return path.length <= 1024 && PLAIN_PATH.test(path) ? path : undefined
}

/** `{ headers, key }`: the Bearer key travels apart from the others. */
function toNativeHeaders(given) {
  const headers = {}
  let key
  for (const name of Object.keys(given)) {
    const value = given[name]
    const lower = name.toLowerCase()
    if (value === undefined || value === null || value === false) {
      // Without these headers the native client sends its own.
      if (value !== undefined && OUR_HEADERS.includes(lower)) return undefined
    } else if (lower === 'authorization') {
      const bearer = /^Bearer(?:$| +(.*))/i.exec(value)
      if (!bearer) return undefined
      key = bearer[1] ?? ''
    } else if (FOREIGN_HEADERS.includes(lower) || typeof value !== 'string') {
      return undefined
    } else if (NAME.test(name) && PRINTABLE.test(value)) {
      headers[lower] = value
    } else {
      return undefined
    }
  }
  return { headers, key }
}

module.exports = { toNative }
