/** An answer with a JSON body. */
function json(body, { status = 200, headers = {} } = {}) {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** A refusal with the exchange's codes. */
function errors(status, ...codes) {
  return json({ errors: codes }, { status })
}

/** What the exchange answers where it has no route: plain text without a type. */
const NOT_FOUND = { status: 404, headers: {}, body: '404 Not Found' }

/** One code as plain text, as the exchange writes it for a method that a path does not have. */
const METHOD_NOT_ALLOWED = json({ errors: 'server.method_not_allowed' }, { status: 405 })

module.exports = { json, errors, NOT_FOUND, METHOD_NOT_ALLOWED }
