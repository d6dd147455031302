const { format } = require('../decimal.js')
const { levels } = require('../exchange/book.js')

/** The sequence when the streams begin: the engine has run for a while. A restarted one begins at 1. */
const RUNNING = 1000
/** The levels of a side in a snapshot. */
const SNAPSHOT_LEVELS = 301
/** A new snapshot is due after so many changes, at the earliest 10 seconds after the last, or with a change after 60. */
const ENOUGH_CHANGES = 20
const SHORTEST = 10_000
const LONGEST = 60_000

/** The sides of a book by their names in messages: `[name, side of its orders]`. */
const SIDES = [
  ['asks', 'sell'],
  ['bids', 'buy'],
]

/** What the engine says about the book of one market: snapshots, and each change since. */
class BookFeed {
  #market
  #sequence = RUNNING
  /** The amounts by price, for each side. */
  #sides
  #snapshotAt
  #changes = 0

  constructor(market, now) {
    this.#market = market
    this.#sides = this.#look()
    this.#snapshotAt = now
  }

  #look() {
    const sideOf = (side) => new Map(levels(this.#market.book(side)).map(({ price, amount }) => [price, amount]))
    return Object.fromEntries(SIDES.map(([name, side]) => [name, sideOf(side)]))
  }

  snapshot() {
    const side = (name) => [...this.#sides[name]].slice(0, SNAPSHOT_LEVELS).map((level) => level.map(format))
    return { asks: side('asks'), bids: side('bids'), sequence: this.#sequence }
  }

  /**
   * The changes since the last time, each of one level of one side. Levels that are gone come first, so that the book is
   * never crossed.
   */
  changes() {
    const [before, after] = [this.#sides, this.#look()]
    this.#sides = after
    const gone = SIDES.flatMap(([name]) =>
      [...before[name].keys()].filter((price) => !after[name].has(price)).map((price) => [name, format(price), '']),
    )
    const changed = SIDES.flatMap(([name]) =>
      [...after[name]]
        .filter(([price, amount]) => before[name].get(price) !== amount)
        .map(([price, amount]) => [name, format(price), format(amount)]),
    )
    return [...gone, ...changed].map(([name, ...level]) => {
      this.#sequence += 1
      this.#changes += 1
      return { [name]: level, sequence: this.#sequence }
    })
  }

  /** A new snapshot if one is due. */
  dueSnapshot(now) {
    const age = now - this.#snapshotAt
    const isDue = this.#changes >= ENOUGH_CHANGES ? age >= SHORTEST : this.#changes > 0 && age >= LONGEST
    return isDue ? this.renew(now) : undefined
  }

  /** Begins again at sequence 1, and returns the snapshot. */
  restart(now) {
    this.#sides = this.#look()
    this.#sequence = 1
    return this.renew(now)
  }

  /** A new snapshot, due or not. */
  renew(now) {
    this.#snapshotAt = now
    this.#changes = 0
    return this.snapshot()
  }
}

module.exports = { BookFeed }
