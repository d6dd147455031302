const { isDeepStrictEqual } = require('node:util')
const addon = require('./native/addon.js')
const { DecodeError } = require('./errors.js')
const { ListRows } = require('./list-rows.js')
const { pageOf } = require('./with-response.js')

/** Requests in a row that may lead no further. */
const MAX_STALLED = 16
/**
 * A server that knows no pages gives the whole list each time. It is asked for more only where the number of rows is a
 * round one, and so often that a list which changes cannot look the same by chance.
 */
const MAX_REPEATS = 4
/** How often the front of a list is read again in which rows move there. */
const MAX_SWEEPS = 16

/**
 * All rows from page `page` on, page after page, each read when it is needed. `first` is the answer that the call has
 * asked for already, `read(page, limit)` asks for another one; an answer is `{ data, response }`.
 *
 * Every row that is in the list from the first answer to the last is given, once, though rows come, go and move. Each
 * page begins before the end of the one before. Rows that stay keep their order, so when a page holds a row that is no
 * further back than the last one given, no row that stayed lies between them unseen. When it holds none, the list has
 * shrunk, and pages nearer to the front are read until one does; the first page needs none. A row that is updated moves
 * to the front of an order list, past those already read. So the front is read again, as far back as the row that was
 * first before, until one answer holds all that has moved since: then no row can have moved unseen.
 */
async function* walk(first, read, list) {
  const rows = new ListRows(list)
  const moves = list.sortedBy === 'updated_at' && list.descending && list.page === 1
  const answer = await first
  const walking = { rows, read, list, page: list.page, size: list.limit, most: list.pageSize }
  if (list.page > 1 && answer.data.length > 0) {
    rows.look(answer.data)
    walking.head = rows.place(answer.data[0])
  }
  let [number, limit, found, floor] = [list.page, list.limit, answer]
  for (let sweeps = 1; ; sweeps += 1) {
    const requests = yield* sweep(walking, found, number, limit, floor)
    if (!moves || requests === 1) return
    if (sweeps === MAX_SWEEPS) throw changed(found.response, `its first page changed ${sweeps} times meanwhile`)
    const front = found.data
    number = 1
    limit = Math.min(walking.most, walking.size * 2 ** (sweeps - 1))
    found = await read(number, limit)
    if (isUnmoved(walking, front, found.data)) return yield* rows.fresh(found.data)
    floor = rows.place(front[0])
  }
}

/**
 * Reads from `answer` on to the end, or until a page ends behind the place `floor`. Gives the number of requests that it
 * took, that for `answer` included.
 */
async function* sweep(walking, answer, number, limit, floor) {
  const { rows, read, page, head, list } = walking
  let frontier
  let stalled = 0
  let previous
  let repeats = 0
  /** How far the next page is from where it should be, while the frontier is looked for; negative towards the front. */
  let step = 0
  for (let requests = 1; ; requests += 1) {
    const { data, response } = answer
    const { hasMore, size, total } = judge(response)
    const start = (number - 1) * (frontier ? Math.max(size, limit) : size)
    rows.look(data)
    repeats = total === undefined && data.length < list.limit && isDeepStrictEqual(data, previous) ? repeats + 1 : 0
    previous = data
    if (repeats === MAX_REPEATS) return requests
    if (hasMore && (number === 1 || !frontier)) learnSize(walking, size, limit)
    let target
    let advances = false
    if (!frontier || start === 0 || rows.reaches(data, frontier)) {
      if (page > 1 && start === 0 && !rows.isSorted) throw changed(response, 'its first row is not to be found again')
      const fresh = rows.fresh(data.filter((row) => !(rows.place(row) < head)))
      yield* fresh
      if (!hasMore || rows.place(data.at(-1)) > floor) return requests
      if (frontier && data.length < Math.min(limit, walking.size) && fresh.length === 0) {
        if (total === undefined) return requests
        throw mismatch(response, `ends after ${start + data.length} rows, and its header Total says ${total}`)
      }
      const reached = rows.frontier(data)
      advances = !frontier || rows.advances(data, frontier) || (fresh.length > 0 && !rows.isSorted)
      if (advances) frontier = reached
      target = start + data.length - (rows.isUnique && stalled > 0 ? 0 : reached.tied)
      if (advances || !rows.isSorted) step = 0
      else {
        target += Math.max(0, step)
        step = step > 0 ? step * 2 : walking.size
      }
    } else {
      step = step < 0 ? step * 2 : -walking.size
      target = Math.max(0, start + step)
    }
    stalled = advances ? 0 : stalled + 1
    if (stalled > MAX_STALLED) throw changed(response, `${stalled} requests in a row led no further`)
    ;[number, limit] = stalled === MAX_STALLED / 4 ? [1, walking.most] : addon.nextPage(target, walking.size)
    answer = await read(number, limit)
  }
}

/** A page of `size` rows came where `limit` were asked for: more cannot be had, or as many can. */
function learnSize(walking, size, limit) {
  if (size < limit) walking.most = size
  walking.size = Math.min(walking.most, Math.max(walking.size, size))
}

/**
 * Whether the front of the list is as it was. Times are whole seconds: where all of the page were updated in the same one,
 * a row may have moved behind it, so that as much as the server gives is looked at.
 */
function isUnmoved({ rows, size, most }, before, now) {
  const isSame = (row, index) =>
    rows.identify(row) === rows.identify(now[index]) && rows.place(row) === rows.place(now[index])
  const isTied = rows.isSorted && now.length > 0 && rows.place(now[0]) === rows.place(now.at(-1))
  return (!isTied || size === most) && before.slice(0, now.length).every(isSame)
}

function judge(response) {
  const page = pageOf(response)
  if (page.refused) throw mismatch(response, page.refused)
  return page
}

function mismatch(response, message) {
  const fields = { code: 'ERR_BAD_RESPONSE', status: response.status, path: '', response }
  return new DecodeError(`The response ${message}`, fields)
}

function changed(response, why) {
  const error = mismatch(response, `cannot be made a whole list: ${why}`)
  error.hint =
    'The list changes faster than it can be read. Read it again, with a larger limit or fewer rows: a filter, or a time.'
  return error
}

module.exports = { walk }
