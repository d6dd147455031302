// The main job, shown: tickers and balances through the addon, from the embedded sandbox, or with --live the public
// tickers of the real exchange.

const { build } = require('./build.js')

const PURPOSE = 'usage: npm run demo [-- --live]'

async function main(args) {
  if (args.some((arg) => arg !== '--live')) {
    console.error(PURPOSE)
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
  console.log(`The sandbox, a local CoinPort, answers at ${sandbox.url}\n`)
  const coinport = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey })

  showTickers(await timed('getTickers()', () => coinport.getTickers()))
  showBalances(await timed('getBalances()', () => coinport.getBalances()))

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

/** Aligned columns; every value is the exchange's own text. */
function table(rows) {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0])
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)))
  const line = (cells) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]))).join('  ')
  console.log(
    [line(columns), line(widths.map((width) => '─'.repeat(width))), ...rows.map((row) => line(Object.values(row)))]
      .map((text) => `  ${text}`)
      .join('\n'),
  )
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
