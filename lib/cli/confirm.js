const { createInterface } = require('node:readline/promises')
const { printable } = require('../printable.js')
const { flag } = require('./options.js')
const { UsageError } = require('./usage-error.js')

/** The option of a command that changes something. */
const YES = { yes: flag('do not ask for confirmation') }

/** Asks whether to go on, unless --yes is given. Throws if the user declines, or if there is no terminal to ask on. */
async function confirm(question, { yes }) {
  if (yes) return
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError('this changes something at the exchange: give --yes, or run it on a terminal to be asked')
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-C and the end of the input decline.
  const closed = new Promise((resolve) => terminal.once('close', () => resolve('')))
  const answer = await Promise.race([terminal.question(`${printable(question)} [y/N] `), closed])
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not confirmed: nothing was changed')
}

module.exports = { YES, confirm }
