const { errors, json } = require('./answer.js')

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000

/** One page of `rows` with the exchange's page headers, or its refusal. */
function paginate(rows, query, pageCap) {
  const codes = []
  const limit = number(query.get('limit'), DEFAULT_LIMIT)
  if (limit === undefined) codes.push('pagination.non_integer_limit')
  if (limit === undefined || limit < 1 || limit > MAX_LIMIT) codes.push('pagination.invalid_limit')
  const page = number(query.get('page'), 1)
  if (page === undefined) codes.push('pagination.non_integer_page')
  if (codes.length > 0) return errors(422, ...codes)

  const size = Math.min(limit, pageCap)
  const current = Math.max(1, page)
  const headers = { Total: String(rows.length), 'Per-Page': String(size), Page: String(current) }
  return json(rows.slice((current - 1) * size, current * size), { headers })
}

/** The whole number in a parameter, the standard where it is absent, undefined where it is something else. */
function number(text, standard) {
  if (text === null) return standard
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

module.exports = { paginate }
