const { CLIENTS } = require('./clients.js')
const { TITLES, shown } = require('./figures.js')

// Plots of several panels: each is a size and a function that makes the ECharts option from the colours of a theme.

const [MARGIN, TITLE, PANEL_TITLE] = [16, 34, 32]
const TOP = MARGIN + TITLE + PANEL_TITLE
const BAR = { panel: 440, names: 216, step: 26, width: 16, values: 48 }
const LINE = { panel: 640, ticks: 44, height: 180, positions: 20, names: 160 }

const OURS = 'coinport'
const isBaseline = (name) => !(name in CLIENTS)
const titleOf = (name) => TITLES[name].replaceAll('`', '')

/** Panels of horizontal bars, side by side. */
function barPlot(title, panels) {
  const heights = panels.map(({ names }) => names.length * BAR.step)
  const left = (index) => MARGIN + index * BAR.panel
  return {
    width: left(panels.length) + MARGIN,
    height: TOP + Math.max(...heights) + MARGIN,
    option: (colours) => ({
      ...page(
        colours,
        title,
        panels.map((panel, index) => ({ title: panel.title, left: left(index), top: MARGIN + TITLE })),
      ),
      grid: heights.map((height, index) => ({
        left: left(index) + BAR.names,
        top: TOP,
        width: BAR.panel - BAR.names - BAR.values,
        height,
      })),
      xAxis: panels.map(({ values }, gridIndex) => ({ gridIndex, show: false, max: Math.max(...values) })),
      yAxis: panels.map(({ names }, gridIndex) => ({
        gridIndex,
        type: 'category',
        inverse: true,
        data: names.map((name) => ({ value: titleOf(name), textStyle: nameStyle(colours, name) })),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { interval: 0 },
      })),
      series: panels.map(({ names, values }, index) => ({
        type: 'bar',
        silent: true,
        xAxisIndex: index,
        yAxisIndex: index,
        barWidth: BAR.width,
        barMinHeight: 1,
        data: values.map((value, row) => ({
          value,
          itemStyle: barStyle(colours, names[row]),
          label: nameStyle(colours, names[row]),
        })),
        label: { show: true, position: 'right', formatter: ({ value }) => shown(value) },
      })),
    }),
  }
}

/** Panels of lines, one below the other: ECharts moves overlapping names apart without regard to columns. */
function linePlot(title, panels) {
  const step = PANEL_TITLE + LINE.height + LINE.positions + MARGIN
  const top = (index) => MARGIN + TITLE + index * step
  return {
    width: LINE.panel + 2 * MARGIN,
    height: top(panels.length),
    option: (colours) => ({
      ...page(
        colours,
        title,
        panels.map((panel, index) => ({ title: panel.title, left: MARGIN, top: top(index) })),
      ),
      grid: panels.map((_, index) => ({
        left: MARGIN + LINE.ticks,
        top: top(index) + PANEL_TITLE,
        width: LINE.panel - LINE.ticks - LINE.names,
        height: LINE.height,
      })),
      xAxis: panels.map(({ positions }, gridIndex) => ({
        gridIndex,
        type: 'category',
        boundaryGap: false,
        data: positions,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: colours.faint, fontSize: 11 },
      })),
      yAxis: panels.map((_, gridIndex) => ({
        gridIndex,
        axisLabel: { color: colours.faint, fontSize: 11, formatter: shown },
        splitLine: { lineStyle: { color: colours.rule } },
      })),
      series: panels.flatMap(({ lines }, index) =>
        lines.map(({ name, values }) => ({
          name: titleOf(name),
          type: 'line',
          silent: true,
          xAxisIndex: index,
          yAxisIndex: index,
          symbol: 'none',
          data: values,
          lineStyle: lineStyle(colours, name),
          endLabel: { show: true, formatter: '{a}', distance: 8, ...nameStyle(colours, name), fontSize: 11 },
          labelLayout: { moveOverlap: 'shiftY' },
        })),
      ),
    }),
  }
}

/** The background, the title and the titles of the panels. */
function page({ background, text, faint }, title, panels) {
  return {
    backgroundColor: background,
    title: [
      { text: title, left: MARGIN, top: MARGIN, padding: 0, textStyle: { color: text, fontSize: 15, fontWeight: 600 } },
      ...panels.map(({ title, left, top }) => ({
        text: title,
        left,
        top,
        padding: 0,
        textStyle: { color: faint, fontSize: 13, fontWeight: 'normal' },
      })),
    ],
  }
}

const nameStyle = ({ text }, name) => ({ color: text, fontSize: 12, fontWeight: name === OURS ? 600 : 'normal' })

const barStyle = ({ faint, ours, others }, name) =>
  isBaseline(name)
    ? { color: 'none', borderColor: faint, borderType: [3, 2] }
    : { color: name === OURS ? ours : others }

const lineStyle = ({ ours, others }, name) => ({
  color: name === OURS ? ours : others,
  width: name === OURS ? 3 : 1.5,
  type: isBaseline(name) ? [4, 3] : 'solid',
})

module.exports = { barPlot, linePlot }
