#!/usr/bin/env node
'use strict'

// The command `coinport`. Exit codes: 0 success, 1 the call failed, 2 wrong usage or settings.

const { CoinPortError } = require('../errors.js')
const { readArguments } = require('./arguments.js')
const { createClient, readKey } = require('./client.js')
const { COMMANDS } = require('./commands/index.js')
const { reportError } = require('./errors.js')
const { helpFor } = require('./help.js')
const { Output } = require('./output.js')
const { UsageError } = require('./usage-error.js')
const { version } = require('../../package.json')

async function main(argv) {
  // The command line may be the mistake, so that it cannot be parsed.
  const json = argv.includes('--json')
  process.stdout.on('error', (error) => {
    // The reader may close the pipe early: `coinport tickers | head -1`.
    if (error.code === 'EPIPE') process.exit()
    process.exit(reportError(new CoinPortError(`the output cannot be written (${error.code})`), { json }))
  })
  process.stderr.on('error', () => {})
  try {
    await run(argv)
  } catch (error) {
    process.exitCode = reportError(error, { json })
  }
}

async function run(argv) {
  const { command, args, values } = readArguments(argv, COMMANDS)
  if (values.version) process.stdout.write(`${version}\n`)
  else if (values.help || !command) process.stdout.write(helpFor(command, COMMANDS))
  else {
    const output = new Output(process.stdout, { json: values.json })
    const key = await readKey(values)
    if (command.needsKey && !key.apiKey) {
      throw new UsageError('there is no key: set COINPORT_API_KEY or give --api-key-file')
    }
    await command.run({ args, values, output, key, commands: COMMANDS, createClient: () => createClient(values, key) })
  }
}

main(process.argv.slice(2))
