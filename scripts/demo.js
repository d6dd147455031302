// `npm run demo` makes calls to the sandbox and prints their results. `npm run demo -- --live` prints the tickers of the
// real exchange.

const { build } = require('./build.js')
const { Output } = require('../lib/cli/output.js')

const USAGE = 'usage: npm run demo [-- --live]'
const output = new Output(process.stdout)

async function main(args) {
  if (args.some((arg) => arg !== '--live')) {
    console.error(USAGE)
    process.exitCode = 2
    return
  }
  build()
  await (args.includes('--live') ? live() : local())
}

async function local() {
  const { CoinPort } = require('coinport')
  const { startSandbox } = require('coinport/sandbox')
  const sandbox = await startSandbox()
  console.log(`The sandbox, a local CoinPort, runs at ${sandbox.url}\n`)
  const coinport = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey })

  showTickers(await timed('getTickers()', () => coinport.getTickers()))
  showBalances(await timed('getBalances()', () => coinport.getBalances()))
  console.log()
  showDepth(await timed("getDepth('btcaud')", () => coinport.getDepth('btcaud', { limit: 3 })))
  showCandles(await timed("getKLine('btcaud')", () => coinport.getKLine('btcaud', { period: 240, limit: 6 })))
  showOrders(await timed('getOrders()', () => coinport.getOrders({ state: 'wait' })))
  await timed('for await (… of getDeposits())', () => showDeposits(coinport.getDeposits({ limit: 5 })))

  console.log('\nWith a wrong key:')
  const wrong = new CoinPort({ baseUrl: sandbox.url, apiKey: 'not-the-key' })
  await wrong.getBalances().catch(({ name, message, code, attempts }) => {
    console.log(`  ${name}: ${message}\n  { code: '${code}', attempts: ${attempts} }, and the key is nowhere in it.`)
  })
  await sandbox.close()
  console.log(
    '\nNext: `npm run demo -- --live` reads the real exchange. README.md shows how to use coinport in a service.',
  )
}

async function live() {
  const { getTickers } = require('coinport')
  try {
    showTickers(await timed('getTickers() from www.coinport.com.au', () => getTickers()))
  } catch (error) {
    console.error(`${error.name}: ${error.message}`)
    process.exitCode = 1
  }
}

async function timed(name, call) {
  const start = performance.now()
  const result = await call()
  console.log(`${name}: ${(performance.now() - start).toFixed(1)} ms`)
  return result
}

function showTickers(tickers) {
  const rows = Object.entries(tickers).map(([market, { ticker }]) => ({
    market,
    last: ticker.last,
    change: ticker.price_change_percent,
    low: ticker.low,
    high: ticker.high,
    volume: ticker.volume,
  }))
  table(rows)
  console.log(`${rows.length} markets\n`)
}

function showBalances(balances) {
  const held = balances.filter(({ balance, locked }) => /[1-9]/.test(balance + locked))
  table(held.map(({ currency, balance, locked }) => ({ currency, balance, locked })))
  console.log(`${balances.length} currencies, ${held.length} held`)
}

/** Asks above bids, with the best price of each side in the middle. */
function showDepth({ asks, bids }) {
  const row =
    (side) =>
    ([price, amount]) => ({ side, price, amount })
  table([...asks.map(row('ask')).reverse(), ...bids.map(row('bid'))])
  console.log()
}

function showCandles(candles) {
  table(
    candles.map(([time, open, high, low, close, volume]) => ({
      'four hours from': new Date(time * 1000).toISOString().slice(0, 16).replace('T', ' '),
      ...{ open, high, low, close, volume },
    })),
  )
  console.log()
}

function showOrders(orders) {
  table(
    orders.map(({ id, market, side, price, remaining_volume: volume }) => ({
      'open order': id,
      ...{ market, side, price, volume },
    })),
  )
  console.log()
}

/** Iterates over all pages. */
async function showDeposits(deposits) {
  const rows = []
  for await (const { created_at: at, currency, amount, state } of deposits) {
    rows.push({ deposit: at.slice(0, 10), currency, amount, state })
  }
  table(rows)
}

/** Prints a table like those of the `coinport` command: aligned, and without control characters. */
function table(rows) {
  const isNumber = (title) => rows.every((row) => /^[+-]?\d/.test(row[title] ?? 0))
  const titles = Object.keys(rows[0] ?? {})
  const columns = titles.map((title) => ({ title, of: (row) => row[title], right: isNumber(title) }))
  for (const line of output.table(columns, rows)) output.line(`  ${line}`)
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
