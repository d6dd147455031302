const { parseArgs } = require('node:util')
const { suggest } = require('./suggest.js')
const { UsageError } = require('./usage-error.js')

/** Options that every command has. */
const COMMON = {
  json: { type: 'boolean', help: 'print JSON, for programs; errors too, to standard error' },
  'base-url': {
    type: 'string',
    value: 'url',
    help: 'base URL of the exchange (default: COINPORT_BASE_URL, else CoinPort)',
  },
  'api-key-file': {
    type: 'string',
    value: 'file',
    files: true,
    help: 'a file with the key, and its secret on a second line if it has one; - reads standard input',
  },
  help: { type: 'boolean', short: 'h', help: 'this help' },
  version: { type: 'boolean', short: 'V', help: 'the version' },
}

/** Names under which a user may try to pass a key. */
const KEY_OPTIONS = ['api-key', 'apikey', 'api-secret', 'apisecret', 'key', 'secret', 'token', 'password']

/**
 * The command with its arguments and options. There may be no command if help or the version is asked for. Messages do
 * not show what the user typed: it may be a key.
 */
function readArguments(argv, commands) {
  refuseKeys(argv)
  const [name] = positionalsOf(argv, commands)
  const command = commands.find((candidate) => candidate.name === name)
  const options = { ...command?.options, ...COMMON }
  const { values, positionals } = parse(argv, options)
  if (values.version || values.help) return { command, args: [], values }
  if (name === undefined) throw new UsageError('name a command, such as tickers; `coinport --help` lists them')
  if (!command) throw new UsageError(`no such command; ${advice(name, commands)}`)
  const args = positionals.slice(1)
  const { least, most } = countsOf(command)
  if (args.length < least || args.length > most) {
    throw new UsageError(`wrong number of arguments: coinport ${usageOf(command)}`)
  }
  return { command, args, values: readValues(values, options) }
}

/** How a command is written: its name and arguments, and its own options. */
function usageOf({ options = {}, ...command }) {
  const own = Object.entries(options).map(([name, { value }]) => ` [--${name}${value ? ` <${value}>` : ''}]`)
  return titleOf(command) + own.join('')
}

/** The name of a command with its arguments: `<one>`, `[one that may be left out]`, `[any number…]`. */
const titleOf = ({ name, takes = [] }) => [name, ...takes].join(' ')

function countsOf({ takes = [] }) {
  const least = takes.filter((argument) => argument.startsWith('<')).length
  return { least, most: takes.some((argument) => argument.includes('…')) ? Number.POSITIVE_INFINITY : takes.length }
}

function advice(name, commands) {
  const names = [...commands.map((command) => command.name), ...Object.keys(COMMON)]
  const meant = suggest(name, names)
  if (meant === undefined) return '`coinport --help` lists them'
  return `did you mean \`coinport ${meant in COMMON ? '--' : ''}${meant}\`?`
}

/** Parses with the options of all commands, because the command is not known yet. */
function positionalsOf(argv, commands) {
  const options = Object.assign({}, ...commands.map((command) => command.options), COMMON)
  return parseArgs({ args: argv, options: typesOf(options), allowPositionals: true, strict: false }).positionals
}

function refuseKeys(argv) {
  const named = argv.find((argument) => KEY_OPTIONS.includes(/^--?([^=]*)/.exec(argument)?.[1].toLowerCase()))
  if (named === undefined) return
  throw new UsageError(
    `${named.split('=')[0]} is not accepted: other users of this machine can see arguments, and shells store them. ` +
      'Set COINPORT_API_KEY or give --api-key-file. If this key is real, replace it',
  )
}

function parse(argv, options) {
  try {
    return parseArgs({ args: argv, options: typesOf(options), allowPositionals: true })
  } catch (error) {
    if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error
    // The other sentences are about the API of parseArgs.
    throw new UsageError(`${error.message.split(/\.(?: |\n|$)|\n/)[0]}; \`coinport --help\` lists the options`)
  }
}

/** The fields of the options that `parseArgs` accepts. */
function typesOf(options) {
  const entries = Object.entries(options)
  return Object.fromEntries(entries.map(([name, { type, short }]) => [name, short ? { type, short } : { type }]))
}

/** The values of the options, checked and converted. */
function readValues(given, options) {
  const read = ([name, option]) => {
    const value = given[name]
    return [name, value === undefined ? option.default : (option.read?.(value, name) ?? value)]
  }
  return Object.fromEntries(Object.entries(options).map(read))
}

module.exports = { COMMON, readArguments, titleOf, usageOf }
