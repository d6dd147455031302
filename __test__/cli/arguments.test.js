const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { COMMANDS } = require('../../lib/cli/commands/index.js')
const { version } = require('../../package.json')
const { CANARY } = require('../support/canary.js')
const { runCommand } = require('../support/command.js')

/** Nothing is sent, so there is no server. */
const env = { COINPORT_BASE_URL: 'http://127.0.0.1:1', COINPORT_API_KEY: 'key' }

const USAGE = [
  [[], /name a command/],
  [['nope'], /no such command; `coinport --help` lists them/],
  [['ticker'], /did you mean `coinport tickers`\?/],
  [['balence'], /did you mean `coinport balances`\?/],
  [['my'], /did you mean `coinport my-trades`\?/],
  [['help'], /did you mean `coinport --help`\?/],
  [['version'], /did you mean `coinport --version`\?/],
  [['trades'], /number of arguments: coinport trades <market> \[--limit <rows>\]/],
  [['book', 'btcaud', 'ethaud'], /number of arguments/],
  [['balances', '--nonZero'], /Unknown option '--nonZero'/],
  [['orders', '--limit', '-1'], /^coinport: Option '--limit' argument is ambiguous; /],
  [['balances', '--nonzero=1'], /--nonzero' does not take an argument/],
  [['trades', 'btcaud', '--limit', '0'], /--limit must be a whole number from 1 to 1000/],
  [['trades', 'btcaud', '--limit'], /--limit <value>' argument missing/],
  [['tickers', '--interval', '5'], /--interval needs --watch/],
  [['candles', 'btcaud', '--period', '7'], /--period must be 1, 5, 15, 30, .* or 10080/],
  [['orders', '--side', 'both'], /--side must be buy or sell/],
  [['trades', '../x'], /market must be a name/],
  [['tickers', '--base-url', 'http://exchange.example'], /--base-url/],
  [['sandbox', '--port', '99999'], /--port must be/],
  [['request', 'FETCH', 'public/version'], /the method must be one of GET, POST/],
  [['request', 'GET', 'public/version', 'limit'], /param 1 must be name=value/],
  [['request', 'GET', 'public/version', 'a=1', 'a=2'], /param 2 has the name of another/],
  [['request', 'POST', 'market/orders', 'a=1'], /give --yes, or run it on a terminal/],
  [['cancel'], /give either the ids of orders, or --market, or --all/],
  [['cancel', '1', '--all'], /give either the ids of orders, or --market, or --all/],
  [['completion', 'tcsh'], /the shell must be bash, zsh, fish/],
  [['sandbox', '--base-url', 'http://127.0.0.1:1'], /--base-url cannot be used with sandbox/],
]

describe('the arguments', { concurrency: 3 }, () => {
  for (const [args, message] of USAGE) {
    test(`coinport ${args.join(' ')} is wrong usage: one line, and exit code 2`, async () => {
      const { code, stdout, stderr } = await runCommand(args, { env })
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, message)
      assert.match(stderr, /^coinport: [^\n]+\n$/)
    })
  }

  test('--help and --version work alone and with each command', async () => {
    const { stdout, code } = await runCommand(['--help'])
    assert.equal(code, 0)
    assert.match(stdout, /^Usage: coinport <command>/)
    assert.equal((await runCommand(['--version'])).stdout, `${version}\n`)
    await Promise.all(
      COMMANDS.map(async ({ name }) => {
        assert.ok(stdout.includes(`\n  ${name}`))
        const { stdout: own } = await runCommand([name, '--help'])
        assert.match(own, new RegExp(`^Usage: coinport ${name}`))
      }),
    )
  })

  for (const args of [
    [`--api-key=${CANARY}`],
    ['--api-key', CANARY],
    ['--token', CANARY],
    ['--apiSecret', CANARY],
    [`--unknown=${CANARY}`],
  ]) {
    test(`a key in the argument ${args[0].split('=')[0]} is refused and not shown`, async () => {
      const { code, stdout, stderr } = await runCommand(['balances', ...args], { env })
      assert.deepEqual([code, stdout], [2, ''])
      assert.ok(!stderr.includes(CANARY))
      if (!args[0].startsWith('--unknown'))
        assert.match(stderr, /is not accepted: .*COINPORT_API_KEY or give --api-key-file/)
    })
  }
})
