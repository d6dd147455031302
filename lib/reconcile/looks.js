/** When to look, in milliseconds from the start. */
const LOOKS = [0, 2_000, 5_000, 10_000, 20_000, 30_000]
/** How long to pause between later looks. */
const PAUSE = 30_000

/** The times of the looks up to `wait`, where the last one is. One is at `finalAt`, after which nothing can change. */
function* lookTimes(wait, finalAt = Number.POSITIVE_INFINITY) {
  let time = 0
  for (;;) {
    yield time
    if (time >= wait) return
    const next = LOOKS.find((look) => look > time) ?? time + PAUSE
    time = Math.min(next, wait, finalAt > time ? finalAt : next)
  }
}

module.exports = { lookTimes }
