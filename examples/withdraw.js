// Withdraws to a beneficiary: node withdraw.js btc 0.05 77
//
// What is about to be sent is stored in a file first, without the one-time password. If this program, or its connection, ends
// before it knows how that ended, the next run finds out, instead of sending more money.

const { randomUUID } = require('node:crypto')
const { existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { createInterface } = require('node:readline/promises')
const { CoinPort } = require('coinport')

const FILE = 'withdraw-intent.json'
/** After 95 seconds the one-time password is no longer accepted: a withdrawal that is not there by then never will be. */
const LOOK_MS = 100_000

/** Withdraws once. Returns the withdrawal, or undefined if there certainly is none. Rejects if that is not known yet. */
async function withdraw(coinport, params, otp) {
  const intent = { call: 'createWithdraw', params, sentAt: Date.now() }
  // Fails if there is a file, so that two runs at a time do not withdraw twice.
  writeFileSync(FILE, JSON.stringify(intent), { flag: 'wx', mode: 0o600 })
  try {
    const withdrawal = await coinport.createWithdraw({ ...params, otp })
    rmSync(FILE)
    return withdrawal
  } catch (error) {
    if (error.outcome === 'unknown') return settle(coinport)
    rmSync(FILE)
    throw error
  }
}

/** Finds out how the withdrawal in the file ended. */
async function settle(coinport) {
  console.error('Looking for the withdrawal. This can take 100 seconds.')
  const intent = JSON.parse(readFileSync(FILE, 'utf8'))
  const { verdict, result, final } = await coinport.reconcile(intent, { wait: LOOK_MS })
  if (verdict === 'ambiguous' || final === false) throw new Error(`It is not known yet: run this again. See ${FILE}.`)
  rmSync(FILE)
  return result
}

/** Asks for a code that the exchange accepts. It reads codes as numbers, so that one with a leading zero never passes. */
async function askForCode() {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    for (let text = 'One-time password: '; ; text = 'Six digits that do not begin with 0. The next code: ') {
      const code = (await terminal.question(text)).trim()
      if (/^[1-9]\d{5}$/.test(code)) return code
    }
  } finally {
    terminal.close()
  }
}

async function main([currency, amount, beneficiary]) {
  const coinport = new CoinPort()
  if (existsSync(FILE)) {
    console.error('An earlier withdrawal was not settled.')
    return report(await settle(coinport))
  }
  const { name, state } = await coinport.getBeneficiary(beneficiary)
  if (state !== 'active') throw new Error(`The beneficiary ${name} is ${state}.`)
  console.error(`${amount} ${currency} to ${name}`)
  // No other withdrawal has this note, so that this one can be found with certainty.
  const params = { currency, amount, beneficiary_id: beneficiary, note: randomUUID() }
  // Asked for last, because a code passes only for a short time and only once.
  report(await withdraw(coinport, params, await askForCode()))
}

function report(withdrawal) {
  if (withdrawal)
    console.log(`withdrawal ${withdrawal.id}: ${withdrawal.amount} ${withdrawal.currency}, ${withdrawal.state}`)
  else console.log('nothing was withdrawn')
}

main(process.argv.slice(2)).catch((error) => {
  process.exitCode = 1
  console.error(error.message, error.hint ?? '')
})
