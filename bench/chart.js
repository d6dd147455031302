const echarts = require('echarts')

// Draws charts as SVG, without a browser.

// ECharts writes it into an attribute as it is, so it must not contain double quotes.
const FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"

/** An ECharts option as the text of an SVG file. */
function drawSvg({ width, height }, option) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option })
  const svg = chart.renderToSVGString()
  chart.dispose()
  // ECharts numbers its charts; without the number, the same option always gives the same file.
  return `${svg.replace(/\bzr\d+-/g, 'zr-')}\n`
}

module.exports = { drawSvg }
