const { collect } = require('./collect.js')

/** Adds to the promise of a list what `ListCall` in the typings has. `rows()` starts an iteration. */
function listCall(call, rows) {
  Object.defineProperty(call, Symbol.asyncIterator, { value: rows })
  return Object.defineProperty(call, 'all', { value: (options) => collect(call, options) })
}

module.exports = { listCall }
