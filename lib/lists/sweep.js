const { isDeepStrictEqual } = require('node:util')
const addon = require('../native/addon.js')
const { pageOf } = require('../with-response.js')
const { listChanged, mismatch } = require('./errors.js')
const { Frontier } = require('./frontier.js')

/** How many requests in a row may bring no progress. */
const MAX_STALLED = 16
/** The number of them after which the largest page is read from the front of the list. */
const RESTART_AFTER = 4
/**
 * A server without pages sends the whole list each time. It is recognized by this many equal responses, because
 * pages of a list that changes can be equal by chance.
 */
const MAX_REPEATS = 4

/** One pass over a list, from its first page to its end. `add` takes a page, `next` says which page to read after it. */
class Sweep {
  #list
  #order
  #pageSize
  #yielded
  #start
  #end
  /** The last rows that were read, or undefined before the first page. */
  #frontier
  /** The page that was added last. */
  #page
  #stalled = 0
  #repeats = 0
  /** How many rows the next page is moved by to find the frontier again. Negative towards the front. */
  #shift = 0

  /** Rows before position `start` are not yielded. The sweep ends with the page that reaches past position `end`. */
  constructor({ list, order, pageSize, yielded, start, end }) {
    this.#list = list
    this.#order = order
    this.#pageSize = pageSize
    this.#yielded = yielded
    this.#start = start
    this.#end = end
  }

  /** Adds a page. Returns its rows that were not yielded yet. */
  add({ number, limit, data, response }) {
    const { hasMore, size, total, hasHeaders, mismatch: reason } = pageOf(response)
    if (reason) throw mismatch(response, reason)
    const offset = (number - 1) * (this.#frontier ? Math.max(size, limit) : size)
    this.#order.check(data)
    this.#countRepeats(data, hasHeaders)
    this.#page = { limit, data, response, hasMore, total, offset, isConnected: false, newRows: [] }
    if (this.#isRepeated) return []
    if (hasMore && (number === 1 || !this.#frontier)) this.#pageSize.learn(size, limit)
    if (this.#frontier && offset > 0 && !this.#frontier.isReachedBy(data)) return []
    if (this.#list.page > 1 && offset === 0 && !this.#order.isSorted)
      throw listChanged(response, 'its first row was not found again')
    const rows = data.filter((row) => !(this.#order.positionOf(row) < this.#start))
    const newRows = this.#yielded.addNew(rows)
    Object.assign(this.#page, { isConnected: true, newRows })
    return newRows
  }

  /** The number and the limit of the page to read next. Undefined at the end. */
  next() {
    if (this.#isRepeated || (this.#page.isConnected && this.#isLast())) return undefined
    const { target, advances } = this.#page.isConnected ? this.#goOn() : this.#goBack()
    this.#stalled = advances ? 0 : this.#stalled + 1
    if (this.#stalled > MAX_STALLED)
      throw listChanged(this.#page.response, `${this.#stalled} requests in a row made no progress`)
    if (this.#stalled === RESTART_AFTER) return [1, this.#pageSize.largest]
    return addon.nextPage(target, this.#pageSize.current)
  }

  #countRepeats(data, hasHeaders) {
    const isRepeat = !hasHeaders && data.length < this.#list.limit && isDeepStrictEqual(data, this.#page?.data)
    this.#repeats = isRepeat ? this.#repeats + 1 : 0
  }

  get #isRepeated() {
    return this.#repeats === MAX_REPEATS
  }

  #isLast() {
    const { limit, data, response, hasMore, total, offset, newRows } = this.#page
    if (!hasMore || this.#order.positionOf(data.at(-1)) > this.#end) return true
    const isShort = data.length < Math.min(limit, this.#pageSize.current)
    if (!this.#frontier || !isShort || newRows.length > 0) return false
    if (total === undefined) return true
    throw mismatch(response, `ends after ${offset + data.length} rows, and its header Total says ${total}`)
  }

  /** After a page that connects with the frontier: the next one starts near its end. */
  #goOn() {
    const { data, offset, newRows } = this.#page
    const { isSorted, isUnique } = this.#order
    const reached = new Frontier(data, this.#order)
    const advances = !this.#frontier || this.#frontier.isPassedBy(data) || (newRows.length > 0 && !isSorted)
    if (advances) this.#frontier = reached
    const overlap = isUnique && this.#stalled > 0 ? 0 : reached.tiedRows
    const target = offset + data.length - overlap
    if (advances || !isSorted) {
      this.#shift = 0
      return { target, advances }
    }
    // Rows were added before this page, so the frontier has moved further back.
    const shift = Math.max(0, this.#shift)
    this.#shift = shift > 0 ? shift * 2 : this.#pageSize.current
    return { target: target + shift, advances }
  }

  /** After a page that starts past the frontier: the next one starts nearer to the front. */
  #goBack() {
    this.#shift = this.#shift < 0 ? this.#shift * 2 : -this.#pageSize.current
    return { target: Math.max(0, this.#page.offset + this.#shift), advances: false }
  }
}

module.exports = { Sweep }
