const { listChanged } = require('./errors.js')
const { ListOrder } = require('./order.js')
const { PageSize } = require('./page-size.js')
const { Sweep } = require('./sweep.js')
const { YieldedRows } = require('./yielded-rows.js')

/** The most sweeps of a list whose rows move to the front. */
const MAX_SWEEPS = 16

/**
 * Yields all rows of a list, from page `list.page` on. Each page is read when it is needed: `firstPage` is the promise of
 * the first one, `read(number, limit)` requests another. A page is `{ data, response }`.
 *
 * Every row that is in the list from the first response to the last is yielded once, even if other rows come, go and
 * move meanwhile:
 *
 * - Each page starts before the end of the previous one, and rows that stay keep their order. So a page that contains
 *   the last row read, or a row before it, has skipped no row that stays.
 * - If a page contains neither, rows before it have left the list. Then pages nearer to the front are read until one
 *   does. Page 1 cannot have skipped a row.
 * - In a list sorted by `updated_at`, an updated row moves to the front, which has been read already. So the front is
 *   read again, up to the row that was first at the previous reading, until one response shows that nothing has moved.
 */
async function* iterate(firstPage, read, list) {
  const order = new ListOrder(list)
  const pageSize = new PageSize(list.limit, list.pageSize)
  const yielded = new YieldedRows(order)
  const rowsMove = list.sortedBy === 'updated_at' && list.descending && list.page === 1
  let page = { number: list.page, limit: list.limit, ...(await firstPage) }
  // Rows of earlier pages can move to this page. They are not yielded.
  const start = list.page > 1 ? startOf(page, order) : undefined
  let end
  for (let sweeps = 1; ; sweeps += 1) {
    const sweep = new Sweep({ list, order, pageSize, yielded, start, end })
    const requests = yield* readPages(sweep, page, read)
    if (!rowsMove || requests === 1) return
    if (sweeps === MAX_SWEEPS)
      throw listChanged(page.response, `its first page changed ${sweeps} times while it was read`)
    const front = page.data
    // More rows in each sweep, so that one response can hold all rows that moved.
    const limit = Math.min(pageSize.largest, pageSize.current * 2 ** (sweeps - 1))
    page = { number: 1, limit, ...(await read(1, limit)) }
    if (isUnchanged(front, page.data, order, pageSize)) return yield* yielded.addNew(page.data)
    end = order.positionOf(front[0])
  }
}

function startOf({ data }, order) {
  if (data.length === 0) return undefined
  order.check(data)
  return order.positionOf(data[0])
}

/** Reads from `page` on to the end of the sweep. Returns the number of pages. */
async function* readPages(sweep, page, read) {
  for (let count = 1; ; count += 1) {
    yield* sweep.add(page)
    const next = sweep.next()
    if (!next) return count
    const [number, limit] = next
    page = { number, limit, ...(await read(number, limit)) }
  }
}

/**
 * Whether the front of the list is unchanged. Times are whole seconds: if all rows of the page have the same time, a row
 * may have moved to a place after them. Then only a page of the largest size is proof.
 */
function isUnchanged(before, now, order, pageSize) {
  const isSame = (row, index) =>
    order.identify(row) === order.identify(now[index]) && order.positionOf(row) === order.positionOf(now[index])
  const isTied = order.isSorted && now.length > 0 && order.positionOf(now[0]) === order.positionOf(now.at(-1))
  return (!isTied || pageSize.isLargest()) && before.slice(0, now.length).every(isSame)
}

module.exports = { iterate }
