const { iterate } = require('./iterate.js')

/**
 * The rows of a list, for `for await`. `call` is the promise of the first page, or of the whole list, and `input` what it
 * was called with. `readPage(params)` requests another page.
 */
async function* rowsOf(call, { complete, ...list }, input, readPage) {
  // The call rejects with this error.
  if (input.error) return yield* await call
  const params = { __proto__: null, ...(input.params && JSON.parse(input.params)) }
  const { page, limit, order_by } = params
  if (complete && page == null && limit == null) return yield* await call
  const read = (page, limit) => readPage({ ...params, page, limit })
  const first = { page: page ?? 1, limit: limit ?? list.pageSize }
  yield* iterate(call.withResponse(), read, { ...list, ...first, descending: order_by !== 'asc' })
}

module.exports = { rowsOf }
