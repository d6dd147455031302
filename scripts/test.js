// `npm test` builds the addon, runs all Rust and JavaScript tests, and prints their total.
// `npm test -- lists` runs only the JavaScript test files with `lists` in their path.
// `npm run test:quick` makes a debug build and leaves out the slow folders.

const { spawnSync } = require('node:child_process')
const { availableParallelism } = require('node:os')
const path = require('node:path')
const { build } = require('./build.js')
const { install } = require('./install.js')
const { testFiles } = require('./test-files.js')

const ROOT = path.join(__dirname, '..')
// The tests in these folders take minutes, and jest takes a quarter of one.
const SLOW = /__test__.((faults|load|package|typings|docs).|client.fake-timers)/
// For a quick run. The default of proptest is 256.
const QUICK_PROPTEST_CASES = '64'

/** Tools of the tests in __test__/package, which are too heavy for every clone. */
const TOOLS = ['bundlers', 'registry'].map((name) => path.join(ROOT, '__test__', name))

const quick = process.argv.includes('--quick')
const pattern = process.argv.slice(2).find((argument) => argument !== '--quick')
const total = { passed: 0, failed: 0, notRun: 0 }

/** Runs a command; prints and returns its output. */
function run(title, command, args) {
  console.log(`\n${title}: ${command} ${args.join(' ')}`)
  const { error, status, stdout } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: quick ? { PROPTEST_CASES: QUICK_PROPTEST_CASES, ...process.env } : process.env,
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (error) throw error
  process.stdout.write(stdout)
  return { status, stdout }
}

function count({ status, stdout }, { passed, failed, notRun }) {
  const number = (pattern) => [...stdout.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0)
  const counted = { passed: number(passed), failed: number(failed), notRun: number(notRun) }
  // A runner may crash before it prints a count.
  if (counted.failed === 0 && (status !== 0 || counted.passed === 0)) counted.failed = 1
  for (const name of Object.keys(total)) total[name] += counted[name]
}

const files = testFiles(pattern).filter((file) => !quick || !SLOW.test(file))
install(ROOT)
const axiosTests = path.join('__test__', 'axios')
if (files.some((file) => file.startsWith(axiosTests))) install(path.join(ROOT, axiosTests, 'versions'))
if (files.some((file) => file.startsWith(path.join('__test__', 'package')))) {
  for (const folder of TOOLS) install(folder, '--ignore-scripts')
}
build({ debug: quick })
if (pattern === undefined) {
  count(run('Rust tests', 'cargo', ['test', '--locked', '--quiet', ...(quick ? ['--lib'] : [])]), {
    passed: /^test result: .*?(\d+) passed/gm,
    failed: /^test result: .*?(\d+) failed/gm,
    notRun: /^test result: .*?(\d+) ignored/gm,
  })
}
// By default, Node leaves one CPU free. Only tests with time limits, which are slow ones, need that.
const concurrency = quick ? [`--test-concurrency=${availableParallelism()}`] : []
count(run('JavaScript tests', process.execPath, ['--test', '--test-reporter=spec', ...concurrency, ...files]), {
  passed: /^ℹ pass (\d+)/gm,
  failed: /^ℹ (?:fail|cancelled) (\d+)/gm,
  notRun: /^ℹ (?:skipped|todo) (\d+)/gm,
})

if (total.notRun > 0) console.log(`\n${total.notRun} not run; the lines above say why.`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
