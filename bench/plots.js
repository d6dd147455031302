const { CLIENTS } = require('./clients.js')
const { BODIES } = require('./cases.js')

// The plots of the results, as SVG in the colours of a light and of a dark page.

const THEMES = {
  light: { ground: '#ffffff', text: '#1f2328', faint: '#656d76', rule: '#d0d7de', ours: '#0969da', others: '#afb8c1' },
  dark: { ground: '#0d1117', text: '#e6edf3', faint: '#8d96a0', rule: '#30363d', ours: '#4493f8', others: '#57606a' },
}
const FONT = 'system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif'
const WIDTH = 860
const PANEL = 400
const GAP = WIDTH - 2 * PANEL
const MARGIN = 16

/** Every plot in every theme, by name. */
function plots(results) {
  const drawn = { cost: cost(results), growth: growth(results), speed: speed(results) }
  const themed = Object.entries(drawn).flatMap(([name, draw]) =>
    Object.entries(THEMES).map(([theme, colours]) => [`${name}-${theme}`, draw(colours)]),
  )
  return Object.fromEntries(themed)
}

const caseOf = ({ cases, cold }, name) => [...cases, ...cold].find((measured) => measured.name === name)

const cost = (results) => (colours) =>
  page(colours, 'CPU time of the JavaScript thread per call, in µs; less is better', [
    bars(colours, '57 balances, 32 in flight', values(caseOf(results, 'balances-http-32'), 'thread')),
    bars(colours, '190 tickers, 32 in flight', values(caseOf(results, 'tickers-190-http-32'), 'thread')),
  ])

const speed = (results) => (colours) =>
  page(colours, 'Calls per second (more is better), and the first call of a fresh process (less is better)', [
    bars(colours, '57 balances, 32 in flight, calls/s', values(caseOf(results, 'balances-http-32'), 'perSecond')),
    bars(colours, 'from require to the first balances over TLS, ms', values(caseOf(results, 'cold-tls'), 'cold')),
  ])

const growth = (results) => (colours) =>
  page(colours, 'How the CPU time of the JavaScript thread per call grows, in µs', [
    lines(
      colours,
      'with markets (tickers, 32 in flight)',
      [
        ['tickers-89-http-32', BODIES['tickers-89'].rows],
        ['tickers-190-http-32', BODIES['tickers-190'].rows],
        ['tickers-500-http-32', BODIES['tickers-500'].rows],
      ].map(([name, at]) => ({ at, figures: caseOf(results, name).figures })),
    ),
    lines(
      colours,
      'with calls in flight (57 balances)',
      [1, 32, 512].map((at) => ({
        at,
        figures: caseOf(results, `balances-http-${at}`).figures,
      })),
    ),
  ])

/** The clients' values of one figure, ours first, with the ceilings where they have it. */
function values({ figures }, figure) {
  return Object.entries(figures)
    .filter(([, all]) => all[figure] !== undefined)
    .map(([who, all]) => ({ who, title: titleOf(who), value: all[figure] }))
}

const titleOf = (who) => CLIENTS[who]?.title ?? { parse: 'JSON.parse alone', ceiling: 'Rust without JavaScript' }[who]

function page({ ground, text }, title, [left, right]) {
  const height = Math.max(left.height, right.height) + 56
  const box = `${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${height + MARGIN}`
  const at = (x, panel) => `<g transform="translate(${x} 48)">${panel.svg}</g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" font-family='${FONT}' role="img">
<title>${escaped(title)}</title>
<rect x="${-MARGIN}" y="${-MARGIN}" width="${WIDTH + 2 * MARGIN}" height="${height + MARGIN}" fill="${ground}"/>
${label(0, 20, title, text, 'font-size="15" font-weight="600"')}
${at(0, left)}
${at(PANEL + GAP, right)}
</svg>
`
}

/** Lying bars, each with its name before and its value behind it. */
function bars({ text, faint, ours, others }, title, items) {
  const [start, step, thick] = [164, 26, 16]
  const most = Math.max(...items.map(({ value }) => value))
  const rows = items.map(({ who, title, value }, index) => {
    const y = 22 + index * step
    const width = Math.max(1, (value / most) * (PANEL - start - 60))
    const [weight, fill] = who === 'coinport' ? ['font-weight="600"', ours] : ['', others]
    const bar = who in CLIENTS ? `fill="${fill}"` : `fill="none" stroke="${faint}" stroke-dasharray="3 2"`
    return [
      label(start - 8, y + 13, title, text, `font-size="12" text-anchor="end" ${weight}`),
      `<rect x="${start}" y="${y}" width="${width.toFixed(1)}" height="${thick}" ${bar}/>`,
      label(start + width + 6, y + 13, shown(value), text, `font-size="12" ${weight}`),
    ].join('')
  })
  return { svg: [label(0, 10, title, faint, 'font-size="13"'), ...rows].join('\n'), height: 22 + items.length * step }
}

/** One line for each client over evenly spaced places, its name at the end. */
function lines({ text, faint, rule, ours, others }, title, points) {
  const [top, bottom, right] = [30, 250, PANEL - 148]
  const everyone = Object.keys(points[0].figures).filter((who) => points[0].figures[who].thread !== undefined)
  const most = Math.max(...points.flatMap(({ figures }) => everyone.map((who) => figures[who].thread)))
  const x = (index) => 44 + (index * (right - 44)) / (points.length - 1)
  const y = (value) => bottom - (value / most) * (bottom - top)
  const ticks = [0, 0.5, 1].map((share) => share * most)
  const axis = [
    ...ticks.map((value) => `<path d="M44 ${y(value).toFixed(1)}H${right}" stroke="${rule}"/>`),
    ...ticks.map((value) => label(38, y(value) + 4, shown(value), faint, 'font-size="11" text-anchor="end"')),
    ...points.map(({ at }, index) =>
      label(x(index), bottom + 18, String(at), faint, 'font-size="11" text-anchor="middle"'),
    ),
  ]
  const places = spread(everyone.map((who) => y(points.at(-1).figures[who].thread)))
  const drawn = everyone.map((who, place) => {
    const path = points.map(({ figures }, index) => `${x(index).toFixed(1)} ${y(figures[who].thread).toFixed(1)}`)
    const mine = who === 'coinport'
    const dashes = who in CLIENTS ? '' : 'stroke-dasharray="4 3"'
    const style = `fill="none" stroke="${mine ? ours : others}" stroke-width="${mine ? 3 : 1.5}" ${dashes}`
    const weight = mine ? 'font-weight="600"' : ''
    return `<path d="M${path.join('L')}" ${style}/>${label(right + 8, places[place] + 4, titleOf(who), text, `font-size="11" ${weight}`)}`
  })
  return { svg: [label(0, 10, title, faint, 'font-size="13"'), ...axis, ...drawn].join('\n'), height: bottom + 28 }
}

/** The heights, moved apart so that no two labels touch. */
function spread(heights) {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => b.height - a.height)
  for (let place = 1; place < order.length; place++) {
    order[place].height = Math.min(order[place].height, order[place - 1].height - 14)
  }
  return order.sort((a, b) => a.index - b.index).map(({ height }) => height)
}

const shown = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2))))
const label = (x, y, text, fill, more) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${fill}" ${more}>${escaped(text)}</text>`
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

module.exports = { plots }
