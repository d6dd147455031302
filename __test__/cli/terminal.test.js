const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { test } = require('node:test')
const { setTimeout: wait } = require('node:timers/promises')
const path = require('node:path')
const { startSandbox } = require('coinport/sandbox')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { MAIN } = require('../support/command.js')
const { cleanEnvironment } = require('../support/script.js')
const { notRunWithout } = require('../support/tools.js')

const NEEDS = { skip: notRunWithout('tmux') }
const PATIENCE_MS = 30_000

/** Starts a shell in a terminal, until the test ends. */
async function terminal(t, { size = [100, 14], env = {} } = {}) {
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
  tmux('new-session', '-d', '-x', columns, '-y', rows, "PS1='$ ' exec sh")
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

test('tickers --watch redraws in place until Ctrl-C, and then restores the screen', NEEDS, async (t) => {
  const screen = await terminal(t)
  screen.run('tickers --watch --interval 1')
  await screen.until(() => /^aaveaud .*[▲▼]/m.test(screen.text()), 'a change')
  const lines = screen.text().trimEnd().split('\n')
  assert.match(lines[0], /^market +last +change/)
  assert.match(lines.at(-2), /^… and 79 more: name the markets to watch$/)
  assert.match(lines.at(-1), /^89 markets at \d\d:\d\d:\d\d, every 1 s; Ctrl-C to stop$/)
  assert.match(screen.colored(), /\x1b\[3[12]m[\d. ]+/)
  assert.equal(screen.cursor(), '0 1', 'the alternate screen without a cursor')

  screen.tmux('resize-window', '-x', '40', '-y', '8')
  await screen.until(() => /^… and 85 more/m.test(screen.text()), 'the smaller table')
  assert.ok(
    screen
      .text()
      .split('\n')
      .every((line) => line.length <= 40),
  )

  screen.press('C-z')
  await screen.until(() => screen.cursor() === '1 0', 'the normal screen')
  screen.type('fg; echo ended=$?')
  await screen.until(() => screen.cursor() === '0 1', 'the alternate screen again')

  screen.sandbox.fail({ path: 'public/markets/tickers', status: 422, body: { errors: ['x.y'] } })
  await screen.until(() => /^Request failed with status code 422/m.test(screen.text()), 'the failure')
  await screen.until(() => /^89 markets at/m.test(screen.text()), 'the next reading')

  screen.press('C-c')
  await screen.until(() => screen.text().includes('ended=0'), 'the end')
  assert.equal(screen.cursor(), '1 0')
})

const COLORS = [
  { title: 'output to a terminal has colors', env: {}, color: true },
  { title: 'output with NO_COLOR has no colors', env: { NO_COLOR: '1' }, color: false },
]
for (const { title, env, color } of COLORS) {
  test(title, NEEDS, async (t) => {
    const screen = await terminal(t, { env })
    screen.run('tickers btcaud')
    await screen.until(() => screen.text().includes('ended=0'), 'the end')
    assert.match(screen.text(), /^btcaud/m)
    assert.equal(/\x1b\[(3[12]|1)m/.test(screen.colored()), color)
  })
}
