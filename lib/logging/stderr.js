const { Console } = require('node:console')
const { printable } = require('../printable.js')

/** What each value of COINPORT_LOG shows. Failed calls are logged with `warn`, everything else with `debug`. */
const SHOWN = { debug: ['debug', 'warn'], info: ['warn'], warn: ['warn'], error: [] }

/** Text that may stand without quotes. */
const PLAIN = /^[\w./{}:-]+$/

/** A logger that writes lines to stderr, for a value of COINPORT_LOG. Undefined if it shows nothing. */
function stderrLogger(value) {
  if (!value) return undefined
  const level = value.toLowerCase()
  if (!Object.hasOwn(SHOWN, level)) {
    process.emitWarning(`COINPORT_LOG must be ${Object.keys(SHOWN).join(', ')} or unset: coinport logs nothing`)
    return undefined
  }
  const shown = SHOWN[level]
  if (shown.length === 0) return undefined
  // A console of its own: that of the process may be replaced, and a closed stderr must not end the process.
  const output = new Console(process.stderr)
  const write = (level) => (message, fields) => {
    if (shown.includes(level)) output.log(lineOf(level, message, fields))
  }
  return { debug: write('debug'), warn: write('warn') }
}

/** For example `2026-11-24T09:30:05.123Z debug coinport getTickers took 12 ms method=GET status=200`. */
function lineOf(level, message, fields) {
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${quoted(String(value))}`)
  return printable([new Date().toISOString(), level, message, ...pairs].join(' '))
}

const quoted = (text) => (PLAIN.test(text) ? text : JSON.stringify(text))

module.exports = { stderrLogger }
