const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const path = require('node:path')
const { describe, test } = require('node:test')
const { COMMANDS } = require('../../lib/cli/commands/index.js')
const { MAIN, runCommand } = require('../support/command.js')
const { cleanEnvironment } = require('../support/script.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { terminal } = require('../support/terminal.js')
const { notRunOnWindows, notRunWithout } = require('../support/tools.js')

const NAMES = COMMANDS.map(({ name }) => name)

/** The completions of the last word of a line, in the shell's own way. */
const SHELLS = {
  bash: {
    skip: notRunOnWindows() || notRunWithout('bash'),
    complete(script, words) {
      return `
        source ${script}
        COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
        _coinport
        printf '%s\\n' "\${COMPREPLY[@]}"`
    },
  },
  fish: {
    skip: notRunWithout('fish'),
    complete: (script, words) => `source ${script}; complete --do-complete '${words.join(' ')}'`,
  },
}

const LINES = [
  { words: ['coinport', ''], includes: NAMES, excludes: ['--limit'] },
  { words: ['coinport', 'ti'], includes: ['tickers'], excludes: ['trades'] },
  { words: ['coinport', 'orders', '--'], includes: ['--state', '--market', '--json', '--help'], excludes: ['--watch'] },
  { words: ['coinport', 'orders', '--state', ''], includes: ['pending', 'wait', 'done'], excludes: ['tickers', 'buy'] },
  { words: ['coinport', 'orders', '--state', 'wa'], includes: ['wait'], excludes: ['done'] },
  { words: ['coinport', 'candles', 'btcaud', '--period', '1'], includes: ['1', '15', '1440'], excludes: ['5'] },
  { words: ['coinport', '--base-url', 'http://x', 'my-trades', '--s'], includes: ['--side'], excludes: ['--state'] },
  { words: ['coinport', 'completion', ''], includes: ['bash', 'zsh', 'fish'], excludes: ['tickers'] },
  { words: ['coinport', 'balances', '--api-key-file', 'a-k'], includes: ['a-key file'], excludes: ['--json'] },
  { words: ['coinport', 'trades', '--limit', ''], includes: [], excludes: ['--json', 'tickers', 'a-key file'] },
]

for (const [shell, { skip, complete }] of Object.entries(SHELLS)) {
  describe(`completion in ${shell}`, { skip, concurrency: 2 }, () => {
    for (const { words, includes, excludes } of LINES) {
      test(words.join(' '), async (t) => {
        const folder = temporaryFolder(t)
        const script = path.join(folder, 'completion')
        writeFileSync(script, (await runCommand(['completion', shell])).stdout)
        writeFileSync(path.join(folder, 'a-key file'), '')
        const source = complete(script, words)
        const args = shell === 'bash' ? ['--norc', '-c', source] : ['--no-config', '-c', source]
        const options = { cwd: folder, encoding: 'utf8', env: { ...cleanEnvironment(), HOME: folder }, stdio: 'pipe' }
        const lines = execFileSync(shell, args, options).split('\n')
        const found = lines.map((line) => line.split('\t')[0].replace('\\ ', ' '))
        for (const word of includes) assert.ok(found.includes(word), `${word} is missing: ${found}`)
        for (const word of excludes) assert.ok(!found.includes(word), `${word} is there: ${found}`)
      })
    }
  })
}

test('bash completes a value after an equals sign', { skip: SHELLS.bash.skip }, async (t) => {
  const script = path.join(temporaryFolder(t), 'completion')
  writeFileSync(script, (await runCommand(['completion', 'bash'])).stdout)
  const source = `source ${script}; COMP_WORDS=(coinport orders --state = pe); COMP_CWORD=4; _coinport; echo "\${COMPREPLY[@]}"`
  assert.equal(execFileSync('bash', ['--norc', '-c', source], { encoding: 'utf8' }), 'pending\n')
})

test('zsh completes commands, options and values', { skip: notRunWithout('zsh', 'tmux') }, async (t) => {
  const screen = await terminal(t, { shell: 'zsh -f' })
  screen.type(`coinport() { "${process.execPath}" "${MAIN}" "$@" }; autoload -Uz compinit; compinit -D`)
  screen.type('source <(coinport completion zsh); clear')
  for (const [typed, completed] of [
    ['coinport my-', 'coinport my-trades '],
    ['coinport orders --sta', 'coinport orders --state '],
    ['coinport orders --state pe', 'coinport orders --state pending '],
    ['coinport completion fi', 'coinport completion fish '],
  ]) {
    screen.tmux('send-keys', '-l', typed)
    screen.press('Tab')
    await screen.until(() => screen.tmux('capture-pane', '-pN').includes(completed), completed)
    screen.press('C-u')
  }
})
