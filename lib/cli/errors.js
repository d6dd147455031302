const { ConfigError, CoinPortError } = require('../errors.js')
const { printable } = require('../printable.js')
const { COMMANDS } = require('./commands/index.js')
const { inWordsOfTheCommand } = require('./words.js')
const { printableJson } = require('./output.js')
const { UsageError } = require('./usage-error.js')

/** The fields of an error that `--json` shows, in this order. */
const FIELDS = ['name', 'message', 'hint', 'code', 'status', 'errors', 'outcome', 'retryAfter', 'attempts']

/** Prints an error to stderr, as one line or as JSON, and returns the exit code. */
function reportError(error, { json }) {
  const shown = describe(error)
  process.stderr.write(json ? `${printableJson({ error: shown })}\n` : `coinport: ${lineOf(shown)}\n`)
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1
}

function describe(error) {
  // Any other error is a defect: its stack shows where.
  if (!(error instanceof UsageError || error instanceof CoinPortError)) return { name: 'Error', message: error.stack }
  const fields = FIELDS.filter((name) => error[name] !== undefined).map((name) => [name, error[name]])
  const shown = Object.fromEntries(fields)
  for (const name of ['message', 'hint']) {
    if (shown[name]) shown[name] = inWordsOfTheCommand(shown[name], COMMANDS)
  }
  return shown
}

function lineOf({ message, hint }) {
  return [message, hint]
    .filter(Boolean)
    .map((text) => text.split('\n').map(printable).join('\n'))
    .join('. ')
}

module.exports = { reportError }
