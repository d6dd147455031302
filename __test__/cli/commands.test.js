const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const { once } = require('node:events')
const { chmodSync, readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { before, after, test } = require('node:test')
const { CoinPort } = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { compare } = require('../../lib/cli/decimal.js')
const { CANARY } = require('../support/canary.js')
const { folder } = require('../support/certificates.js')
const { MAIN, runCommand, startCommand } = require('../support/command.js')
const { cleanEnvironment } = require('../support/script.js')
const { serve, json } = require('../support/server.js')
const { notRunOnWindows } = require('../support/tools.js')

let sandbox
let env
before(async () => {
  sandbox = await startSandbox({ balances: { btc: '0.03125', aud: { balance: '1520.5', locked: '2.25' } } })
  env = { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey }
})
after(() => sandbox.close())

const READS = [
  {
    args: ['tickers'],
    lines: 90,
    head: /^market +last +change +low +high +amount +volume$/,
    json: (data) => data.btcaud.ticker.last,
  },
  { args: ['tickers', 'btcaud', 'ETHAUD'], lines: 3, head: /^market/, json: (data) => Object.keys(data).length === 2 },
  { args: ['balances'], lines: 58, head: /^currency +balance +locked$/, json: (data) => data.length === 57 },
  { args: ['balances', '--nonzero'], lines: 3, head: /^currency/, json: (data) => data[0].balance === '1520.5' },
  { args: ['markets'], lines: 90, head: /^market +name +base +quote +min amount/, json: (data) => data[0].base_unit },
  {
    args: ['trades', 'btcaud', '--limit', '4'],
    lines: 5,
    head: /^time \(UTC\) +side +price/,
    json: (data) => data[3].price,
  },
  {
    args: ['book', 'btcaud', '--limit=3'],
    lines: 4,
    head: /bid +ask +ask amount$/,
    json: (data) => data.asks.length === 3,
  },
  {
    args: ['candles', 'btcaud', '--period', '60', '--limit', '2'],
    lines: 3,
    head: /^time \(UTC\) +open/,
    json: (data) => data[1].length === 6,
  },
  { args: ['orders', '--limit', '2'], lines: 3, head: /id +market +side/, json: (data) => data[1].side },
  { args: ['doctor'], lines: 8, head: /^ok +setup +coinport \d/, json: (data) => data.at(-1).check === 'balances' },
]
for (const { args, lines, head, json: holds } of READS) {
  test(`coinport ${args.join(' ')}: a table in a pipe, and JSON`, async () => {
    const { code, stdout, stderr } = await runCommand(args, { env })
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout.split('\n')[0], head)
    assert.equal(stdout.split('\n').length, lines + 1)
    assert.ok(!stdout.includes('\x1b') && !/ $/m.test(stdout))

    const told = await runCommand([...args, '--json'], { env })
    assert.deepEqual([told.code, told.stderr], [0, ''])
    assert.ok(holds(JSON.parse(told.stdout)))
  })
}

const USAGE = [
  [[], /name a command/],
  [['nope'], /no such command/],
  [['trades'], /number of arguments: coinport trades <market>/],
  [['book', 'btcaud', 'ethaud'], /number of arguments/],
  [['balances', '--nonZero'], /Unknown option '--nonZero'/],
  [['balances', '--nonzero=1'], /--nonzero' does not take an argument/],
  [['trades', 'btcaud', '--limit', '0'], /--limit must be a whole number from 1 to 1000/],
  [['trades', 'btcaud', '--limit'], /--limit <value>' argument missing/],
  [['tickers', '--interval', '5'], /--interval needs --watch/],
  [['candles', 'btcaud', '--period', '7'], /period must be/],
  [['trades', '../x'], /market must be a name/],
  [['tickers', '--base-url', 'http://exchange.example'], /baseUrl/],
  [['sandbox', '--port', '99999'], /--port must be/],
  [['sandbox', '--base-url', 'http://127.0.0.1:1'], /--base-url cannot be used with sandbox/],
]
for (const [args, message] of USAGE) {
  test(`coinport ${args.join(' ')}: wrong usage, one line, exit 2`, async () => {
    const { code, stdout, stderr } = await runCommand(args, { env })
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, message)
    assert.match(stderr, /^coinport: [^\n]+\n$/)
  })
}

test('--help and --version, of the whole and of each command', async () => {
  const { stdout, code } = await runCommand(['--help'])
  assert.equal(code, 0)
  assert.match(stdout, /^Usage: coinport <command>/)
  const { version } = require('../../package.json')
  assert.equal((await runCommand(['--version'])).stdout, `${version}\n`)
  for (const { args } of READS) {
    assert.ok(stdout.includes(`\n  ${args[0]}`))
    const { stdout: own } = await runCommand([args[0], '--help'])
    assert.match(own, new RegExp(`^Usage: coinport ${args[0]}`))
  }
})

for (const args of [
  [`--api-key=${CANARY}`],
  ['--api-key', CANARY],
  ['--token', CANARY],
  ['--apiSecret', CANARY],
  [`--frob=${CANARY}`],
]) {
  test(`a key in the argument ${args[0].split('=')[0]} is refused and not shown`, async () => {
    const { code, stdout, stderr } = await runCommand(['balances', ...args], { env })
    assert.deepEqual([code, stdout], [2, ''])
    assert.ok(!stderr.includes(CANARY))
    if (!args[0].startsWith('--frob')) assert.match(stderr, /is not accepted: .*COINPORT_API_KEY or give --api-key-file/)
  })
}

const KEY_FILES = [
  { title: 'the key', text: () => `${sandbox.apiKey}\n` },
  {
    title: 'the key and its secret, with line ends of Windows',
    text: () => `${sandbox.apiKey}\r\n${sandbox.apiSecret}\r\n`,
    signed: true,
  },
  {
    title: 'a key that others may read',
    text: () => sandbox.apiKey,
    mode: 0o644,
    stderr: /warning: other users can read .*chmod 600/,
  },
  { title: 'nothing', text: () => '\n', code: 2, stderr: /is empty/ },
  { title: 'three lines', text: () => `${CANARY}\nb\nc`, code: 2, stderr: /no more lines/ },
  { title: 'a whole film', text: () => CANARY.repeat(10_000), code: 2, stderr: /too large/ },
  { title: 'a key of two words', text: () => `${CANARY} x`, code: 2, stderr: /apiKey must be ASCII without spaces/ },
]
for (const { title, text, mode = 0o600, signed, code = 0, stderr = /^$/ } of KEY_FILES) {
  // Windows has no such modes.
  test(`--api-key-file with ${title}`, { skip: mode !== 0o600 && notRunOnWindows() }, async (t) => {
    const file = path.join(folder(t), 'key')
    writeFileSync(file, text())
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

test('a key out of a pipe, for the command that uses it twice', { skip: notRunOnWindows() }, async () => {
  const { code, stdout } = await shell(`coinport doctor --api-key-file <(printf %s "$COINPORT_API_KEY")`)
  assert.equal(code, 0, stdout)
  assert.match(stdout, /the key may read balances/)
})

test('a key file that is not there, and may be the key itself, is not named', async () => {
  const { code, stderr } = await runCommand(['balances', '--api-key-file', CANARY], { env })
  assert.equal(code, 2)
  assert.match(stderr, /^coinport: the file of --api-key-file cannot be read \(ENOENT\): [^\n]+\n$/)
  assert.ok(!stderr.includes(CANARY))
})

test('a failing call: one line with what to do, exit 1', async () => {
  const wrong = await runCommand(['balances'], { env: { ...env, COINPORT_API_KEY: CANARY } })
  assert.deepEqual([wrong.code, wrong.stdout], [1, ''])
  assert.match(
    wrong.stderr,
    /^coinport: Request failed with status code 401: jwt\.decode_and_verify [^\n]+\. The token is not valid[^\n]+\n$/,
  )
  assert.ok(!wrong.stderr.includes(CANARY))
  const missing = await runCommand(['balances'], { env: { COINPORT_BASE_URL: sandbox.url } })
  assert.equal(missing.code, 2)
  assert.match(missing.stderr, /^coinport: there is no key: set COINPORT_API_KEY or .*--api-key-file\n$/)
  const unknown = await runCommand(['tickers', 'btcaud', 'nope'], { env })
  assert.equal(unknown.code, 1)
  assert.match(unknown.stdout, /^btcaud/m)
  assert.match(unknown.stderr, /^coinport: no such market: nope\. .*coinport markets/)
})

test('money is printed as it was sent, and the columns align at the point', async (t) => {
  const amounts = ['"0.000000000000000000001"', '123456789012345678901234567890.5', '1.50', '7', '"0.0"']
  const rows = amounts.map((amount, index) => `{"currency":"c${index}","balance":${amount},"locked":"0"}`)
  const { baseUrl } = await serve(t, `[${rows}]`)
  const { stdout } = await runCommand(['balances'], { env: { ...env, COINPORT_BASE_URL: baseUrl } })
  const shown = stdout.split('\n').slice(1, -1)
  assert.deepEqual(
    shown.map((line) => line.split(/ +/)[1]),
    amounts.map((amount) => amount.replaceAll('"', '')),
  )
  const points = shown.map((line) => line.indexOf('.')).filter((place) => place !== -1)
  assert.equal(new Set(points).size, 1)
})

const HOSTILE = 'a\x1b[2J\x1b]0;title\x07\u009b31m\u202eevil\r\nline\u2028b\u200b'
const VISIBLE_ONLY = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u

test('text of a hostile server moves no cursor: in tables, in JSON, in errors', async (t) => {
  const market = JSON.parse(readFileSync(path.join(__dirname, '../fixtures/getMarkets.json'), 'utf8'))[0]
  const row = { ...market, name: HOSTILE, state: HOSTILE, extra: { [HOSTILE]: HOSTILE } }
  const good = await serve(t, JSON.stringify([row]))
  const table = await runCommand(['markets'], { env: { COINPORT_BASE_URL: good.baseUrl } })
  assert.equal(table.stdout.split('\n').length, 3)
  const text = await runCommand(['markets', '--json'], { env: { COINPORT_BASE_URL: good.baseUrl } })
  assert.deepEqual(JSON.parse(text.stdout), [row])
  const bad = await serve(t, (_request, response) => json(response, 422, JSON.stringify({ errors: [HOSTILE] })))
  const failed = await runCommand(['balances'], { env: { ...env, COINPORT_BASE_URL: bad.baseUrl } })
  assert.match(failed.stderr, /^coinport: [^\n]*evil[^\n]*\n$/)
  const unknown = await runCommand(['tickers', HOSTILE], { env })
  for (const shown of [table.stdout, text.stdout, failed.stderr, unknown.stderr]) {
    for (const line of shown.split('\n')) assert.match(line, VISIBLE_ONLY)
  }
})

/** Runs a line of shell in which `coinport` is the command. */
function shell(line) {
  const script = `set -o pipefail; coinport() { "${process.execPath}" "${MAIN}" "$@"; }; ${line}`
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { env: { ...cleanEnvironment(), ...env } }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}

for (const line of ['coinport tickers | head -1', 'coinport tickers --watch --interval 1 btcaud | head -3']) {
  test(`a reader that has enough: ${line}`, { skip: notRunOnWindows() }, async () => {
    const { code, stdout, stderr } = await shell(line)
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^market/)
  })
}

test('--watch --json in a pipe: a reading on each line', { skip: notRunOnWindows() }, async () => {
  const { code, stdout } = await shell('coinport tickers btcaud --watch --interval 1 --json | head -2')
  const readings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).btcaud.ticker.last)
  assert.deepEqual([code, readings.length], [0, 2])
  assert.notEqual(readings[0], readings[1])
})

test('--watch: the first reading must succeed, a later failure is told and tried again', {
  skip: notRunOnWindows(),
}, async (t) => {
  const down = await startSandbox()
  t.after(() => down.close())
  const its = { COINPORT_BASE_URL: down.url }
  down.fail({ path: 'public/markets/tickers', status: 422, body: { errors: ['first'] } })
  assert.equal((await runCommand(['tickers', '--watch'], { env: its })).code, 1)

  const child = startCommand(['tickers', 'btcaud', '--watch', '--interval', '1'], { env: its })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  down.fail({ path: 'public/markets/tickers', status: 422, body: { errors: ['later'] } })
  const [told] = await once(child.stderr, 'data')
  assert.match(String(told), /^coinport: Request failed with status code 422: later/)
  assert.match(String((await once(child.stdout, 'data'))[0]), /^btcaud/)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM'])
})

test('coinport sandbox answers until Ctrl-C, and says how to reach it', { skip: notRunOnWindows() }, async (t) => {
  const child = startCommand(['sandbox', '--json'])
  t.after(() => child.kill('SIGKILL'))
  const { url, apiKey, apiSecret } = JSON.parse((await once(child.stdout, 'data'))[0])
  assert.equal((await new CoinPort({ baseUrl: url, apiKey, apiSecret }).getBalances()).length, 57)
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'exit'), [0, null])

  const { port } = new URL(sandbox.url)
  const taken = await runCommand(['sandbox', '--port', port])
  assert.equal(taken.code, 2)
  assert.match(taken.stderr, new RegExp(`^coinport: port ${port} cannot be used \\(EADDRINUSE\\)`))

  const shown = startCommand(['sandbox'])
  t.after(() => shown.kill('SIGKILL'))
  let text = ''
  for await (const part of shown.stdout) {
    text += part
    if (text.includes('Ctrl-C')) break
  }
  const exported = Object.fromEntries([...text.matchAll(/export (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]))
  const { code, stdout } = await runCommand(['balances', '--nonzero'], { env: exported })
  assert.equal(code, 0)
  assert.match(stdout, /^btc/m)
})

const ORDER = [
  ['1', '1.0', 0],
  ['0.30000000000000004', '0.30000000000000003', 1],
  ['9007199254740993', '9007199254740992', 1],
  ['-1', '0.5', -1],
  ['-0', '0', 0],
  ['+1.5', '1.50', 0],
  ['10', '9.99', 1],
  ['1e5', '1', 0],
  ['9'.repeat(101), '1', 0],
]
test('decimals are compared exactly', () => {
  for (const [left, right, expected] of ORDER) {
    assert.equal(compare(left, right), expected, `${left} ${right}`)
    assert.equal(compare(right, left), expected === 0 ? 0 : -expected)
  }
})
