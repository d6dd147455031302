const assert = require('node:assert/strict')
const { chmodSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { describe, test } = require('node:test')
const { CANARY } = require('../support/canary.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { runCommand, runShell } = require('../support/command.js')
const { start } = require('../support/sandbox.js')
const { notRunOnWindows } = require('../support/tools.js')

const KEY_FILES = [
  { title: 'the key', text: ({ apiKey }) => `${apiKey}\n` },
  {
    title: 'the key and its secret, with line ends of Windows',
    text: ({ apiKey, apiSecret }) => `${apiKey}\r\n${apiSecret}\r\n`,
    signed: true,
  },
  {
    title: 'a key that others can read',
    text: ({ apiKey }) => apiKey,
    mode: 0o644,
    stderr: /warning: other users can read .*chmod 600/,
  },
  {
    title: 'a key in quotes',
    text: () => `"${CANARY}"`,
    code: 2,
    stderr: /the key in --api-key-file is in quotes: remove them/,
  },
  {
    title: 'variables with their values',
    text: () => `COINPORT_API_KEY=${CANARY}\nCOINPORT_API_SECRET=x`,
    code: 2,
    stderr: /the key in --api-key-file has the form NAME=value: give the value alone/,
  },
  { title: 'nothing', text: () => '\n', code: 2, stderr: /is empty/ },
  { title: 'three lines', text: () => `${CANARY}\nb\nc`, code: 2, stderr: /no more lines/ },
  { title: 'too much text', text: () => CANARY.repeat(10_000), code: 2, stderr: /too large/ },
  {
    title: 'a key of two words',
    text: () => `${CANARY} x`,
    code: 2,
    stderr: /the key in --api-key-file must be ASCII without spaces/,
  },
]

describe('--api-key-file', { concurrency: 3 }, () => {
  for (const { title, text, mode = 0o600, signed, code = 0, stderr = /^$/ } of KEY_FILES) {
    // Windows has no file modes.
    test(`--api-key-file with ${title}`, { skip: mode !== 0o600 && notRunOnWindows() }, async (t) => {
      const { sandbox } = await start(t)
      const file = path.join(temporaryFolder(t), 'key')
      writeFileSync(file, text(sandbox))
      chmodSync(file, mode)
      const ran = await runCommand(['balances', '--api-key-file', file], {
        env: { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: 'other', COINPORT_API_SECRET: 'other' },
      })
      assert.equal(ran.code, code, ran.stderr)
      assert.match(ran.stderr, stderr)
      assert.ok(!ran.stderr.includes(CANARY))
      if (code === 0) assert.equal(sandbox.requests.at(-1).headers['x-auth-signature'] !== undefined, signed === true)
    })
  }

  test('a key file may be a pipe, for a command that uses the key twice too', {
    skip: notRunOnWindows(),
  }, async (t) => {
    const { sandbox } = await start(t)
    const env = { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey }
    const { code, stdout } = await runShell(`coinport doctor --api-key-file <(printf %s "$COINPORT_API_KEY")`, { env })
    assert.equal(code, 0, stdout)
    assert.match(stdout, /the key may read balances/)
  })

  const INPUTS = [
    { title: 'the key', input: '%s', code: 0 },
    { title: 'nothing', input: '', code: 2, stderr: /^coinport: standard input is empty/ },
    { title: 'too much text', input: 'a'.repeat(65 * 1024), code: 2, stderr: /^coinport: standard input is too large/ },
  ]
  for (const { title, input, code, stderr = /^$/ } of INPUTS) {
    test(`--api-key-file - reads ${title} from standard input`, { skip: notRunOnWindows() }, async (t) => {
      const { sandbox } = await start(t)
      const env = { COINPORT_BASE_URL: sandbox.url, KEY: sandbox.apiKey, INPUT: input }
      const ran = await runShell('printf "$INPUT" "$KEY" | coinport balances --api-key-file -', { env })
      assert.equal(ran.code, code, ran.stderr)
      assert.match(ran.stderr, stderr)
      assert.equal(sandbox.requests.length, code === 0 ? 1 : 0)
    })
  }

  test('the error for a missing key file does not show its name, which may be the key itself', async () => {
    const { code, stderr } = await runCommand(['balances', '--api-key-file', CANARY])
    assert.equal(code, 2)
    assert.match(stderr, /^coinport: the file for --api-key-file cannot be read \(ENOENT\): [^\n]+\n$/)
    assert.ok(!stderr.includes(CANARY))
  })
})
