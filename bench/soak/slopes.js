// How the figures of a soak grow, phase by phase.

/** The calls of a phase that may fill caches and pools; of a short phase its first half. */
const WARM_UP = 100_000
const PER = 100_000
const MOST_MEMORY = 1

/** For each phase: the calls, and the growth of each figure per 100,000 of them after the warm-up. */
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

/** What does not hold, in words. One descriptor or thread per 100,000 calls is chance, more is a leak. */
function verdict(found) {
  return found.flatMap(({ phase, memory, heap, descriptors, threads, listeners }) => [
    ...(memory > MOST_MEMORY ? [`${phase}: memory grows by ${memory} MiB per 100,000 calls`] : []),
    ...(heap > MOST_MEMORY ? [`${phase}: the JavaScript heap grows by ${heap} MiB per 100,000 calls`] : []),
    ...Object.entries({ descriptors, threads, listeners })
      .filter(([, slope]) => slope > 1)
      .map(([name, slope]) => `${phase}: ${name} grow by ${slope} per 100,000 calls`),
  ])
}

module.exports = { slopes, verdict }
