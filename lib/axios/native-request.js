// Which requests the native client sends, and in which form. All others go through axios's own adapter.

const { MAX_MILLISECONDS } = require('../generated/limits.js')

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const RESPONSE_TYPES = [undefined, null, '', 'json', 'text']
/** Settings that choose another transport, or need the body as a stream. */
const UNSUPPORTED_SETTINGS = [
  'auth',
  'beforeRedirect',
  'family',
  'insecureHTTPParser',
  'lookup',
  'maxRate',
  'onDownloadProgress',
  'onUploadProgress',
  'socketPath',
  'transport',
]
/** Headers that control the connection, which the native client does itself, and credentials other than a Bearer key. */
const UNSUPPORTED_HEADERS = [
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
/** Headers that the native client sends even if the caller does not want them. */
const ALWAYS_SENT = ['accept', 'user-agent']
/** Segments that are not empty, without escapes. */
const PLAIN_PATH = /^[\w.~!$&'()*+,;=-]+(?:\/[\w.~!$&'()*+,;=-]+)*\/?$/
/** Other keys are sent by axios's own adapter, in the form that it chooses. */
const PLAIN_KEY = /^[\x21-\x7e]+$/
const PRINTABLE = /^[\t\x20-\x7e]*$/
const NAME = /^[\w!#$%&'*+.^`|~-]+$/

/**
 * The request for the native client, from a copy of an axios config, its headers and its full URL. Undefined if axios's
 * own adapter must send it. Params are not looked at, because they may be serialized only once.
 */
function toNativeRequest(config, headers, url, baseUrl) {
  const method = String(config.method ?? 'get').toUpperCase()
  const path = pathBelow(url, baseUrl)
  const agent = url.protocol === 'https:' ? config.httpsAgent : config.httpAgent
  const isSupported =
    path.length <= 1024 &&
    PLAIN_PATH.test(path) &&
    METHODS.includes(method) &&
    RESPONSE_TYPES.includes(config.responseType) &&
    UNSUPPORTED_SETTINGS.every((name) => !config[name]) &&
    !agent &&
    !config.proxy &&
    [undefined, null, 1].includes(config.httpVersion) &&
    /^(utf-?8)?$/i.test(config.responseEncoding ?? '') &&
    config.decompress !== false &&
    isUnlimited(config.maxContentLength) &&
    isUnlimited(config.maxBodyLength) &&
    (!config.signal || typeof config.signal.addEventListener === 'function')
  if (!isSupported) return undefined

  const timeout = config.timeout ? Number.parseInt(config.timeout, 10) : undefined
  const body = config.data || undefined
  const headersAndKey = splitHeaders(headers)
  if (timeout !== undefined && !(timeout > 0 && timeout <= MAX_MILLISECONDS)) return undefined
  if (body !== undefined && (typeof body !== 'string' || method === 'GET')) return undefined
  return headersAndKey && { method, path, body, timeout, ...headersAndKey }
}

/** axios ignores limits that are not a number above -1. */
function isUnlimited(limit) {
  return !(limit > -1) || limit === Number.POSITIVE_INFINITY
}

/** The path of `url` below the base URL. Undefined if it is elsewhere. */
function pathBelow(url, baseUrl) {
  const base = new URL(baseUrl)
  const start = `${base.pathname.replace(/\/+$/, '')}/`
  const isBelow = url.origin === base.origin && !url.username && !url.password && url.pathname.startsWith(start)
  return isBelow ? url.pathname.slice(start.length) : undefined
}

/** `{ headers, key }`, where `key` is the Bearer key. Undefined if the native client cannot send them. */
function splitHeaders(input) {
  const headers = {}
  let key
  for (const name of Object.keys(input)) {
    const value = input[name]
    const lower = name.toLowerCase()
    if (value === undefined || value === null || value === false) {
      if (value !== undefined && ALWAYS_SENT.includes(lower)) return undefined
    } else if (lower === 'authorization') {
      key = keyIn(value)
      if (key === undefined || !PLAIN_KEY.test(key)) return undefined
    } else if (UNSUPPORTED_HEADERS.includes(lower) || typeof value !== 'string') {
      return undefined
    } else if (NAME.test(name) && PRINTABLE.test(value)) {
      headers[lower] = value
    } else {
      return undefined
    }
  }
  return { headers, key }
}

/** The key in an `Authorization` header. Undefined if it is not of the form `Bearer …`. */
function keyIn(authorization) {
  return /^Bearer +(.+)$/i.exec(authorization)?.[1]
}

module.exports = { keyIn, pathBelow, toNativeRequest }
