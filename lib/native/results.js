const builders = require('../generated/builders.js')

// A completion is `{ kind, body, response }`, made by src/bindings/completion.rs. `kind` says what `body` is: JSON text
// (TEXT), the description of an error (FAILED), or the packed result of the endpoint with this index.

const TEXT = -1
const FAILED = -2

const isFailure = ({ kind }) => kind === FAILED

/** The result of a call that succeeded. */
function build({ kind, body }) {
  return kind === TEXT ? JSON.parse(body) : builders[kind](body)
}

/** The number of requests that a call has sent. Undefined if it was canceled when it had already ended. */
function attemptsOf(completion) {
  if (completion.error) return completion.error.attempts
  return JSON.parse(isFailure(completion) ? completion.body : completion.response).attempts
}

/** The result of a completion as JSON text. */
function textOf(completion) {
  return completion.kind === TEXT ? completion.body : JSON.stringify(build(completion))
}

module.exports = { attemptsOf, build, isFailure, textOf }
