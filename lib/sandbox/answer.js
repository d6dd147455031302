// What the exchange answers: `{ status, headers, body }`.

/** An answer with a JSON body. */
function json(body, { status = 200, headers = {} } = {}) {
  const text = JSON.stringify(body).replace(/"\\u0000([^"]*)"/g, '$1')
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text }
}

/** A number in a JSON body that is written as given, such as `9.299e-05`. */
const rawNumber = (text) => `\0${text}`

/** A refusal with the exchange's codes. */
function errors(status, ...codes) {
  return json({ errors: codes }, { status })
}

/** Thrown where a request is refused. */
class Refusal extends Error {
  constructor(status, ...codes) {
    super(codes.join(' '))
    this.answer = errors(status, ...codes)
  }
}

/** What the exchange answers where it has no route: plain text without a type. */
const NOT_FOUND = { status: 404, headers: {}, body: '404 Not Found' }

/** One code as plain text, as the exchange writes it for a method that a path does not have. */
const METHOD_NOT_ALLOWED = json({ errors: 'server.method_not_allowed' }, { status: 405 })

module.exports = { json, rawNumber, errors, Refusal, NOT_FOUND, METHOD_NOT_ALLOWED }
