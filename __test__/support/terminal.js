const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { setTimeout: wait } = require('node:timers/promises')
const path = require('node:path')
const { startSandbox } = require('coinport/sandbox')
const { MAIN } = require('./command.js')
const { cleanEnvironment } = require('./script.js')
const { temporaryFolder } = require('./temporary-folder.js')

const PATIENCE_MS = 30_000

/** Starts a shell in a terminal, until the test ends. */
async function terminal(t, { size = [100, 14], env = {}, shell = 'sh' } = {}) {
  const sandbox = await startSandbox()
  t.after(() => sandbox.close())
  let socket
  // Registered before the folder, so that tmux ends before its socket is removed.
  t.after(() => tmux('kill-server'))
  socket = path.join(temporaryFolder(t), 'tmux')
  const [columns, rows] = size.map(String)
  const own = { ...cleanEnvironment(), COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey, ...env }
  const tmux = (...args) =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { env: own, encoding: 'utf8' })
  tmux('new-session', '-d', '-x', columns, '-y', rows, `PS1='$ ' exec ${shell}`)
  const terminal = {
    sandbox,
    tmux,
    text: () => tmux('capture-pane', '-p'),
    colored: () => tmux('capture-pane', '-pe'),
    cursor: () => tmux('display', '-p', '#{cursor_flag} #{alternate_on}').trim(),
    type: (line) => tmux('send-keys', line, 'Enter'),
    press: (key) => tmux('send-keys', key),
    async until(holds, what) {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(50)) if (holds()) return
      assert.fail(`${what} did not come:\n${terminal.text()}`)
    },
  }
  terminal.run = (line) => terminal.type(`"${process.execPath}" "${MAIN}" ${line}; echo ended=$?`)
  await terminal.until(() => terminal.text().includes('$'), 'the prompt')
  return terminal
}

module.exports = { terminal }
