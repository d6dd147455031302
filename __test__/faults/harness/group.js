'use strict'

// # The fault rows
//
// Each file of `rows/`, such as `connect.js`, exports a group: `group`, `title` and `rows`. A row is data:
//
//   {
//     id: 'A08', title: 'RST in the middle of the body',
//     steps: [['request'], ['write', HALF], ['rst']],        // what the server does; fault-server.js lists the steps
//     read: { ...LOST, phase: 'body', requests: 3 },         // the expected result of a read (getBalances())
//     write: { ...LOST, outcome: 'unknown', requests: 1 },   // and of a write (an order); both are optional
//   }
//
// - `cases: [{ name, steps, read, … }]`: variants of the row; their fields override those of the row.
// - `read`/`write` compare the fields of child.js's report (`class`, `code`, `message`, `phase`, `path`, `status`,
//   `outcome`, `attempts`, `errors`, `retryAfter`, `succeeded`, `value` …) with a value, a RegExp or a function; and
//   `requests`, `connections`, `elapsed: [least, most]` (ms), `cpu` (most ms), `ended: true` (the server saw FIN or RST
//   within a second), `check({ report, faultServer })` (throws). `rise` (MiB) and `blocked` (ms) set the limits of I8, I7.
// - `call(client, context)`: another call, which runs in the child. `prepare(after)`: creates the `context` (data only).
// - `options`, `server` (of startFaultServer): data, or functions of the context. `clocks: true`: connectTimeout 300 ms and
//   timeout 1500 ms instead of generous ones. `env`, `execArgv`: of the child.
// - `namespace: true`: the row runs as root in its own network namespace.
// - `notRun`: why the row cannot be run here, often from notRunWithout().
// - `elsewhere`: the test that covers the row instead of this table.
// - `healthy: false`: skips the healthy call afterwards.
// - `run({ faultServer, script, child, after })`: code for what a table cannot express; it throws if the row fails.
//   `expect()` of invariants.js is for the reports of `child.ask('call', …)`.
//
// Every call of a table must keep the invariants I1 to I9 (invariants.js, row.js). `FULL=1` runs the full counts.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { after, describe, it } = require('node:test')
const { notRunOffLinux } = require('../../support/tools.js')
const { runRow } = require('./row.js')

/** Rows that run at the same time; they mostly wait. */
const AT_ONCE = 4

/** Makes a test of each row of a group, and prints how many passed. */
function testGroup(file) {
  const { group, title, rows } = require(file)
  const passed = []
  const notRun = []
  describe(`faults ${group}: ${title}`, { concurrency: AT_ONCE }, () => {
    for (const row of rows.filter(({ elsewhere }) => !elsewhere)) {
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
  const others = rows
    .filter(({ elsewhere }) => elsewhere)
    .map(({ id, elsewhere }) => `${id} is covered by ${elsewhere}`)
  const missing = notRun.length > 0 ? `, ${notRun.length} not run (${notRun.join('; ')})` : ''
  return [`${group}: ${passed.length} of ${rows.length - others.length} passed${missing}`, ...others].join('; ')
}

/** Options of `unshare` for an own network and own mounts, as root. */
const NAMESPACES = ['-n', '-m', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]

/** The reason why namespaces are not available here, or false. */
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
