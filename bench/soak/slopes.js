// How fast the figures of a soak test grow in each phase.

/** Calls at the start of a phase that may fill caches and pools; in a short phase, its first half. */
const WARM_UP = 100_000
const PER = 100_000
/** MiB per 100,000 calls. */
const MAX_GROWTH = 1
/** MiB in all for a phase of fewer calls, in which the memory of a process varies by 1 MiB anyway. */
const MAX_GROWTH_IN_SHORT_PHASE = 4

/** The calls of each phase, and the growth of each figure per 100,000 calls after the warm-up. */
function slopes(samples) {
  const phases = [...new Set(samples.map(({ phase }) => phase))]
  return phases.map((phase) => {
    const all = samples.filter((sample) => sample.phase === phase)
    const { calls } = all.at(-1)
    const counted = all.filter((sample) => sample.calls >= Math.min(WARM_UP, calls / 2))
    const slope = (figure) =>
      Number((PER * leastSquares(counted.map((sample) => [sample.calls, sample[figure]]))).toFixed(3))
    return {
      phase,
      calls,
      memory: slope('memory'),
      heap: slope('heap'),
      descriptors: slope('descriptors'),
      threads: slope('threads'),
      listeners: slope('listeners'),
    }
  })
}

function leastSquares(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const top = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return top / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

/**
 * The figures that grow too fast. One descriptor or thread per 100,000 calls may be chance; more is a leak. A phase with
 * fewer calls is judged by what it has grown by in all, because a few pages of memory would be a steep slope.
 */
function excessive(growth) {
  return growth.flatMap(({ phase, calls, ...slopes }) => {
    const grown = Object.entries(slopes).map(([name, slope]) => [name, slope * Math.min(1, calls / PER)])
    const { memory, heap, ...counts } = Object.fromEntries(grown)
    const most = calls < PER ? MAX_GROWTH_IN_SHORT_PHASE : MAX_GROWTH
    return [
      ...(memory > most ? [`${phase}: memory grows by ${slopes.memory} MiB per 100,000 calls`] : []),
      ...(heap > most ? [`${phase}: the JavaScript heap grows by ${slopes.heap} MiB per 100,000 calls`] : []),
      ...Object.keys(counts)
        .filter((name) => counts[name] > 1)
        .map((name) => `${phase}: ${name} grow by ${slopes[name]} per 100,000 calls`),
    ]
  })
}

module.exports = { excessive, slopes }
