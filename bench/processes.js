const { spawn } = require('node:child_process')
const path = require('node:path')

/** Longer than any measurement takes. */
const LIMIT = 60_000

/** What a command prints; it fails where the command does, with what it said. */
function spawnText(command, args, env) {
  const child = spawn(command, args, { cwd: __dirname, env: { ...process.env, ...env }, timeout: LIMIT })
  let [output, complaints] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${signal ?? code}:\n${complaints}`))
    })
  })
}

/** The figures that a script of this folder prints, run in a fresh process. */
async function runScript(script, input = {}, { flags = [], env } = {}) {
  const file = path.join(__dirname, script)
  return JSON.parse(await spawnText(process.execPath, [...flags, file, JSON.stringify(input)], env))
}

module.exports = { runScript, spawnText }
