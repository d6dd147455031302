const ENDPOINTS = require('../generated/endpoints.js')

// Messages and hints speak of the options and calls of the package. A user of the command has flags and commands.

/** Advice that the command has no flag for. */
const WITHOUT_FLAG = [
  [/[,;] or raise (connectTimeout|maxResponseSize|timeout)\b/g, ''],
  [/\braise (connectTimeout|maxResponseSize|timeout), or /g, ''],
  [/[:;] a lower rateLimit (avoids|does) (this|that)/g, ''],
  [/ or the (ca|proxy) option\b/g, ''],
  [/ in the options of the call\b/g, ''],
  [/, or with allowInsecure: true/g, ''],
  [/ A request of axios [^.]*\./g, ''],
]

/** Settings that the command has under another name. */
const SETTINGS = [
  [/^apiKey is missing: .*/, 'there is no key: set COINPORT_API_KEY or give --api-key-file'],
  [/^readOnly is set, (.*): .*/, 'COINPORT_READ_ONLY is set, $1: unset it first'],
]

/** Where a value comes from, and the key and its secret where a text does not speak of them as options. */
const SOURCES = [
  [/\b\w+ \(from ([A-Z_]+)\)/g, '$1'],
  [/^apiKey\b/, 'the key in --api-key-file'],
  [/^apiSecret\b/, 'the secret in --api-key-file'],
  [/\btheir apiSecret\b/g, 'their secret'],
]

const OPTIONS = {
  baseUrl: '--base-url',
  apiKey: '--api-key-file',
  apiSecret: 'the second line of --api-key-file',
  connectTimeout: 'the time limit of a connection',
  maxResponseSize: 'the limit of its size',
  rateLimit: 'the rate limit',
}
const OPTION = new RegExp(`\\b(?:${Object.keys(OPTIONS).join('|')})\\b`, 'g')

/** A text with the words of the command instead of those of the package. */
function inWordsOfTheCommand(text, commands) {
  const shortened = [...WITHOUT_FLAG, ...SETTINGS, ...SOURCES].reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    text,
  )
  return shortened
    .replace(OPTION, (name) => OPTIONS[name])
    .replace(/\b(get\w+)\(\)/g, (call, name) => commandFor(name, commands) ?? call)
}

/** The command that makes this call. */
function commandFor(call, commands) {
  const command = commands.find((candidate) => candidate.call === call)
  if (command) return `\`coinport ${command.name}\``
  const endpoint = ENDPOINTS.find(({ name }) => name === call)
  return endpoint && `\`coinport request ${endpoint.method} ${endpoint.path}\``
}

module.exports = { inWordsOfTheCommand }
