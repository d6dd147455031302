const { CLIENTS } = require('./clients.js')
const { FIGURES, TITLES, allCases, caseOf, shown, withUnit } = require('./figures.js')

// The results as Markdown tables.

/** The aims: in `case`, coinport is at least this many times better than the others in `figure`. */
const AIMS = [
  { case: 'balances-http-32', figure: 'thread', against: { axios: 20, undici: 6, parse: 2.2 } },
  { case: 'balances-new-http-32', figure: 'thread', against: { axios: 14, undici: 4, parse: 1.4 } },
  { case: 'tickers-190-http-32', figure: 'thread', against: { axios: 8, undici: 4, parse: 2.2 } },
  { case: 'tickers-computed-http-32', figure: 'thread', against: { axios: 7, undici: 3.5, parse: 2.2 } },
  { case: 'tickers-new-http-32', figure: 'thread', against: { axios: 6, undici: 3, parse: 1.8 } },
  { case: 'balances-http-32', figure: 'perSecond', against: { undici: 1.9 } },
  { case: 'balances-http-512', figure: 'perSecond', against: { undici: 1.9 } },
  { case: 'balances-http-32', figure: 'cpu', against: { undici: 1.6 } },
  { case: 'balances-http-1', figure: 'p50', against: { undici: 1.2 } },
  { case: 'balances-http-512', figure: 'memory', against: { undici: 1 } },
  { case: 'tickers-190-http-32', figure: 'memory', against: { undici: 1 } },
  { case: 'cold-http', figure: 'cold', against: { axios: 7 } },
  { case: 'cold-tls', figure: 'cold', against: { axios: 7 } },
]

function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

/** All figures of one case. */
function caseTable({ figures }) {
  const names = Object.keys(FIGURES).filter((figure) => figure in figures.coinport)
  const header = [
    '',
    ...names.map((figure) => `${FIGURES[figure].title}${FIGURES[figure].unit && `, ${FIGURES[figure].unit}`}`),
  ]
  const cell = (value) => (value === undefined || value === null ? '' : shown(value))
  return table(
    header,
    Object.entries(figures).map(([who, values]) => [TITLES[who], ...names.map((figure) => cell(values[figure]))]),
  )
}

/** The cost of building a result from its packed form and from JSON. */
function hotTable({ hotCalls }) {
  const rows = Object.entries(hotCalls).map(([name, { kilobytes, packed, parse }]) => [
    `\`${name}\``,
    `${shown(kilobytes)} KB`,
    `${shown(packed)} µs`,
    `${shown(parse)} µs`,
    times(parse / packed),
  ])
  return table(['', 'body', 'packed', '`JSON.parse`', 'times less'], rows)
}

/** What longer keys cost: in a call, and in an error page of 64 KB. */
function keyTable({ keyLengths = [] }) {
  const rows = keyLengths.map(({ length, perSecond, thread, errorPage }) => [
    `${shown(length)} characters`,
    shown(perSecond),
    shown(thread),
    shown(errorPage),
  ])
  return table(['key', 'calls/s', 'JS-thread CPU per call, µs', 'CPU per error page, µs'], rows)
}

/** How many times better coinport, or the client `who`, is than the other. */
function ratio({ figures }, figure, other, who = 'coinport') {
  const [ours, theirs] = [figures[who][figure], figures[other][figure]]
  return FIGURES[figure].more ? ours / theirs : theirs / ours
}

/** The aims beside what was measured. */
function aimTable(results) {
  const rows = AIMS.flatMap(({ case: name, figure, against }) => {
    const measured = caseOf(results, name)
    return Object.entries(against).map(([other, aim]) => {
      const reached = ratio(measured, figure, other)
      return [
        `${FIGURES[figure].title}, ${measured.title}`,
        withUnit(measured.figures.coinport[figure], figure),
        `${TITLES[other]}: ${withUnit(measured.figures[other][figure], figure)}`,
        times(reached),
        times(aim),
        reached >= aim ? 'yes' : '**no**',
        limit(measured, figure, other),
      ]
    })
  })
  return table(['', 'coinport', 'compared with', 'times better', 'aim', 'reached', 'Rust without JavaScript'], rows)
}

/** How many times better the Rust client without JavaScript is: no client that passes results to JavaScript can be better. */
function limit(measured, figure, other) {
  const isMeasured = measured.figures.ceiling?.[figure] !== undefined
  return isMeasured ? times(ratio(measured, figure, other, 'ceiling')) : ''
}

const times = (value) => `${value.toFixed(value < 10 ? 2 : 0)}×`

/** The figures that the README shows. */
function shortTable(results) {
  const names = ['coinport', 'axios', 'undici', 'fetch']
  const shownFigures = [
    ['balances-http-32', 'thread'],
    ['tickers-190-http-32', 'thread'],
    ['balances-http-32', 'perSecond'],
    ['balances-http-1', 'p50'],
    ['cold-tls', 'cold'],
  ]
  const rows = shownFigures.map(([name, figure]) => {
    const measured = caseOf(results, name)
    return [
      `${FIGURES[figure].title}: ${measured.title}`,
      ...names.map((who) => withUnit(measured.figures[who][figure], figure)),
    ]
  })
  return table(['', ...names.map((who) => TITLES[who])], rows)
}

/** Every figure in which another client is better. */
function notAhead(results) {
  const lines = allCases(results).flatMap((measured) =>
    Object.keys(measured.figures.coinport).flatMap((figure) => {
      const better = Object.keys(CLIENTS).filter((who) => who in measured.figures && ratio(measured, figure, who) < 1)
      if (better.length === 0) return []
      const theirs = better.map((who) => `${TITLES[who]} ${withUnit(measured.figures[who][figure], figure)}`)
      const ours = withUnit(measured.figures.coinport[figure], figure)
      return [`- ${FIGURES[figure].title}, ${measured.title}: coinport ${ours}; ${theirs.join(', ')}`]
    }),
  )
  return lines.length > 0 ? lines.join('\n') : 'In no figure of the tables below.'
}

module.exports = { caseTable, hotTable, keyTable, notAhead, aimTable, shortTable }
