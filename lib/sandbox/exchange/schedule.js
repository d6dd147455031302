/**
 * What the exchange will do later. Nothing runs by itself: the exchange takes what is due when it is asked for the time, by
 * the next request or by the streams, so that it needs no timers and follows any clock.
 */
class Schedule {
  /** By time; of the same time, in the order in which they were added. */
  #events = []
  #delay = 0

  add(time, run) {
    const at = time + this.#delay
    let index = this.#events.length
    while (index > 0 && this.#events[index - 1].time > at) index -= 1
    this.#events.splice(index, 0, { time: at, run })
  }

  /** Delays everything that `action` adds. */
  delayed(delay, action) {
    const before = this.#delay
    this.#delay = delay
    try {
      return action()
    } finally {
      this.#delay = before
    }
  }

  /** Removes and returns the next event up to a time. */
  take(until) {
    return this.#events[0]?.time <= until ? this.#events.shift() : undefined
  }
}

module.exports = { Schedule }
