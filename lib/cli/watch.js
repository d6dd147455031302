const { setTimeout: wait } = require('node:timers/promises')
const { CoinPortError, ConfigError } = require('../errors.js')
const { printable, printableJson } = require('./output.js')
const { Screen } = require('./screen.js')

/**
 * Reads repeatedly. A terminal is redrawn in place; other outputs get the rows that changed, or with JSON one line for
 * each reading. If the first reading fails, the command fails; a later failure is shown and the next reading follows.
 */
async function watch(output, { read, rowsOf, columns, seconds }) {
  const show = viewFor(output, { rowsOf, columns, seconds, screen: output.isTerminal && !output.json })
  let data = await read()
  show(data, undefined)
  for (;;) {
    await wait(seconds * 1000)
    const before = data
    let problem
    try {
      data = await read()
    } catch (error) {
      if (!(error instanceof CoinPortError) || error instanceof ConfigError) throw error
      problem = printable(error.message)
    }
    show(data, before, problem)
  }
}

function viewFor(output, { rowsOf, columns, seconds, screen }) {
  if (screen) return inPlace(output, new Screen(output), { rowsOf, columns, seconds })
  return (data, before, problem) => {
    if (problem) process.stderr.write(`coinport: ${problem}\n`)
    else if (output.json) output.line(printableJson(data))
    else {
      const rows = rowsOf(data, before)
      const changed = before ? rows.filter(hasChanged) : rows
      for (const line of output.table(columns, changed, { title: !before })) output.line(line)
    }
  }
}

const hasChanged = ({ ticker, before }) => !before || Object.keys(ticker).some((name) => ticker[name] !== before[name])

function inPlace(output, screen, { rowsOf, columns, seconds }) {
  return (data, before, problem) => {
    const read = new Date().toTimeString().slice(0, 8)
    screen.draw(() => {
      const { rows: height, columns: width } = output.size
      const rows = rowsOf(data, before)
      const shown = rows.slice(0, Math.max(1, height - 4))
      const left = rows.length - shown.length
      const status = problem ?? `${rows.length} markets at ${read}, every ${seconds} s; Ctrl-C to stop`
      return [
        ...output.table(columns, shown, { width }),
        left > 0 ? output.style(`… and ${left} more: name the markets to watch`.slice(0, width), 'dim') : '',
        output.style([...status].slice(0, width).join(''), problem ? 'red' : 'dim'),
      ]
    })
  }
}

module.exports = { watch }
