// What the account holds. Run it with COINPORT_API_KEY set, and with big.js installed.

const Big = require('big.js')
const { getBalances, AuthenticationError, RateLimitError, CoinPortError } = require('coinport')

async function main() {
  for (const { currency, balance, locked } of await getBalances({ nonzero: true })) {
    // Both are strings with the exchange's own digits. A decimal library adds them without rounding.
    const total = new Big(balance).plus(locked)
    console.log(`${currency.padEnd(6)} ${total.toFixed()} (${balance} available, ${locked} locked)`)
  }
}

main().catch((error) => {
  process.exitCode = 1
  if (error instanceof AuthenticationError)
    console.error(`The key was refused: ${error.errors.join(', ')}. ${error.hint}`)
  else if (error instanceof RateLimitError) console.error(`Too many requests: wait ${error.retryAfter ?? 'some'} s.`)
  else if (error instanceof CoinPortError) console.error(`${error.code}: ${error.message}. ${error.hint ?? ''}`)
  else throw error
})
