const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { COMMANDS } = require('../../lib/cli/commands/index.js')
const { inWordsOfTheCommand } = require('../../lib/cli/words.js')
const { ROOT } = require('../support/script.js')

const CASES = [
  ['There is no such market: getMarkets() lists them.', 'There is no such market: `coinport markets` lists them.'],
  [
    'getMemberLevels() shows which level this needs.',
    '`coinport request GET public/member-levels` shows which level this needs.',
  ],
  ['baseUrl must be an https:// URL', '--base-url must be an https:// URL'],
  ['baseUrl (from COINPORT_BASE_URL) must be a URL', 'COINPORT_BASE_URL must be a URL'],
  ['apiKey must be ASCII', 'the key in --api-key-file must be ASCII'],
  ['apiSecret (from COINPORT_API_SECRET) is in quotes', 'COINPORT_API_SECRET is in quotes'],
  [
    'apiKey is missing: set the environment variable COINPORT_API_KEY, or pass { apiKey } to new CoinPort()',
    'there is no key: set COINPORT_API_KEY or give --api-key-file',
  ],
  [
    'readOnly is set, and this call changes something: make it with a client without readOnly',
    'COINPORT_READ_ONLY is set, and this call changes something: unset it first',
  ],
  [
    'No key was sent: set COINPORT_API_KEY or apiKey. A request of axios has its key in its own Authorization header.',
    'No key was sent: set COINPORT_API_KEY or --api-key-file.',
  ],
  ['Check COINPORT_API_KEY or apiKey.', 'Check COINPORT_API_KEY or --api-key-file.'],
  ['Check the network, or raise connectTimeout.', 'Check the network.'],
  ['The exchange is slow: raise timeout, or try again later.', 'The exchange is slow: try again later.'],
  ['Wait 5 s; a lower rateLimit avoids this.', 'Wait 5 s.'],
  ['getNothing() is no call.', 'getNothing() is no call.'],
]
test('options and calls of the package become flags and commands', () => {
  for (const [text, expected] of CASES) assert.equal(inWordsOfTheCommand(text, COMMANDS), expected)
})

test('no hint of the addon names an option or a call in the words of the command', () => {
  const source = readFileSync(path.join(ROOT, 'src/client/response/hint.rs'), 'utf8').split('#[cfg(test)]')[0]
  const hints = [...source.matchAll(/"([A-Z][^"]* [^"]*)"/g)].map(([, text]) => text)
  assert.ok(hints.length > 25)
  for (const hint of hints) {
    const words = inWordsOfTheCommand(hint, COMMANDS)
    assert.doesNotMatch(
      words,
      /baseUrl|apiKey|apiSecret|connectTimeout|rateLimit|maxResponseSize|raise timeout|get\w+\(\)/,
    )
  }
})
