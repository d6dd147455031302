/**
 * What is known of the rows of a list: where they stand, and which were given. `identity` are the fields that tell one
 * row from the others, `sortedBy` the one that the list is sorted by, if there is one.
 */
class ListRows {
  #identity
  #field
  #descending
  #given = new Map()
  isSorted
  /** Whether no two rows agree in their identity. */
  isUnique
  count = 0

  constructor({ identity, sortedBy, descending }) {
    this.#identity = identity
    this.#field = sortedBy
    this.#descending = descending
    this.isSorted = sortedBy !== undefined
    this.isUnique = sortedBy === undefined || identity[0] === 'id'
  }

  /** Takes a page into account: rows that are not sorted as they should be have no place. */
  look(rows) {
    const isSorted = (row, index) => this.place(row) >= this.place(rows[Math.max(0, index - 1)])
    this.isSorted = this.isSorted && rows.every(isSorted)
  }

  /** A number that grows from row to row, or undefined. */
  place(row) {
    const key = this.isSorted ? this.#key(row) : undefined
    return key !== undefined && this.#descending ? -key : key
  }

  /** What the list is sorted by; it only grows when a row changes. */
  #key(row) {
    const value = row[this.#field]
    const key = typeof value === 'string' ? Date.parse(value) : value
    return Number.isFinite(key) ? key : undefined
  }

  identify(row) {
    const values = this.#identity.map((name) => row[name])
    if (values.every((value) => value === undefined)) return JSON.stringify(row)
    return values.length === 1 ? values[0] : JSON.stringify(values)
  }

  /** Those of a page's rows that were not given yet; they are from now on. */
  fresh(rows) {
    const fresh = this.isUnique ? rows.filter((row) => this.#isNew(row)) : this.#unmatched(rows)
    this.count += fresh.length
    return fresh
  }

  #isNew(row) {
    const name = this.identify(row)
    return !this.#given.has(name) && this.#given.set(name, true) !== undefined
  }

  /**
   * Rows that agree in their identity are told apart by their number: a page with more of them than were given has new
   * ones. A row that was given has its old key, or a larger one since it changed.
   */
  #unmatched(rows) {
    const left = new Map()
    const known = new Set()
    const match = (isSame) => {
      for (const row of rows.filter((row) => !known.has(row))) {
        const [name, key] = [this.identify(row), this.#key(row)]
        const given = this.#given.get(name) ?? []
        const keys = left.get(name) ?? [...given]
        left.set(name, keys)
        const at = keys.findIndex((old) => isSame(old, key))
        if (at < 0) continue
        const [old] = keys.splice(at, 1)
        given[given.indexOf(old)] = key
        known.add(row)
      }
    }
    match((old, key) => old === key)
    match((old, key) => old < key)
    const fresh = rows.filter((row) => !known.has(row))
    for (const row of fresh) {
      const name = this.identify(row)
      this.#given.set(name, [...(this.#given.get(name) ?? []), this.#key(row)])
    }
    return fresh
  }

  /** How far a page reaches: its last row, and the rows by which a later page shows that it begins before it. */
  frontier(rows) {
    const place = this.place(rows.at(-1))
    const before = this.isSorted ? rows.findIndex((row) => this.place(row) === place) : rows.length - 1
    const same = rows.length - before
    // Rows of one place may change places: the next page begins before them, unless there are too many.
    const tied = this.isUnique && (same === 1 || same > rows.length / 4) ? 0 : same
    return { place, tied, rows: new Map(rows.map((row) => [this.identify(row), this.place(row)])) }
  }

  /** Whether a page reaches further back than the frontier. */
  advances(rows, frontier) {
    const last = rows.at(-1)
    const place = this.place(last)
    return place > frontier.place || (!(place < frontier.place) && !frontier.rows.has(this.identify(last)))
  }

  /** Whether a page begins no further back than where the frontier is. */
  reaches(rows, frontier) {
    if (rows.length === 0) return false
    const isShared = (row) =>
      frontier.rows.has(this.identify(row)) && frontier.rows.get(this.identify(row)) === this.place(row)
    return this.place(rows[0]) < frontier.place || (this.isUnique && rows.some(isShared))
  }
}

module.exports = { ListRows }
