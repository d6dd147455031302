// Each endpoint is one entry: the path below the base URL, with `:name` for a key; whether it needs credentials; and the
// handler, which gets the exchange, the params and the keys, and returns a response or throws a Refusal.

const GROUPS = [
  require('./public.js'),
  require('./currencies.js'),
  require('./markets.js'),
  require('./account.js'),
  require('./transfers.js'),
  require('./market.js'),
  require('./coinmarketcap.js'),
  require('./coingecko.js'),
]
const ROUTES = GROUPS.flat().map((route) => ({ ...route, pattern: route.path.split('/') }))

/** Finds the route of a path, with the values of its keys. Ignores a trailing slash or `.json`. */
function findRoute(path) {
  const segments = path
    .replace(/\/$/, '')
    .replace(/\.json$/, '')
    .split('/')
  for (const route of ROUTES) {
    const { pattern } = route
    const fits =
      pattern.length === segments.length &&
      pattern.every((part, index) => part.startsWith(':') || part === segments[index])
    if (!fits) continue
    const keys = pattern.flatMap((part, index) =>
      part.startsWith(':') ? [[part.slice(1), decode(segments[index])]] : [],
    )
    return { ...route, keys: Object.fromEntries(keys) }
  }
  return undefined
}

/** Decodes a path segment; returns it unchanged if its escapes are invalid. */
function decode(segment) {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

module.exports = { findRoute }
