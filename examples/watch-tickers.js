// Prints the prices that changed, until Ctrl-C. Markets are named as arguments: node watch-tickers.js btcaud ethaud
// It needs big.js.

const Big = require('big.js')
const { setInterval: every } = require('node:timers/promises')
const { getTickers, CanceledError, CoinPortError } = require('coinport')

const INTERVAL_MS = 5000

async function main(markets) {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const last = new Map()
  try {
    await show(markets, last, stop.signal)
    for await (const _ of every(INTERVAL_MS, undefined, { signal: stop.signal })) await show(markets, last, stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
}

async function show(markets, last, signal) {
  try {
    const tickers = await getTickers({ markets }, { signal })
    for (const [market, { ticker }] of Object.entries(tickers)) {
      // As strings, '9.5' > '10.5' and '0.0' !== '0'.
      const price = new Big(ticker.last)
      const before = last.get(market) ?? 0
      if (!price.eq(before))
        console.log(`${price.gt(before) ? '+' : '-'} ${market} ${ticker.last} (${ticker.price_change_percent})`)
      last.set(market, price)
    }
  } catch (error) {
    // The client has already retried; the next round tries again.
    if (error instanceof CanceledError || !(error instanceof CoinPortError)) throw error
    console.error(error.message)
  }
}

main(process.argv.length > 2 ? process.argv.slice(2) : undefined)
