'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { ROOT, cleanEnvironment } = require('./script.js')

const EXAMPLES = path.join(ROOT, 'examples')

/**
 * Starts an example in a process of its own, which ends with the test. `printed` is its output so far, `until(pattern)` waits for
 * output, and `ended` is its exit code with all output.
 */
function startExample(t, file, { nodeArgs = [], args = [], env = {}, cwd } = {}) {
  const child = spawn(process.execPath, [...nodeArgs, path.join(EXAMPLES, file), ...args], {
    env: { ...cleanEnvironment(), ...env },
    cwd,
  })
  t.after(() => child.kill('SIGKILL'))
  const printed = { stdout: '', stderr: '' }
  const waiting = new Set()
  for (const name of Object.keys(printed)) {
    child[name].setEncoding('utf8').on('data', (text) => {
      printed[name] += text
      for (const check of waiting) check()
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code ?? signal, ...printed }))

  function until(pattern) {
    const found = new Promise((resolve) => {
      const check = () => {
        const match = pattern.exec(printed.stdout) ?? pattern.exec(printed.stderr)
        if (match) resolve(match)
        return match !== null && waiting.delete(check)
      }
      if (!check()) waiting.add(check)
    })
    const failed = ended.then(({ stdout, stderr }) => {
      if (!pattern.test(stdout) && !pattern.test(stderr)) throw new Error(`no ${pattern} in:\n${stdout}${stderr}`)
    })
    return Promise.race([found, failed.then(() => found)])
  }

  return { child, printed, ended, until }
}

module.exports = { EXAMPLES, startExample }
