const { BODIES } = require('./cases.js')
const { drawSvg } = require('./chart.js')
const { caseOf } = require('./figures.js')
const { barPlot, linePlot } = require('./panels.js')

// The plots of the results, for light and for dark pages.

const THEMES = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    faint: '#656d76',
    rule: '#d0d7de',
    ours: '#0969da',
    others: '#afb8c1',
  },
  dark: {
    background: '#0d1117',
    text: '#e6edf3',
    faint: '#8d96a0',
    rule: '#30363d',
    ours: '#4493f8',
    others: '#57606a',
  },
}

/** Every plot in every theme, by name. */
function plots(results) {
  const [balances, tickers, cold] = ['balances-http-32', 'tickers-190-http-32', 'cold-tls'].map((name) =>
    caseOf(results, name),
  )
  const drawn = {
    cost: barPlot('CPU time of the JavaScript thread per call, in µs; less is better', [
      { title: '57 balances, 32 in flight', ...bars(balances, 'thread') },
      { title: '190 tickers, 32 in flight', ...bars(tickers, 'thread') },
    ]),
    forms: barPlot('The same for other forms of these responses', [
      { title: '57 balances, another order, a new field', ...bars(caseOf(results, 'balances-new-http-32'), 'thread') },
      { title: '190 tickers, second documented form', ...bars(caseOf(results, 'tickers-computed-http-32'), 'thread') },
      { title: '190 tickers, a new field', ...bars(caseOf(results, 'tickers-new-http-32'), 'thread') },
    ]),
    growth: linePlot('How the CPU time of the JavaScript thread per call grows, in µs', [
      {
        title: 'with markets (tickers, 32 in flight)',
        ...lines(
          results,
          ['tickers-89', 'tickers-190', 'tickers-500'].map((body) => [`${body}-http-32`, BODIES[body].rows]),
        ),
      },
      {
        title: 'with calls in flight (57 balances)',
        ...lines(
          results,
          [1, 32, 512].map((inFlight) => [`balances-http-${inFlight}`, inFlight]),
        ),
      },
    ]),
    speed: barPlot('Calls per second (more is better), and the first call of a fresh process (less is better)', [
      { title: '57 balances, 32 in flight, calls/s', ...bars(balances, 'perSecond') },
      { title: 'from require to the first balances over TLS, ms', ...bars(cold, 'cold') },
    ]),
  }
  return Object.fromEntries(
    Object.entries(drawn).flatMap(([name, { option, ...size }]) =>
      Object.entries(THEMES).map(([theme, colours]) => [`${name}-${theme}`, drawSvg(size, option(colours))]),
    ),
  )
}

/** One figure of a case, for each client and baseline that has it. */
function bars({ figures }, figure) {
  const measured = Object.entries(figures).filter(([, values]) => values[figure] !== undefined)
  return { names: measured.map(([name]) => name), values: measured.map(([, values]) => values[figure]) }
}

/** The thread time of each client and baseline in some cases, each with its position on the x axis. */
function lines(results, cases) {
  const figures = cases.map(([name]) => caseOf(results, name).figures)
  const names = Object.keys(figures[0]).filter((name) => figures[0][name].thread !== undefined)
  return {
    positions: cases.map(([, position]) => position),
    lines: names.map((name) => ({ name, values: figures.map((all) => all[name].thread) })),
  }
}

module.exports = { plots }
