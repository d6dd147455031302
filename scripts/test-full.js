// Runs the fault tests with their full counts, on this Node and on those of __test__/runtimes. Takes an hour or more.
// `npm run test:full -- tls lists` runs only these groups.

const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const path = require('node:path')
const { testFiles } = require('./test-files.js')

const ROOT = path.join(__dirname, '..')
const RUNTIMES = path.join(ROOT, '__test__', 'runtimes')

function main(groups) {
  if (process.platform === 'linux' && !existsSync(path.join(RUNTIMES, 'node_modules'))) {
    spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', RUNTIMES], { stdio: 'inherit' })
  }
  const files = testFiles(path.join('__test__', 'faults')).filter(
    (file) => groups.length === 0 || groups.some((group) => path.basename(file).startsWith(group)),
  )
  const failed = runtimes().filter((node) => {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
    console.log(`\nNode ${version}`)
    const env = { ...process.env, FULL: '1' }
    return (
      spawnSync(node, ['--test', '--test-reporter=spec', ...files], { cwd: ROOT, env, stdio: 'inherit' }).status !== 0
    )
  })
  if (failed.length > 0) process.exitCode = 1
}

/** This Node and the others that are installed. A missing one is reported and fails the run. */
function runtimes() {
  const others = ['node22', 'node24', 'node26'].map((name) => path.join(RUNTIMES, 'node_modules', name, 'bin', 'node'))
  const missing = others.filter((node) => !existsSync(node))
  if (missing.length > 0) {
    console.error(`not run: ${missing.join(', ')} (npm ci --prefix __test__/runtimes; Linux on x64 only)`)
    process.exitCode = 1
  }
  return [process.execPath, ...others.filter((node) => existsSync(node))]
}

main(process.argv.slice(2).map((group) => group.toLowerCase()))
