const shapes = require('../generated/builders.js')

// A result as it arrives: `kind` says what `body` is (src/bindings/hand_over.rs): -1 JSON text, -2 the description
// of an error, otherwise packed blocks of the call with this index.

const TEXT = -1
const FAILED = -2

const isFailure = ({ kind }) => kind === FAILED

/** The value of a call that succeeded. */
function build({ kind, body }) {
  return kind === TEXT ? JSON.parse(body) : shapes[kind](body)
}

module.exports = { build, isFailure }
