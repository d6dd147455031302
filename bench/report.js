const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { CLIENTS, PARSE } = require('./clients.js')
const { plots } = require('./plots.js')

// What the documents show of results.json. A test compares them; `npm run bench` writes them.

const ROOT = path.join(__dirname, '..')
const TITLES = { ...Object.fromEntries(Object.entries(CLIENTS).map(([name, { title }]) => [name, title])) }
TITLES.parse = PARSE.title
TITLES.ceiling = 'the Rust client without JavaScript'

/** The figures in the order of the tables. `more` says that a larger one is the better one. */
const FIGURES = {
  thread: { title: 'JS-thread CPU per call', unit: 'µs' },
  active: { title: 'event loop active per call', unit: 'µs' },
  perSecond: { title: 'calls/s', unit: '', more: true },
  p50: { title: 'p50', unit: 'µs' },
  p99: { title: 'p99', unit: 'µs' },
  cpu: { title: 'CPU per call', unit: 'µs' },
  memory: { title: 'memory', unit: 'MB' },
  delay: { title: 'event-loop delay p99', unit: 'ms' },
  cold: { title: 'from `require` to the data', unit: 'ms' },
}

/** What was promised: the figure of `case`, against each of the others, at least so many times better. */
const PROMISES = [
  { case: 'balances-http-32', figure: 'thread', against: { axios: 12, undici: 4 } },
  { case: 'tickers-190-http-32', figure: 'thread', against: { axios: 5, undici: 2.5, parse: 1 / 0.62 } },
  { case: 'balances-http-32', figure: 'perSecond', against: { axios: 6, undici: 2.2, ceiling: 0.7 } },
  { case: 'balances-http-512', figure: 'perSecond', against: { undici: 2.2 } },
  { case: 'balances-http-512', figure: 'memory', against: { undici: 1 } },
  { case: 'balances-http-1', figure: 'p50', against: { axios: 3.5, undici: 1.35 } },
  { case: 'cold-http', figure: 'cold', against: { axios: 6 } },
  { case: 'cold-tls', figure: 'cold', against: { axios: 6 } },
]

function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

const shown = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2))))
const withUnit = (value, figure) => `${shown(value)} ${FIGURES[figure].unit}`.trim()

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

/** What building a result costs from its packed form, and from JSON. */
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

/** How a call and an error page of 64 KB cost more with a longer key. */
function keyTable({ keyLengths = [] }) {
  const rows = keyLengths.map(({ length, perSecond, thread, errorPage }) => [
    `${shown(length)} characters`,
    shown(perSecond),
    shown(thread),
    shown(errorPage),
  ])
  return table(['key', 'calls/s', 'JS-thread CPU per call, µs', 'CPU per error page, µs'], rows)
}

const allCases = (results) => [...results.cases, ...results.cold]
const caseOf = (results, name) => allCases(results).find((measured) => measured.name === name)

/** How many times better ours is. */
function ratio({ figures }, figure, other) {
  const [ours, theirs] = [figures.coinport[figure], figures[other][figure]]
  return FIGURES[figure].more ? ours / theirs : theirs / ours
}

/** The promises, with what was measured. */
function promiseTable(results) {
  const rows = PROMISES.flatMap(({ case: name, figure, against }) => {
    const measured = caseOf(results, name)
    return Object.entries(against).map(([other, least]) => {
      const found = ratio(measured, figure, other)
      return [
        `${FIGURES[figure].title}, ${measured.title}`,
        withUnit(measured.figures.coinport[figure], figure),
        `${TITLES[other]}: ${withUnit(measured.figures[other][figure], figure)}`,
        times(found),
        times(least),
        found >= least ? 'yes' : '**no**',
      ]
    })
  })
  return table(['', 'coinport', 'compared with', 'times better', 'aim', 'reached'], rows)
}

const times = (value) => `${value.toFixed(value < 10 ? 2 : 0)}×`

/** The few figures that the README shows. */
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

function surroundingsOf({ command, date, machine, rounds, versions }) {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `Medians of ${rounds} interleaved rounds of \`${command}\`, ${date}. ${machine}. Versions: ${list.join(', ')}.`
}

/** The documents with their marked parts made anew, by file. */
function documents(results) {
  const read = (file) => readFileSync(path.join(ROOT, file), 'utf8')
  const cases = allCases(results).map((measured) => `### ${sentence(measured.title)}\n\n${caseTable(measured)}`)
  const parts = {
    'README.md': { benchmark: shortTable(results) },
    'docs/performance.md': {
      surroundings: surroundingsOf(results),
      promises: promiseTable(results),
      'not ahead': notAhead(results),
      'hot calls': hotTable(results),
      'key lengths': keyTable(results),
      figures: cases.join('\n\n'),
    },
  }
  return Object.fromEntries(
    Object.entries(parts).map(([file, marked]) => [
      file,
      Object.entries(marked).reduce((text, [name, content]) => fill(text, name, content, file), read(file)),
    ]),
  )
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1)

function fill(text, name, content, file) {
  const [start, end] = [`<!-- ${name}: made by \`npm run bench\` -->\n`, `\n<!-- end of ${name} -->`]
  const [before, after] = [text.split(start)[0], text.split(end)[1]]
  if (!text.includes(start) || after === undefined) throw new Error(`${file} has no marks for "${name}"`)
  return `${before}${start}\n${content}\n${end}${after}`
}

/** Everything that follows from the results, by file. */
function reports(results) {
  const images = Object.entries(plots(results)).map(([name, svg]) => [`docs/performance/${name}.svg`, svg])
  return { ...documents(results), ...Object.fromEntries(images) }
}

/** Writes it; gives the names of the files. */
function writeReports(results) {
  mkdirSync(path.join(ROOT, 'docs/performance'), { recursive: true })
  return Object.entries(reports(results)).map(([file, content]) => {
    writeFileSync(path.join(ROOT, file), content)
    return file
  })
}

module.exports = { caseTable, hotTable, keyTable, reports, writeReports }
