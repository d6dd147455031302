const assert = require('node:assert/strict')
const { test } = require('node:test')
const { terminal } = require('../support/terminal.js')
const { notRunWithout } = require('../support/tools.js')

const NEEDS = { skip: notRunWithout('tmux') }

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

test('a request that may change something is sent only after the answer y', NEEDS, async (t) => {
  const screen = await terminal(t)
  const writes = () => screen.sandbox.requests.filter(({ method }) => method !== 'GET').length
  for (const [answer, sent] of [
    ['n', 0],
    ['', 0],
    ['y', 1],
    ['YES', 1],
  ]) {
    const before = writes()
    screen.tmux('send-keys', 'clear', 'Enter')
    screen.run('request post account/new note=x')
    await screen.until(() => /^Send POST account\/new note=x\? \[y\/N\]/m.test(screen.text()), 'the question')
    assert.equal(writes(), before)
    screen.type(answer)
    await screen.until(() => /^ended=\d/m.test(screen.text()), 'the end')
    assert.equal(writes(), before + sent)
    if (sent === 0) assert.match(screen.text(), /^coinport: not confirmed: nothing was changed\nended=2/m)
  }
  screen.tmux('send-keys', 'clear', 'Enter')
  screen.run('request post account/new note=x')
  await screen.until(() => screen.text().includes('[y/N]'), 'the question')
  screen.press('C-c')
  await screen.until(() => /^ended=\d/m.test(screen.text()), 'the end')
  assert.equal(writes(), 2)
})

test('orders are canceled only after the answer y', NEEDS, async (t) => {
  const screen = await terminal(t)
  const open = () => screen.sandbox.orders.filter(({ state }) => state === 'wait').length
  const before = open()
  assert.ok(before > 1)
  for (const [answer, left, code] of [
    ['n', before, 2],
    ['y', 0, 0],
  ]) {
    screen.tmux('send-keys', 'clear', 'Enter')
    screen.run('cancel --all')
    await screen.until(() => screen.text().includes(`Cancel ${before} open orders? [y/N]`), 'the question')
    assert.equal(open(), before)
    screen.type(answer)
    await screen.until(() => screen.text().includes(`ended=${code}`), 'the end')
    assert.equal(open(), left)
  }
})

test('a key is not typed into the terminal', NEEDS, async (t) => {
  const screen = await terminal(t)
  screen.run('balances --api-key-file -')
  await screen.until(() => screen.text().includes('ended=2'), 'the end')
  assert.match(screen.text(), /standard input is a terminal, which would show the key/)
})
