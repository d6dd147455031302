/** Remembers which rows of a list were yielded. */
class YieldedRows {
  #order
  /** The identities of the yielded rows, if they are unique. */
  #ids = new Set()
  /** Otherwise the sort keys of the yielded rows, by their identity. */
  #sortKeys = new Map()

  constructor(order) {
    this.#order = order
  }

  /** Returns the rows of a page that were not yielded before, and remembers them. */
  addNew(rows) {
    return this.#order.isUnique ? this.#addUnique(rows) : this.#addUnmatched(rows)
  }

  #addUnique(rows) {
    return rows.filter((row) => {
      const before = this.#ids.size
      return this.#ids.add(this.#order.identify(row)).size > before
    })
  }

  /**
   * Rows with the same identity are distinguished by counting: if a page has more of them than were yielded, the rest is
   * new. A yielded row has the same sort key as before, or a larger one if it has changed since.
   */
  #addUnmatched(rows) {
    const open = new Map()
    const isSame = (yielded, key) => yielded === key
    const hasGrown = (yielded, key) => yielded < key
    const isUnmatched = (matches) => (row) => !this.#match(row, open, matches)
    const unmatched = rows.filter(isUnmatched(isSame)).filter(isUnmatched(hasGrown))
    for (const row of unmatched) {
      const id = this.#order.identify(row)
      this.#sortKeys.set(id, [...(this.#sortKeys.get(id) ?? []), this.#order.sortKeyOf(row)])
    }
    return unmatched
  }

  /** Matches a row with a yielded one. `open` holds the sort keys that are not matched yet. */
  #match(row, open, matches) {
    const id = this.#order.identify(row)
    const key = this.#order.sortKeyOf(row)
    const yielded = this.#sortKeys.get(id) ?? []
    if (!open.has(id)) open.set(id, [...yielded])
    const index = open.get(id).findIndex((old) => matches(old, key))
    if (index < 0) return false
    const [old] = open.get(id).splice(index, 1)
    yielded[yielded.indexOf(old)] = key
    return true
  }
}

module.exports = { YieldedRows }
