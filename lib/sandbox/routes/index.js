// Each endpoint is one entry: the path below the base URL, with `:name` for a key; the method, GET by default; whether it
// needs credentials; and the handler, which gets the exchange, the params and the keys, and returns a response or throws a
// Refusal.

/** The only path that is not below the base URL: the gateway's clock. */
const TIME_PATH = '/api/v2/barong/identity/time'

const GROUPS = [
  require('./public.js'),
  require('./currencies.js'),
  require('./markets.js'),
  require('./account.js'),
  require('./members.js'),
  require('./beneficiaries.js'),
  require('./deposits.js'),
  require('./withdraws.js'),
  require('./transactions.js'),
  require('./internal-transfers.js'),
  require('./orders.js'),
  require('./my-trades.js'),
  require('./coinmarketcap.js'),
  require('./coingecko.js'),
]
const ROUTES = GROUPS.flat().map((route) => ({ method: 'GET', ...route, pattern: route.path.split('/') }))

/** The segments of a path. A trailing slash or `.json` is ignored. */
const segmentsOf = (path) =>
  path
    .replace(/\/$/, '')
    .replace(/\.json$/, '')
    .split('/')

/**
 * Finds the route of a method and a path, with the values of its keys. Where the path has no such method, returns one of
 * its routes without a handler.
 */
function findRoute(method, path) {
  const segments = segmentsOf(path)
  const found = ROUTES.filter(
    ({ pattern }) =>
      pattern.length === segments.length &&
      pattern.every((part, index) => part.startsWith(':') || part === segments[index]),
  )
  const route = found.find((fitting) => fitting.method === method)
  if (!route) return found[0] && { ...found[0], handle: undefined }
  const keys = route.pattern.flatMap((part, index) =>
    part.startsWith(':') ? [[part.slice(1), decode(segments[index])]] : [],
  )
  return { ...route, keys: Object.fromEntries(keys) }
}

/** Whether any request can have this path, in which `{name}` is any segment, and this method, if there is one. */
function isServed(path, method) {
  const segments = segmentsOf(path)
  return ROUTES.some(
    (route) =>
      (method ?? route.method) === route.method &&
      route.pattern.length === segments.length &&
      route.pattern.every(
        (part, index) => part === segments[index] || (part.startsWith(':') && segments[index] !== ''),
      ),
  )
}

/** Decodes a path segment; returns it unchanged if its escapes are invalid. */
function decode(segment) {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

module.exports = { TIME_PATH, findRoute, isServed, segmentsOf }
