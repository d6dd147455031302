/** The order of a list's rows. `identity` are the fields that identify a row, `sortedBy` is the field of its sort key. */
class ListOrder {
  #identity
  #sortedBy
  #descending
  /** Whether all pages so far were sorted as declared. Rows have no position otherwise. */
  isSorted
  /** Whether no two rows have the same identity. */
  isUnique

  constructor({ identity, sortedBy, descending }) {
    this.#identity = identity
    this.#sortedBy = sortedBy
    this.#descending = descending
    this.isSorted = sortedBy !== undefined
    this.isUnique = sortedBy === undefined || identity[0] === 'id'
  }

  /** Checks whether a page is sorted. A row without a sort key is not. */
  check(rows) {
    const isInOrder = (row, index) => this.positionOf(row) >= this.positionOf(rows[Math.max(0, index - 1)])
    this.isSorted = this.isSorted && rows.every(isInOrder)
  }

  /** A number that does not decrease from row to row, or undefined. */
  positionOf(row) {
    const key = this.isSorted ? this.sortKeyOf(row) : undefined
    return key !== undefined && this.#descending ? -key : key
  }

  /** The number that a list is sorted by. It only grows when a row changes. */
  sortKeyOf(row) {
    const value = row[this.#sortedBy]
    const key = typeof value === 'string' ? Date.parse(value) : value
    return Number.isFinite(key) ? key : undefined
  }

  /** A value that is equal for rows with the same identity. */
  identify(row) {
    const values = this.#identity.map((name) => row[name])
    if (values.every((value) => value === undefined)) return JSON.stringify(row)
    return values.length === 1 ? values[0] : JSON.stringify(values)
  }
}

module.exports = { ListOrder }
