const assert = require('node:assert/strict')
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { COMMANDS } = require('../../lib/cli/commands/index.js')
const { runShell } = require('../support/command.js')
const { ROOT } = require('../support/script.js')
const { json, serve } = require('../support/server.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { notRunOnWindows, notRunWithout } = require('../support/tools.js')

const DOCUMENT = readFileSync(path.join(ROOT, 'docs/command.md'), 'utf8')

test('docs/command.md names every command and exit code', () => {
  for (const { name } of COMMANDS) assert.match(DOCUMENT, new RegExp(`^\\|.*\`${name}[ \`]`, 'm'), name)
  for (const code of [0, 1, 2]) assert.match(DOCUMENT, new RegExp(`^\\| ${code} \\|`, 'm'))
})

/** The lines of the document's shell blocks, without comments. */
const LINES = [...DOCUMENT.matchAll(/```sh\n([\s\S]+?)```/g)]
  .flatMap(([, block]) => block.trim().split('\n'))
  .map((line) => line.replace(/ +# .*$/, ''))

/** Lines that send a request that may change something. */
const WRITES = /^coinport (?:cancel --|request POST)/
/** Another shell than that of the test reads this script, so its syntax is checked. */
const ZSH = 'completion zsh'

for (const line of LINES) {
  const skip = notRunOnWindows() || (line.includes(ZSH) && notRunWithout('zsh'))
  test(`it runs: ${line}`, { skip }, async (t) => {
    const home = temporaryFolder(t)
    const sandbox = await startSandbox()
    t.after(() => sandbox.close())
    // What is written goes to a server of its own, which has no open orders.
    const { baseUrl, requests } = await serve(t, (request, response) =>
      json(response, request.method === 'POST' ? 201 : 200, '[]'),
    )
    mkdirSync(path.join(home, '.config/fish/completions'), { recursive: true })
    writeFileSync(path.join(home, '.coinport-key'), sandbox.apiKey, { mode: 0o600 })
    const writes = WRITES.test(line)
    const env = {
      HOME: home,
      COINPORT_BASE_URL: writes ? baseUrl : sandbox.url,
      COINPORT_API_KEY: line.includes('--api-key-file') ? '' : sandbox.apiKey,
      KEY: sandbox.apiKey,
    }
    const limited = line.includes('--watch') ? `${line} | head -1` : line
    const script = line.includes(ZSH) ? 'coinport completion zsh | zsh -n' : `pass() { echo "$KEY"; }; ${limited}`
    const { code, stderr } = await runShell(script, { env })
    assert.deepEqual([code, stderr], [0, ''])
    if (writes) assert.ok(requests.length > 0)
  })
}
