const { spawn } = require('node:child_process')
const path = require('node:path')

/** Milliseconds; longer than any measurement takes. */
const TIMEOUT = 60_000

/** Runs a command and resolves to its output; rejects with its stderr if it fails. */
function spawnText(command, args, env) {
  const child = spawn(command, args, { cwd: __dirname, env: { ...process.env, ...env }, timeout: TIMEOUT })
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${signal ?? code}:\n${errors}`))
    })
  })
}

/** Runs a script of this folder in a fresh process and resolves to the JSON that it prints. */
async function runScript(script, input = {}, { flags = [], env } = {}) {
  const file = path.join(__dirname, script)
  return JSON.parse(await spawnText(process.execPath, [...flags, file, JSON.stringify(input)], env))
}

module.exports = { runScript, spawnText }
