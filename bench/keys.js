const { createHash } = require('node:crypto')

// Keys like those that the exchange issues: JWTs signed with RS256. They are the same in every run.

const base64 = (bytes) => Buffer.from(bytes).toString('base64url')
const HEADER = base64('{"alg":"RS256","typ":"JWT"}')
const SIGNATURE_BYTES = 256

/** A JWT of `length` characters with these claims. */
function jwt(length, claims = { sub: 'session' }) {
  const signature = base64(noise(SIGNATURE_BYTES))
  const size = Math.floor(((length - HEADER.length - signature.length - '..'.length) * 3) / 4)
  const session = { iss: 'barong', aud: ['peatio', 'barong'], role: 'member', level: 3, iat: 1732350000, ...claims }
  const claimed = JSON.stringify({ ...session, jti: '' })
  const jti = noise(size)
    .toString('hex')
    .slice(0, size - claimed.length)
  const key = [HEADER, base64(JSON.stringify({ ...session, jti })), signature].join('.')
  if (key.length !== length) throw new Error(`no JWT with these claims has ${length} characters`)
  return key
}

/** A key of `length` characters; a JWT if that is long enough for one. */
const keyOf = (length) => (length < 600 ? noise(length).toString('hex').slice(0, length) : jwt(length))

/** Bytes that look random. */
function noise(size) {
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, index) =>
    createHash('sha512').update(`${index}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, size)
}

/** The key of the benchmarks and the soak test. */
const KEY = jwt(820)

module.exports = { KEY, jwt, keyOf }
