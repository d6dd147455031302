const { createHmac, timingSafeEqual } = require('node:crypto')
const { errors } = require('./response.js')

const HEADERS = ['x-auth-apikey', 'x-auth-nonce', 'x-auth-signature']

/** HMAC-SHA256 over nonce and key id, in lower-case hex. */
function sign(secret, nonce, apiKey) {
  return createHmac('sha256', secret)
    .update(nonce + apiKey)
    .digest('hex')
}

/** The error response for bad credentials, or undefined. The order of the checks is the exchange's. */
function refusal(headers, options, now) {
  const { apiKey, strictGateway } = options
  if (HEADERS.some((name) => headers[name] !== undefined)) return signatureRefusal(headers, options, now)
  const authorization = strictGateway ? undefined : headers.authorization
  if (authorization === undefined) return errors(401, 'authz.invalid_session')
  if (!equal(authorization, `Bearer ${apiKey}`)) return errors(401, 'jwt.decode_and_verify')
  return undefined
}

function signatureRefusal(headers, { apiKey, apiSecret, nonceWindowMs }, now) {
  const [key, nonce, signature] = HEADERS.map((name) => headers[name]?.trim())
  if (!key || !nonce || !signature) return errors(422, 'authz.invalid_api_key_headers')
  if (!equal(key, apiKey)) return errors(401, 'authz.unexistent_apikey')
  const time = /^\d+$/.test(nonce) ? Number(nonce) : 0
  if (time <= 0) return errors(401, 'authz.nonce_not_valid_timestamp')
  if (Math.abs(now - time) >= nonceWindowMs) return errors(401, 'authz.nonce_expired')
  if (!equal(signature, sign(apiSecret, nonce, key))) return errors(401, 'authz.invalid_signature')
  return undefined
}

function equal(left, right) {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

module.exports = { refusal, sign }
