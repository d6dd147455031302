const { drawSvg } = require('../chart.js')

// The samples of a soak as a plot: memory in one panel, counts in the other, over all calls of all phases.

const SIZE = { width: 860, height: 520 }
const PANEL = { left: 52, right: 100, height: 190 }
const PANELS = [
  { unit: 'MiB', top: 40, figures: ['memory', 'heap'] },
  { unit: 'count', top: 290, figures: ['descriptors', 'threads', 'listeners'] },
]
const COLOURS = { memory: '#0969da', heap: '#8250df', descriptors: '#1a7f37', threads: '#bc4c00', listeners: '#cf222e' }
const NAMES = { memory: 'resident', heap: 'JavaScript' }
const [BACKGROUND, FAINT, RULE] = ['#ffffff', '#656d76', '#d0d7de']

function plot(samples) {
  const { points, phases, total } = inOrder(samples)
  const axis = { axisLabel: { color: FAINT }, splitLine: { lineStyle: { color: RULE } } }
  return drawSvg(SIZE, {
    backgroundColor: BACKGROUND,
    grid: PANELS.map(({ top }) => ({ ...PANEL, top })),
    xAxis: PANELS.map((_, gridIndex) => ({ gridIndex, type: 'value', max: total, show: false })),
    yAxis: PANELS.map(({ unit }, gridIndex) => ({
      ...axis,
      gridIndex,
      name: unit,
      nameLocation: 'start',
      nameTextStyle: { color: FAINT },
    })),
    series: PANELS.flatMap(({ figures }, panel) =>
      figures.map((figure, index) => ({
        name: NAMES[figure] ?? figure,
        type: 'line',
        silent: true,
        xAxisIndex: panel,
        yAxisIndex: panel,
        symbol: 'none',
        data: points.map((point) => [point.position, point[figure]]),
        lineStyle: { color: COLOURS[figure], width: 1.5 },
        endLabel: { show: true, formatter: '{a}', color: COLOURS[figure] },
        labelLayout: { moveOverlap: 'shiftY' },
        markLine: index === 0 ? phaseStarts(phases, panel === 0) : undefined,
      })),
    ),
  })
}

/** A vertical line at the start of each phase. The names of short phases would overlap, so every second one is higher. */
function phaseStarts(phases, named) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: RULE, type: 'solid' },
    data: phases.map(({ phase, start, calls }, index) => ({
      xAxis: start,
      label: {
        show: named,
        formatter: `${phase}: ${calls.toLocaleString('en')} calls`,
        color: FAINT,
        align: 'left',
        distance: 5 + 15 * (index % 2),
      },
    })),
  }
}

/** The samples with their positions among all calls, and the phases with their first call. */
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
    return { ...sample, position: start + sample.calls }
  })
  return { points, phases, total: points.at(-1).position }
}

module.exports = { plot }
