/** Reproducible random numbers. */
class Random {
  #state

  constructor(...seeds) {
    // FNV-1a, so that similar seeds give different numbers.
    this.#state = 0x811c9dc5
    for (const character of seeds.join('/')) {
      this.#state = Math.imul(this.#state ^ character.codePointAt(0), 0x01000193) >>> 0
    }
  }

  /** A whole number from 0 to `count` - 1. */
  below(count) {
    return Math.floor((this.#next() / 2 ** 32) * count)
  }

  hex(length) {
    let text = ''
    while (text.length < length) text += this.#next().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }

  /** A UUID, version 4. */
  uuid() {
    const [a, b, c, d, e] = [8, 4, 3, 3, 12].map((length) => this.hex(length))
    return `${a}-${b}-4${c}-${'89ab'[this.below(4)]}${d}-${e}`
  }

  pick(choices) {
    return choices[this.below(choices.length)]
  }

  // mulberry32
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

module.exports = { Random }
