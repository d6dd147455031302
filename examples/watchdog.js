// Runs a program that keeps orders in a market, and cancels them all when it ends, however that happens:
//
//   node watchdog.js btcaud market-maker.js btcaud 0.001
//
// A timer in the program itself could not do that, because it ends with it. If the watchdog ends first, the program sees
// that its channel is closed and stops.

const { fork } = require('node:child_process')
const path = require('node:path')
const { CoinPort } = require('coinport')
const { cancelAll } = require('./market-maker.js')

/** A program that has sent a message must send the next one within this time. Longer than any of its rounds. */
const SILENCE_MS = 90_000

function main([market, program, ...args]) {
  const child = fork(path.resolve(program), args)
  console.error(`${program} runs as process ${child.pid}`)
  let silence
  child.on('message', () => {
    clearTimeout(silence)
    silence = setTimeout(() => child.kill('SIGKILL'), SILENCE_MS)
  })
  for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => child.kill(name))
  child.once('exit', async (code, signal) => {
    clearTimeout(silence)
    console.error(`${program} ended (${signal ?? code}): canceling all orders of ${market}`)
    await cancelAll(new CoinPort({ timeout: 10_000 }), market)
    process.exitCode = code ?? 1
  })
}

main(process.argv.slice(2))
