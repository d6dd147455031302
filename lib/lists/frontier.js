/** How far a list was read: the rows of the last page that brought progress. */
class Frontier {
  #order
  #last
  #positions
  /** How many rows at the end have equal positions. They may change their order, so the next page starts before them. */
  tiedRows

  constructor(rows, order) {
    this.#order = order
    this.#last = order.positionOf(rows.at(-1))
    this.#positions = new Map(rows.map((row) => [order.identify(row), order.positionOf(row)]))
    const firstTied = order.isSorted ? rows.findIndex((row) => order.positionOf(row) === this.#last) : rows.length - 1
    const tied = rows.length - firstTied
    // Too many ties would make each page repeat the previous one.
    this.tiedRows = order.isUnique && (tied === 1 || tied > rows.length / 4) ? 0 : tied
  }

  /** Whether a page ends past the frontier. */
  isPassedBy(rows) {
    const last = rows.at(-1)
    const position = this.#order.positionOf(last)
    return position > this.#last || (!(position < this.#last) && !this.#positions.has(this.#order.identify(last)))
  }

  /** Whether a page starts before the end of the frontier, so that no row can be between them. */
  isReachedBy(rows) {
    if (rows.length === 0) return false
    return this.#order.positionOf(rows[0]) < this.#last || (this.#order.isUnique && rows.some((row) => this.#has(row)))
  }

  #has(row) {
    const id = this.#order.identify(row)
    return this.#positions.has(id) && this.#positions.get(id) === this.#order.positionOf(row)
  }
}

module.exports = { Frontier }
