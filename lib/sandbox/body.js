const { Refusal, json } = require('./response.js')

/**
 * The params of a request's body as text values, or undefined if there are none. The exchange reads JSON and the two kinds
 * of forms; an object within JSON stays JSON text.
 */
async function readParams(body, headers) {
  if (body.trim() === '') return undefined
  const type = (headers['content-type'] ?? 'application/x-www-form-urlencoded').split(';')[0].trim().toLowerCase()
  if (type === 'application/json') return fromJson(body)
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams(body)
  if (type === 'multipart/form-data') return fromForm(body, headers['content-type'])
  throw Refusal.with(json({ error: `The provided content-type '${type}' is not supported.` }, { status: 415 }))
}

const malformed = () => Refusal.with(json({ errors: 'server.method.invalid_message_body' }, { status: 400 }))

function fromJson(body) {
  let value
  try {
    value = JSON.parse(body)
  } catch {
    throw malformed()
  }
  const params = new URLSearchParams()
  if (typeof value !== 'object' || value === null) return params
  for (const [name, field] of Object.entries(value)) {
    if (Array.isArray(field)) for (const item of field) params.append(`${name}[]`, asText(item))
    else params.append(name, asText(field))
  }
  return params
}

function asText(value) {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

async function fromForm(body, type) {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    return new URLSearchParams([...form].map(([name, value]) => [name, String(value)]))
  } catch {
    throw malformed()
  }
}

module.exports = { readParams }
