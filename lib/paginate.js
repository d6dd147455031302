const { isDeepStrictEqual } = require('node:util')
const { DecodeError } = require('./errors.js')

/**
 * All rows from page `page` on, page after page, each read when it is needed. `first` is the answer that the call has
 * asked for already, `read(page)` asks for another one; an answer is `{ data, response }`.
 */
async function* walk(first, read, { page, limit, moving }) {
  const isNew = distinct()
  let number = page
  let rows = []
  for (let answer = await first; ; answer = await read(number)) {
    const { data, response } = answer
    if (data.length > 0 && isDeepStrictEqual(data, rows)) throw mismatch(response, `repeats page ${number - 1}`)
    rows = data
    yield* rows.filter(isNew)
    if (isLast(rows.length, number, limit, response)) break
    number += 1
  }
  // What moved to the front meanwhile was missed further back.
  for (let again = page; moving && again < number; again += 1) {
    const missed = (await read(again)).data.filter(isNew)
    if (missed.length === 0) break
    yield* missed
  }
}

/** Whether a row comes for the first time; a row without an id always does. */
function distinct() {
  const seen = new Set()
  return ({ id }) => id === undefined || (!seen.has(id) && seen.add(id) !== undefined)
}

function isLast(count, number, limit, response) {
  const size = pageHeader(response, 'per-page') ?? limit
  const total = pageHeader(response, 'total')
  const position = (number - 1) * size + count
  const short = count < size
  if (short && (position < total || (count > 0 && position > total))) {
    throw mismatch(response, `ends after ${position} rows, and its header Total says ${total}`)
  }
  return short || position >= total
}

function pageHeader(response, name) {
  const text = response.headers[name]
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw mismatch(response, `has a header ${name} that is not a number`)
  return Number(text)
}

function mismatch(response, message) {
  const fields = { code: 'ERR_BAD_RESPONSE', status: response.status, path: '', response }
  return new DecodeError(`The answer ${message}`, fields)
}

module.exports = { walk }
