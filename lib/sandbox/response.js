// Responses of the exchange: `{ status, headers, body }`.

function json(body, { status = 200, headers = {} } = {}) {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: stringify(body) }
}

/** Writes JSON, with the numbers of `rawNumber` as they are. */
const stringify = (value) => JSON.stringify(value).replace(/"\\u0000([^"]*)"/g, '$1')

/** A number that a JSON body shows as written, such as `9.299e-05`. */
const rawNumber = (text) => `\0${text}`

/** An error response with the exchange's codes. */
function errors(status, ...codes) {
  return json({ errors: codes }, { status })
}

/** Thrown to refuse a request. */
class Refusal extends Error {
  constructor(status, ...codes) {
    super(codes.join(' '))
    this.response = errors(status, ...codes)
  }

  /** A refusal whose body has another form. */
  static with(response) {
    return Object.assign(new Refusal(response.status), { response })
  }
}

/** A response without a body. */
const NO_CONTENT = { status: 204, headers: {}, body: '' }

/** The exchange sends plain text without a content type if it has no route. */
const NOT_FOUND = { status: 404, headers: {}, body: '404 Not Found' }

/** `errors` is one text here, as the exchange writes it. */
const METHOD_NOT_ALLOWED = json({ errors: 'server.method_not_allowed' }, { status: 405 })

module.exports = { json, rawNumber, stringify, errors, Refusal, NO_CONTENT, NOT_FOUND, METHOD_NOT_ALLOWED }
