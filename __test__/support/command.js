const { execFile, spawn } = require('node:child_process')
const path = require('node:path')
const { ROOT, cleanEnvironment } = require('./script.js')

const MAIN = path.join(ROOT, 'lib', 'cli', 'main.js')

/** Starts the command `coinport` in its own process. */
function startCommand(args, { env = {} } = {}) {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs the command to its end. */
async function runCommand(args, options) {
  const child = startCommand(args, options)
  const texts = { stdout: '', stderr: '' }
  for (const name of Object.keys(texts)) child[name].setEncoding('utf8').on('data', (text) => (texts[name] += text))
  const code = await new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
  return { code, ...texts }
}

/** Runs a line of bash in which `coinport` is the command. */
function runShell(line, { env = {} } = {}) {
  const script = `set -o pipefail; coinport() { "${process.execPath}" "${MAIN}" "$@"; }; ${line}`
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { env: { ...cleanEnvironment(), ...env } }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}

module.exports = { MAIN, runCommand, runShell, startCommand }
