const { COMMON, titleOf, usageOf } = require('./arguments.js')

const ENVIRONMENT = [
  ['COINPORT_API_KEY', 'the key, for balances and orders'],
  ['COINPORT_API_SECRET', 'its secret, for a key that signs requests'],
  ['COINPORT_BASE_URL', 'base URL of the exchange'],
  ['COINPORT_LOG', 'debug prints a line for each attempt to standard error'],
  ['NO_COLOR', 'turns colors off'],
]
const EXIT_CODES = [
  ['0', 'success'],
  ['1', 'the call failed'],
  ['2', 'wrong usage or settings; nothing was sent'],
]

/** The help for one command, or for all of them. */
function helpFor(command, commands) {
  if (command) {
    const parts = [
      `Usage: coinport ${usageOf(command)}`,
      [`${command.summary}.`, command.notes].filter(Boolean).join(' '),
    ]
    if (command.options) parts.push(section('Options', rows(command.options)))
    return paragraphs(...parts, section('Options of every command', rows(COMMON)))
  }
  return paragraphs(
    'Usage: coinport <command> [options]',
    'The CoinPort exchange on the command line.',
    section(
      'Commands',
      commands.map((command) => [titleOf(command), command.summary]),
    ),
    section('Options of every command', rows(COMMON)),
    section('Environment', ENVIRONMENT),
    section('Exit codes', EXIT_CODES),
  )
}

const rows = (options) =>
  Object.entries(options).map(([name, { short, value, help }]) => [
    `${short ? `-${short}, ` : ''}--${name}${value ? ` <${value}>` : ''}`,
    help,
  ])

function section(title, entries) {
  const width = Math.max(...entries.map(([name]) => name.length))
  return [`${title}:`, ...entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n')
}

const paragraphs = (...parts) => `${parts.join('\n\n')}\n`

module.exports = { helpFor }
