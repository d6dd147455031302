/** A generator of reproducible whole numbers from 0 to 2^31 - 1. */
function randomNumbers(seed) {
  let state = (seed + 1) * 2654435761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return (state ^ (state >>> 13)) >>> 1
  }
}

module.exports = { randomNumbers }
