/** The number of rows to ask for. The server may send fewer than were asked for. */
class PageSize {
  current
  /** The most rows that the server sends. */
  largest

  constructor(limit, largest) {
    this.current = limit
    this.largest = largest
  }

  isLargest() {
    return this.current === this.largest
  }

  /** A full page had `size` rows, of `limit` that were asked for. */
  learn(size, limit) {
    if (size < limit) this.largest = size
    this.current = Math.min(this.largest, Math.max(this.current, size))
  }
}

module.exports = { PageSize }
