'use strict'

const { withResponse } = require('../../lib/with-response.js')

// A simple model of the exchange's lists, whose rows are added, removed and moved between any two requests.

const time = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '')

/** By list: the row on the wire, and what `src/api` declares. A row of the model has a `uid`, an `id` and times. */
const KINDS = {
  deposits: { list: { identity: ['id'], sortedBy: 'id' }, wire: ({ id }) => ({ id }) },
  orders: {
    list: { identity: ['id'], sortedBy: 'updated_at' },
    moves: true,
    wire: ({ id, updated }) => ({ id, updated_at: time(updated) }),
  },
  transactions: {
    list: { identity: ['amount', 'created_at'], sortedBy: 'updated_at' },
    moves: true,
    wire: ({ id, created, updated }) => ({ amount: `${id}.0`, created_at: time(created), updated_at: time(updated) }),
  },
  transfers: {
    list: { identity: ['amount', 'created_at'], sortedBy: 'created_at' },
    wire: ({ id, created }) => ({ amount: `${id % 2}.0`, created_at: time(created) }),
  },
}

/** A list of `count` rows. `random` returns whole numbers; at most `ties` rows share a second. */
function changingList(kind, { count, descending, random, ties }) {
  const { wire, moves, list } = KINDS[kind]
  let now = 1_740_000_000
  let inSecond = 0
  let nextId = 1
  const tick = () => {
    inSecond += 1
    if (inSecond >= ties || random() % 2) [now, inSecond] = [now + 1 + (random() % 3), 0]
    return now
  }
  const made = () => {
    const created = tick()
    return { id: nextId++, created, updated: created }
  }
  const sorted = (rows) => {
    const order = (a, b) => (moves ? a.updated - b.updated || a.id - b.id : a.id - b.id)
    return rows.sort(descending ? (a, b) => order(b, a) : order)
  }
  let rows = sorted(Array.from({ length: count }, made))
  const hidden = []
  const pick = (from) => from.splice(random() % from.length, 1)[0]
  const touch = (row) => Object.assign(row, { updated: tick() })
  const changes = {
    come: () => rows.push(made()),
    leave: () => rows.length > 0 && hidden.push(pick(rows)),
    leaveFront: () => rows.length > 0 && hidden.push(rows.shift()),
    // A row that returns to the list has been updated, so it is at the front of a list that is sorted by updates.
    comeBack: () => hidden.length > 0 && rows.push(touch(pick(hidden))),
    move: () => moves && rows.length > 0 && touch(rows[random() % rows.length]),
    moveLast: () => moves && rows.length > 0 && touch(rows.at(descending ? -1 : 0)),
  }
  const seen = { throughout: undefined, ever: new Set() }
  return {
    list,
    wire,
    seen,
    change(name) {
      changes[name]()
      rows = sorted(rows)
    },
    names: Object.keys(changes),
    /** The page that the server sends at this moment. */
    page(number, limit, cap = limit) {
      const size = Math.min(limit, cap)
      seen.throughout = seen.throughout ? new Set(rows.filter((row) => seen.throughout.has(row))) : new Set(rows)
      for (const row of rows) seen.ever.add(row)
      return { size, total: rows.length, data: rows.slice((number - 1) * size, number * size).map(wire) }
    },
  }
}

/** The result of `withResponse()` for a page that was sent with these headers. */
function pageResult({ size, total, data }, limit, number, { perPage, totals }) {
  const end = (number - 1) * size + data.length
  const isRound = data.length > 0 && (data.length % 10 === 0 || data.length % 25 === 0)
  const isGuess = !totals && !perPage && data.length < limit && isRound
  const hasMore = totals ? end < total && data.length > 0 : data.length === (perPage ? size : limit) || isGuess
  const pageSize = perPage ? size : isGuess || (totals && hasMore && data.length < limit) ? data.length : limit
  const page = { hasMore, size: pageSize, hasHeaders: totals || perPage, ...(totals && { total }) }
  const response = JSON.stringify({ status: 200, statusText: 'OK', headers: {}, page })
  return withResponse(Promise.resolve(data), { response }).withResponse()
}

module.exports = { KINDS, changingList, pageResult }
