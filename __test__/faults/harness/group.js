'use strict'

// # The fault rows
//
// Each file in ../rows exports `group`, `title` and `rows`. A row is data:
//
//   {
//     id: 'A08', title: 'RST in the middle of the body',
//     steps: [['request'], ['write', HALF], ['rst']],        // what the server does: fault-server.js lists the steps
//     read: { ...LOST, phase: 'body', requests: 3 },         // the expected result of a read (getBalances())
//     write: { ...LOST, outcome: 'unknown', requests: 1 },   // and of a write (an order). Both are optional
//   }
//
// - `cases: [{ name, steps, read, … }]`: variants, which inherit the fields of the row.
// - `read`/`write` compare the fields of child.js's report (`class`, `code`, `message`, `phase`, `path`, `status`,
//   `outcome`, `attempts`, `errors`, `retryAfter`, `succeeded`, `value` …) with a value, a RegExp or a function. Other fields:
//   `requests`, `connections`, `elapsed: [least, most]` (ms), `cpu` (most ms), `ended: true` (the server saw FIN or RST
//   within a second), `check({ report, faultServer })` (throws). `rise` (MiB) and `blocked` (ms) change the limits of I8, I7.
// - `call(client, context)`: another call, which runs in the child. `prepare(after)` creates the `context` (data only), once.
// - `options`, `server` (of startFaultServer): data, or functions of the context. `shortTimeouts: true`: connectTimeout is
//   300 ms and timeout 1500 ms. `env`, `execArgv`: of the child.
// - `namespace: true`: the row runs in a network namespace of its own, as root there.
// - `notRun`: why the row cannot run here, from notRunWithout() or as a sentence.
// - `testedBy`: the test that covers the row instead.
// - `healthy: false`: makes no healthy call afterwards.
// - `run({ faultServer, script, child, after })`: code, in addition to or instead of the data. It throws if the row fails.
//   `expect()` of invariants.js checks the reports of `child.ask('call', …)`.
//
// Every call is checked for the invariants I1 to I9 (invariants.js, row.js). `FULL=1` runs the full counts.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { after, describe, it } = require('node:test')
const { notRunOffLinux } = require('../../support/tools.js')
const { runRow } = require('./row.js')

/** The number of rows of a group that run at the same time. Most of them wait. */
const AT_ONCE = 4

/** Creates a test for each row of a group, and prints how many passed. */
function testGroup(file) {
  const { group, title, rows } = require(file)
  const passed = []
  const notRun = []
  describe(`faults ${group}: ${title}`, { concurrency: AT_ONCE }, () => {
    for (const row of rows.filter(({ testedBy }) => !testedBy)) {
      const skip = notRunOffLinux() || row.notRun || (row.namespace && withoutNamespaces()) || false
      if (skip) notRun.push(`${row.id}: ${skip}`)
      it(`${row.id} ${row.title}`, { skip }, async () => {
        await (row.namespace ? runInNamespace(file, row.id) : runRow(file, row.id))
        passed.push(row.id)
      })
    }
    after(() => console.log(summary(group, rows, passed, notRun)))
  })
}

function summary(group, rows, passed, notRun) {
  const others = rows.filter(({ testedBy }) => testedBy).map(({ id, testedBy }) => `${id} is tested by ${testedBy}`)
  const missing = notRun.length > 0 ? `, ${notRun.length} not run (${notRun.join('; ')})` : ''
  return [`${group}: ${passed.length} of ${rows.length - others.length} passed${missing}`, ...others].join('; ')
}

/** Options for a new network and mount namespace. A user who is not root becomes root in it. */
const NAMESPACES = ['-n', '-m', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]

/** Why there are no namespaces here, or false if there are. */
function withoutNamespaces() {
  const { status } = spawnSync('unshare', [...NAMESPACES, 'ip', 'link', 'set', 'lo', 'up'])
  if (status === 0) return false
  const reason = 'not run: needs network namespaces (unshare, ip)'
  if (process.env.REQUIRE_ALL) throw new Error(reason)
  return reason
}

async function runInNamespace(file, id) {
  const args = [...NAMESPACES, '--kill-child', process.execPath, path.join(__dirname, 'row.js'), file, id]
  const child = spawn('unshare', args, { stdio: ['ignore', 'inherit', 'pipe'] })
  let problems = ''
  child.stderr.on('data', (chunk) => {
    problems += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(problems)
}

module.exports = { testGroup }
