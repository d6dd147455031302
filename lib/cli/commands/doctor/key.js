const { failed, failedWith, ok, skipped, warning } = require('./result.js')

const SOON_MS = 10 * 60_000

/** The kind of the key and whether it has expired. Shows no part of the key. */
function checkKey({ apiKey, apiSecret, source }) {
  if (!apiKey) {
    return skipped('no key: public calls only', 'For balances and orders, set COINPORT_API_KEY or give --api-key-file.')
  }
  if (apiSecret) return ok(`a key with its secret, from ${source}: requests are signed`)
  const claims = readClaims(apiKey)
  if (claims) return checkExpiry(claims, source)
  return ok(`a key from ${source}, sent as Bearer; it does not say when it expires`)
}

function checkExpiry({ exp }, source) {
  const kind = `a JSON Web Token from ${source}, sent as Bearer`
  const time = new Date(exp * 1000)
  if (typeof exp !== 'number' || Number.isNaN(time.getTime())) return ok(`${kind}; it does not say when it expires`)
  const left = time.getTime() - Date.now()
  const at = time.toISOString().replace(/\.\d+Z$/, 'Z')
  if (left <= 0) return failed(`${kind}; it expired ${duration(-left)} ago, at ${at}`, 'Get a new one.')
  const found = `${kind}; it expires in ${duration(left)}, at ${at}`
  return left < SOON_MS ? warning(found, 'Get a new one soon; a service can pass a function as apiKey.') : ok(found)
}

/** The claims of a JSON Web Token; undefined for any other key. */
function readClaims(key) {
  const parts = key.split('.')
  if (parts.length !== 3) return undefined
  try {
    const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
    return typeof header?.alg === 'string' && typeof claims === 'object' ? (claims ?? undefined) : undefined
  } catch {
    return undefined
  }
}

function duration(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 72 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

/** Whether the exchange lets the key read balances. */
async function checkBalances(client) {
  try {
    await client.getBalances({ page: 1, limit: 1 }, { maxRetries: 0 })
    return ok('the key may read balances')
  } catch (error) {
    return failedWith(error)
  }
}

module.exports = { checkBalances, checkKey }
