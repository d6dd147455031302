const assert = require('node:assert/strict')
const { once } = require('node:events')
const { after, before, describe, test } = require('node:test')
const { CoinPort } = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { CANARY } = require('../support/canary.js')
const { runCommand, runShell, startCommand } = require('../support/command.js')
const { readFixture } = require('../support/fixtures.js')
const { serve, json } = require('../support/server.js')
const { notRun, notRunOnWindows } = require('../support/tools.js')

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
    titles: /^market +last +change +low +high +amount +volume$/,
    json: (data) => data.btcaud.ticker.last,
  },
  {
    args: ['tickers', 'btcaud', 'ETHAUD'],
    lines: 3,
    titles: /^market/,
    json: (data) => Object.keys(data).length === 2,
  },
  { args: ['balances'], lines: 58, titles: /^currency +balance +locked$/, json: (data) => data.length === 57 },
  { args: ['balances', '--nonzero'], lines: 3, titles: /^currency/, json: (data) => data[0].balance === '1520.5' },
  { args: ['markets'], lines: 90, titles: /^market +name +base +quote +min amount/, json: (data) => data[0].base_unit },
  {
    args: ['trades', 'btcaud', '--limit', '4'],
    lines: 5,
    titles: /^time \(UTC\) +side +price/,
    json: (data) => data[3].price,
  },
  {
    args: ['book', 'btcaud', '--limit=3'],
    lines: 4,
    titles: /bid +ask +ask amount$/,
    json: (data) => data.asks.length === 3,
  },
  {
    args: ['candles', 'btcaud', '--period', '60', '--limit', '2'],
    lines: 3,
    titles: /^time \(UTC\) +open/,
    json: (data) => data[1].length === 6,
  },
  { args: ['orders', '--limit', '2'], lines: 3, titles: /id +market +side/, json: (data) => data[1].side },
  {
    args: ['my-trades', '--limit', '2'],
    lines: 3,
    titles: /^ +id +time +market +side +price/,
    json: (data) => data[1].side,
  },
  {
    args: ['deposits', '--currency', 'BTC', '--limit', '2'],
    lines: 3,
    titles: /^ +id +created +currency +amount/,
    json: (data) => data[1].currency === 'btc',
  },
  {
    args: ['withdraws', '--limit', '2'],
    lines: 3,
    titles: /^ +id +created +currency +amount/,
    json: (data) => data[1].rid,
  },
  { args: ['doctor'], lines: 8, titles: /^ok +setup +coinport \d/, json: (data) => data.at(-1).check === 'balances' },
]
const HOSTILE = 'a\x1b[2J\x1b]0;title\x07\u009b31m\u202eevil\r\nline\u2028b\u200b'
const VISIBLE_ONLY = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u

describe('the commands', { concurrency: 3 }, () => {
  for (const { args, lines, titles, json: isRight } of READS) {
    test(`coinport ${args.join(' ')} prints a table, and JSON with --json`, async () => {
      const [plain, json] = await Promise.all([args, [...args, '--json']].map((all) => runCommand(all, { env })))
      assert.deepEqual([plain.code, plain.stderr], [0, ''])
      assert.match(plain.stdout.split('\n')[0], titles)
      assert.equal(plain.stdout.split('\n').length, lines + 1)
      assert.ok(!plain.stdout.includes('\x1b') && !/ $/m.test(plain.stdout))

      assert.deepEqual([json.code, json.stderr], [0, ''])
      assert.ok(isRight(JSON.parse(json.stdout)))
    })
  }

  test('a call that fails prints one line with a hint and exits with 1', async () => {
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
  })

  for (const { args, stdout = /^$/ } of [
    { args: ['tickers', 'btcaud', 'nope'], stdout: /^btcaud/m },
    { args: ['tickers', 'nope'] },
    { args: ['tickers', 'NOPE', '--json'] },
    { args: ['tickers', '--watch', 'btcaud', 'nope'] },
  ]) {
    test(`coinport ${args.join(' ')} says which market is unknown`, async () => {
      const unknown = await runCommand(args, { env })
      assert.equal(unknown.code, 1)
      assert.match(unknown.stdout, stdout)
      assert.match(unknown.stderr, /no such market: nope.*`coinport markets` lists them\./)
    })
  }

  for (const args of [
    ['trades', 'BTCAUD'],
    ['book', 'BtcAud'],
    ['candles', 'BTCAUD'],
    ['orders', '--market', 'BTCAUD'],
    ['my-trades', '--market', 'BTCAUD'],
    ['withdraws', '--currency', 'BTC'],
  ]) {
    test(`coinport ${args.join(' ')} means the same as in lower case`, async () => {
      const json = (...more) => runCommand([...more, '--limit', '1', '--json'], { env })
      const [upper, lower] = await Promise.all([json(...args), json(...args.map((arg) => arg.toLowerCase()))])
      assert.deepEqual([upper.code, upper.stderr], [0, ''])
      assert.deepEqual(Object.keys(JSON.parse(upper.stdout)), Object.keys(JSON.parse(lower.stdout)))
    })
  }

  test('a side and a state are sent as the params of the call', async () => {
    const args = ['orders', '--side', 'buy', '--state', 'done', '--market', 'BTCAUD', '--json']
    const { stdout } = await runCommand(args, { env })
    const found = JSON.parse(stdout).map(({ side, state, market }) => `${side} ${state} ${market}`)
    assert.deepEqual([...new Set(found)], ['buy done btcaud'])
  })

  test('with --json an error is JSON, in the words of the command and without the key', async () => {
    const wrong = await runCommand(['balances', '--json'], { env: { ...env, COINPORT_API_KEY: CANARY } })
    assert.deepEqual([wrong.code, wrong.stdout], [1, ''])
    const { message, hint, ...fields } = JSON.parse(wrong.stderr).error
    assert.deepEqual(fields, {
      name: 'AuthenticationError',
      code: 'ERR_BAD_REQUEST',
      status: 401,
      errors: ['jwt.decode_and_verify'],
      attempts: 1,
    })
    assert.match(message, /^Request failed with status code 401/)
    assert.match(hint, /new one/)
    assert.ok(!wrong.stderr.includes(CANARY))

    const usage = await runCommand(['ticker', '--json'])
    assert.deepEqual([usage.code, usage.stdout], [2, ''])
    const { error } = JSON.parse(usage.stderr)
    assert.deepEqual([error.name, error.code], ['UsageError', 'ERR_USAGE'])
    const market = await runCommand(['trades', 'nope', '--json'], { env })
    assert.match(JSON.parse(market.stderr).error.hint, /`coinport markets` lists them/)
  })

  test('an output that cannot be written is one line, and exit code 1', {
    skip: process.platform !== 'linux' && notRun('it writes to /dev/full, which Linux has'),
  }, async () => {
    for (const [line, stderr] of [
      ['coinport tickers > /dev/full', 'coinport: the output cannot be written (ENOSPC)\n'],
      ['coinport --help > /dev/full', 'coinport: the output cannot be written (ENOSPC)\n'],
      [
        'coinport tickers --json > /dev/full',
        '{"error":{"name":"CoinPortError","message":"the output cannot be written (ENOSPC)"}}\n',
      ],
    ]) {
      assert.deepEqual(await runShell(line, { env }), { code: 1, stdout: '', stderr })
    }
  })

  test('amounts are printed as they were sent, with their points aligned', async (t) => {
    const amounts = ['"0.000000000000000000001"', '123456789012345678901234567890.5', '1.50', '7', '"0.0"']
    const rows = amounts.map((amount, index) => `{"currency":"c${index}","balance":${amount},"locked":"0"}`)
    const { baseUrl } = await serve(t, `[${rows}]`)
    const { stdout } = await runCommand(['balances'], { env: { ...env, COINPORT_BASE_URL: baseUrl } })
    const shown = stdout.split('\n').slice(1, -1)
    assert.deepEqual(
      shown.map((line) => line.split(/ +/)[1]),
      amounts.map((amount) => amount.replaceAll('"', '')),
    )
    const points = shown.map((line) => line.indexOf('.')).filter((index) => index !== -1)
    assert.equal(new Set(points).size, 1)
  })

  test('control characters of a hostile server are not printed, in tables, JSON and errors', async (t) => {
    const market = readFixture('getMarkets')[0]
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

  test('coinport sandbox runs until Ctrl-C and prints how to use it', { skip: notRunOnWindows() }, async (t) => {
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
    const exported = Object.fromEntries(
      [...text.matchAll(/export (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    )
    const { code, stdout } = await runCommand(['balances', '--nonzero'], { env: exported })
    assert.equal(code, 0)
    assert.match(stdout, /^btc/m)
  })
})
