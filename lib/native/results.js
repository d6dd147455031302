// A result as it arrives: `kind` says what `body` is (src/bindings/hand_over.rs): -1 JSON text, -2 the description
// of an error, otherwise packed blocks of the call with this index.

const TEXT = -1
const FAILED = -2

let shapes

const isFailure = ({ kind }) => kind === FAILED

/** Loads what builds results, while the first request is on its way. */
function prepare() {
  shapes ??= require('../generated/builders.js')
}

/** The value of a call that succeeded. */
function build({ kind, body }) {
  return kind === TEXT ? JSON.parse(body) : shapes[kind](body)
}

module.exports = { build, isFailure, prepare }
