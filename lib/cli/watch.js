const { setTimeout: wait } = require('node:timers/promises')
const { CoinPortError, ConfigError } = require('../errors.js')
const { printable } = require('../printable.js')
const { printableJson } = require('./output.js')
const { Screen } = require('./screen.js')

/**
 * Shows `data`, and then reads repeatedly. A terminal is redrawn in place; other outputs get the rows that changed, or with
 * JSON one line for each reading. If a reading fails, the reason is shown and the next reading follows.
 */
async function watch(output, data, { read, rowsOf, columns, seconds }) {
  const show = viewFor(output, { rowsOf, columns, seconds, screen: output.isTerminal && !output.json })
  show(data, undefined)
  for (let now = data; ; ) {
    await wait(seconds * 1000)
    const before = now
    let problem
    try {
      now = await read()
    } catch (error) {
      if (!(error instanceof CoinPortError) || error instanceof ConfigError) throw error
      problem = printable(error.message)
    }
    show(now, before, problem)
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
