const { ONE, format, magnitude, over, times } = require('../decimal.js')

const DAY = 24 * 60 * 60 * 1000

/** The sums of a market's last 24 hours, kept up to date as trades enter and leave the window. */
class Day {
  #trades
  /** Indexes of the first trade in the window and of the first that is not counted yet. */
  #first = 0
  #next = 0
  #amount = 0n
  #volume = 0n

  constructor(trades) {
    this.#trades = trades
  }

  /** The figures at a time, as decimals. All but `last` are zero if there were no trades. */
  figures(now) {
    for (; this.#next < this.#trades.length; this.#next += 1) this.#count(this.#trades[this.#next], 1n)
    for (; this.#first < this.#next && this.#trades[this.#first].time <= now - DAY; this.#first += 1) {
      this.#count(this.#trades[this.#first], -1n)
    }
    const last = this.#trades.at(-1)?.price ?? 0n
    if (this.#first === this.#next) {
      return { open: 0n, last, high: 0n, low: 0n, average: 0n, amount: 0n, volume: 0n, change: 0n }
    }
    const open = this.#trades[this.#first].price
    let [high, low] = [open, open]
    for (let index = this.#first; index < this.#next; index += 1) {
      const { price } = this.#trades[index]
      if (price > high) high = price
      if (price < low) low = price
    }
    const [amount, volume] = [this.#amount, this.#volume]
    return { open, last, high, low, average: over(volume, amount), amount, volume, change: over(last - open, open) }
  }

  #count({ price, amount }, sign) {
    this.#amount += sign * amount
    this.#volume += sign * times(price, amount)
  }
}

/** Formats a ratio as the exchange does: `+1.37%`. */
function percent(ratio) {
  const hundredths = (magnitude(ratio) * 10_000n + ONE / 2n) / ONE
  const text = format((hundredths * ONE) / 100n)
  const [whole, fraction] = text.split('.')
  return `${ratio < 0n ? '-' : '+'}${whole}.${fraction.padEnd(2, '0')}%`
}

module.exports = { Day, percent }
