#!/usr/bin/env node
'use strict'

// The command `coinport`. Exit codes: 0 success, 1 the call failed, 2 wrong usage or settings.

const { ConfigError, CoinPortError } = require('../errors.js')
const { UsageError, readArguments } = require('./arguments.js')
const { createClient, readKey } = require('./client.js')
const { COMMANDS } = require('./commands.js')
const { helpFor } = require('./help.js')
const { Output, printable } = require('./output.js')
const { version } = require('../../package.json')

async function main(argv) {
  // The reader may close the pipe early: `coinport tickers | head -1`.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  process.stderr.on('error', () => {})
  try {
    await run(argv)
  } catch (error) {
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1
    process.stderr.write(`coinport: ${describe(error)}\n`)
  }
}

async function run(argv) {
  const { command, args, values } = readArguments(argv, COMMANDS)
  if (values.version) process.stdout.write(`${version}\n`)
  else if (values.help || !command) process.stdout.write(helpFor(command, COMMANDS))
  else {
    const output = new Output(process.stdout, { json: values.json })
    const key = readKey(values)
    if (command.needsKey && !key.apiKey) {
      throw new UsageError('there is no key: set COINPORT_API_KEY or give --api-key-file')
    }
    await command.run({ args, values, output, key, createClient: () => createClient(values, key) })
  }
}

/** One line with the hint. Only an unexpected error shows its stack. */
function describe(error) {
  if (error instanceof UsageError) return printable(error.message)
  if (!(error instanceof CoinPortError)) return error.stack.split('\n').map(printable).join('\n')
  return printable(error.hint ? `${error.message}. ${error.hint}` : error.message)
}

main(process.argv.slice(2))
