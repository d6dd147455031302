// `npm test` builds the addon and runs all Rust and JavaScript tests. `npm test -- lists` runs the JavaScript test files
// with `lists` in their path. `npm run test:quick` runs the Rust tests and the behaviour tests, on a debug build.
// Ends with the sum of all tests.

const { spawnSync } = require('node:child_process')
const { statSync } = require('node:fs')
const path = require('node:path')
const { build } = require('./build.js')
const { testFiles } = require('./test-files.js')

const ROOT = path.join(__dirname, '..')
// Faults, load, other runtimes and packages take minutes.
const SLOW = /__test__.(faults|load|package|typings|docs)./

const quick = process.argv.includes('--quick')
const pattern = process.argv.slice(2).find((argument) => argument !== '--quick')
const sum = { passed: 0, failed: 0, notRun: 0 }

/** Runs a command, shows what it prints, and gives that back. */
function run(title, command, args) {
  console.log(`\n${title}: ${command} ${args.join(' ')}`)
  const { error, status, stdout } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (error) throw error
  process.stdout.write(stdout)
  return { status, stdout }
}

function count({ status, stdout }, { passed, failed, notRun }) {
  const number = (pattern) => [...stdout.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0)
  const counted = { passed: number(passed), failed: number(failed), notRun: number(notRun) }
  // A runner that ended badly without counting a failure, or counted nothing at all, has failed.
  if (counted.failed === 0 && (status !== 0 || counted.passed === 0)) counted.failed = 1
  for (const name of Object.keys(sum)) sum[name] += counted[name]
}

if (modified('package-lock.json') > modified('node_modules/.package-lock.json')) {
  run('Installing the development tools', 'npm', ['ci', '--no-audit', '--no-fund'])
}
build({ debug: quick })
if (pattern === undefined) {
  count(run('Rust tests', 'cargo', ['test', '--locked', '--quiet']), {
    passed: /^test result: .*?(\d+) passed/gm,
    failed: /^test result: .*?(\d+) failed/gm,
    notRun: /^test result: .*?(\d+) ignored/gm,
  })
}
const files = testFiles(pattern).filter((file) => !quick || !SLOW.test(file))
count(run('JavaScript tests', process.execPath, ['--test', '--test-reporter=spec', ...files]), {
  passed: /^ℹ pass (\d+)/gm,
  failed: /^ℹ (?:fail|cancelled) (\d+)/gm,
  notRun: /^ℹ (?:skipped|todo) (\d+)/gm,
})

if (sum.notRun > 0) console.log(`\n${sum.notRun} not run; the lines above say why.`)
console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed === 0 ? 0 : 1

/** When a file was written; a file that is not there is older than all others. */
function modified(file) {
  return statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
