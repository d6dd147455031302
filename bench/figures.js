const { CLIENTS, PARSE } = require('./clients.js')

// The figures that are measured, and how documents and plots show them.

/** The figures in the order of the tables. `more`: a larger value is better. */
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

/** The titles of the clients and of the two baselines. */
const TITLES = {
  ...Object.fromEntries(Object.entries(CLIENTS).map(([name, { title }]) => [name, title])),
  parse: PARSE.title,
  ceiling: 'the Rust client without JavaScript',
}

const allCases = ({ cases, cold }) => [...cases, ...cold]
const caseOf = (results, name) => allCases(results).find((measured) => measured.name === name)

/** A number in two digits, or as a whole number from 100 on. */
const shown = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2))))
const withUnit = (value, figure) => `${shown(value)} ${FIGURES[figure].unit}`.trim()

module.exports = { FIGURES, TITLES, allCases, caseOf, shown, withUnit }
