const { json } = require('./response.js')

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000

/** `{ limit, page }` of most lists. A page below 1 means the first. */
function readPage(params, emptyPage, family = 'pagination') {
  const limit = params.whole(
    'limit',
    { type: `${family}.non_integer_limit`, range: `${family}.invalid_limit` },
    { isUsable: (limit) => limit >= 1 && limit <= MAX_LIMIT, standard: DEFAULT_LIMIT },
  )
  const page = params.whole('page', { type: `${family}.non_integer_page`, empty: emptyPage }, { standard: 1 })
  return { limit, page: Math.max(1, page) }
}

/** `{ limit, page }` of the lists that refuse a page below 1. */
function readPositivePage(params, family, most) {
  const limit = params.whole(
    'limit',
    { type: `${family}.non_integer_limit`, range: `${family}.invalid_limit` },
    { isUsable: (limit) => limit >= 1 && limit <= most, standard: DEFAULT_LIMIT },
  )
  const page = params.whole(
    'page',
    { type: `${family}.non_integer_page`, range: `${family}.non_positive_page` },
    { isUsable: (page) => page >= 1, standard: 1 },
  )
  return { limit, page }
}

/** One page of `rows` with the exchange's page headers. Some lists do not send `Total`. */
function paginate(rows, { limit, page }, { pageCap }, { total = true } = {}) {
  const size = Math.min(limit, pageCap)
  const headers = { ...(total && { Total: String(rows.length) }), 'Per-Page': String(size), Page: String(page) }
  return json(rows.slice((page - 1) * size, page * size), { headers })
}

module.exports = { readPage, readPositivePage, paginate }
