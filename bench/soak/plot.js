// The samples of a soak as an SVG: one panel for memory, one for what is counted, over all calls of all phases.

const [WIDTH, PANEL, LEFT, RIGHT, TOP] = [860, 190, 52, 760, 40]
const COLOURS = { memory: '#0969da', heap: '#8250df', descriptors: '#1a7f37', threads: '#bc4c00', listeners: '#cf222e' }
const NAMES = { memory: 'resident', heap: 'JavaScript' }
const FONT = 'font-family="system-ui, sans-serif" font-size="12"'

function plot(samples) {
  const { points, phases, total } = inOrder(samples)
  const x = (at) => LEFT + (at / total) * (RIGHT - LEFT)
  const height = TOP + 2 * (PANEL + 50)
  const bounds = phases.map(({ phase, start, calls }, index) => {
    const name = `${phase}: ${calls.toLocaleString('en')} calls`
    return `<path d="M${x(start).toFixed(1)} ${TOP}V${height - 30}" stroke="#d0d7de"/>${text(x(start) + 4, TOP - 8 - 15 * (index % 2), name)}`
  })
  const panels = [
    panel(points, x, TOP, 'MiB', ['memory', 'heap']),
    panel(points, x, TOP + PANEL + 50, 'count', ['descriptors', 'threads', 'listeners']),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" ${FONT} role="img">
<title>What a process holds during a soak</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
${[...bounds, ...panels].join('\n')}
</svg>
`
}

/** The samples with their place among all calls. */
function inOrder(samples) {
  const phases = []
  let start = 0
  const points = samples.map((sample) => {
    const last = phases.at(-1)
    if (last?.phase !== sample.phase) {
      start += last?.calls ?? 0
      phases.push({ phase: sample.phase, start, calls: 0 })
    }
    phases.at(-1).calls = sample.calls
    return { ...sample, at: start + sample.calls }
  })
  return { points, phases, total: points.at(-1).at }
}

function panel(points, x, top, unit, figures) {
  const most = Math.max(...points.flatMap((point) => figures.map((figure) => point[figure])))
  const y = (value) => top + PANEL - (value / most) * PANEL
  const ticks = [0, 0.5, 1].map((share) => {
    const value = share * most
    return `<path d="M${LEFT} ${y(value).toFixed(1)}H${RIGHT}" stroke="#d0d7de"/>${text(LEFT - 6, y(value) + 4, Math.round(value), 'end')}`
  })
  const names = apart(figures.map((figure) => y(points.at(-1)[figure])))
  const lines = figures.map((figure, index) => {
    const path = points.map((point) => `${x(point.at).toFixed(1)} ${y(point[figure]).toFixed(1)}`).join('L')
    const name = text(RIGHT + 6, names[index] + 4, NAMES[figure] ?? figure, 'start', COLOURS[figure])
    return `<path d="M${path}" fill="none" stroke="${COLOURS[figure]}" stroke-width="1.5"/>${name}`
  })
  return [...ticks, ...lines, text(LEFT, top + PANEL + 18, unit)].join('\n')
}

/** Places at least a line of text apart, in their order. */
function apart(places) {
  const order = places.map((_, index) => index).sort((a, b) => places[a] - places[b])
  const moved = [...places]
  for (let at = 1; at < order.length; at += 1) {
    moved[order[at]] = Math.max(moved[order[at]], moved[order[at - 1]] + 14)
  }
  return moved
}

const text = (x, y, words, anchor = 'start', fill = '#656d76') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${words}</text>`

module.exports = { plot }
