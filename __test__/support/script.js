const { execFile } = require('node:child_process')
const path = require('node:path')

const ROOT = path.join(__dirname, '..', '..')

/** The environment without the variables that affect the package. */
function cleanEnvironment() {
  const isForeign = ([name]) => /^(COINPORT|NODE_TEST|NO_COLOR$|.*_proxy$)/i.test(name)
  return Object.fromEntries(Object.entries(process.env).filter((entry) => !isForeign(entry)))
}

/** Runs a script in a child process of Node, in which `coinport` is this package. `prefix` is a command that starts Node. */
function runScript(source, { env = {}, args = [], module = false, timeout = 60_000, prefix = [] } = {}) {
  const input = module ? ['--input-type=module', '--eval', source] : ['--eval', source]
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { ...cleanEnvironment(), ...env }, timeout }
    const [file, ...before] = [...prefix, process.execPath]
    execFile(file, [...before, ...args, ...input], options, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr })
    })
  })
}

module.exports = { cleanEnvironment, runScript, ROOT }
