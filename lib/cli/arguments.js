const { parseArgs } = require('node:util')

/** The command line is wrong. */
class UsageError extends Error {}

/** Options that every command has. */
const COMMON = {
  json: { type: 'boolean', help: 'print JSON, for programs' },
  'base-url': {
    type: 'string',
    value: 'url',
    help: 'base URL of the exchange (default: COINPORT_BASE_URL, else CoinPort)',
  },
  'api-key-file': {
    type: 'string',
    value: 'file',
    help: 'a file with the key, and its secret on a second line if it has one',
  },
  help: { type: 'boolean', short: 'h', help: 'this help' },
  version: { type: 'boolean', short: 'V', help: 'the version' },
}

/** Names under which a user may try to pass a key. */
const KEY_OPTIONS = ['api-key', 'apikey', 'api-secret', 'apisecret', 'key', 'secret', 'token', 'password']

/**
 * The command with its arguments and options. There may be no command if help or the version is asked for. Messages do
 * not show the value of an option: it may be a key.
 */
function readArguments(argv, commands) {
  refuseKeys(argv)
  const [name] = positionalsOf(argv, commands)
  const command = commands.find((candidate) => candidate.name === name)
  const options = { ...command?.options, ...COMMON }
  const { values, positionals } = parse(argv, options)
  if (values.version || values.help) return { command, args: [], values }
  if (name === undefined) throw new UsageError('name a command, such as tickers; `coinport --help` lists them')
  if (!command) throw new UsageError('no such command; `coinport --help` lists them')
  const args = positionals.slice(1)
  const { least = 0, most = 0 } = command.takes ?? {}
  if (args.length < least || args.length > most) {
    throw new UsageError(`wrong number of arguments: coinport ${command.usage}`)
  }
  return { command, args, values }
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
    throw new UsageError(`${error.message.split(/\. |\n/)[0]}; \`coinport --help\` lists the options`)
  }
}

/** The fields of the options that `parseArgs` accepts. */
function typesOf(options) {
  const entries = Object.entries(options)
  return Object.fromEntries(entries.map(([name, { type, short }]) => [name, short ? { type, short } : { type }]))
}

/** The whole number in an option, or undefined if it is not given. */
function wholeNumber(values, name, least, most) {
  const text = values[name]
  if (text === undefined) return undefined
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`)
}

module.exports = { COMMON, UsageError, readArguments, wholeNumber }
