'use strict'

// # The fault rows
//
// Each file of this folder named after a group (`a-connect.js`) exports `group`, `title` and `rows`. A row is data:
//
//   {
//     id: 'A08', title: 'RST in the middle of the body',
//     steps: [['request'], ['write', HALF], ['rst']],        // what the server does: fault-server.js lists the steps
//     read: { ...LOST, phase: 'body', requests: 3 },         // what must become of a read (getBalances())
//     write: { ...LOST, outcome: 'unknown', requests: 1 },   // and of a write (an order); each is optional
//   }
//
// - `cases: [{ name, steps, read, … }]`: variants; each has what the row has, unless it says otherwise.
// - `read`/`write` compare the fields of child.js's report (`class`, `code`, `message`, `phase`, `path`, `status`,
//   `outcome`, `attempts`, `errors`, `retryAfter`, `succeeded`, `value` …) with a value, a RegExp or a function; and
//   `requests`, `connections`, `elapsed: [least, most]` (ms), `cpu` (most ms), `ended: true` (the server saw FIN or RST
//   within a second), `check({ report, faultServer })` (throws). `rise` (MiB) and `blocked` (ms) move the limits of I8, I7.
// - `call(client, context)`: another call; it runs in the child. `prepare(after)`: makes the `context` (data only), once.
// - `options`, `server` (of startFaultServer): data, or functions of the context. `clocks: true`: connectTimeout 300 ms and
//   timeout 1500 ms instead of clocks that do not matter. `env`, `execArgv`: of the child.
// - `namespace: true`: the row runs in a network namespace of its own, as root there.
// - `notRun`: why the row cannot be run here; from notRunWithout() or a sentence of its own.
// - `elsewhere`: the test that holds the client to the row, where that is not this table.
// - `healthy: false`: without the healthy call afterwards.
// - `run({ faultServer, script, child, after })` beside or instead of all that, where a table does not do; it throws when the
//   row does not hold. `expect()` of invariants.js is for the reports of `child.ask('call', …)`.
//
// Every call of a table is held to the invariants I1 to I9 (invariants.js, row.js). `FULL=1` runs the full counts.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { after, describe, it } = require('node:test')
const { notRunOffLinux } = require('../../support/tools.js')
const { runRow } = require('./row.js')

/** Rows of a group that run at the same time: mostly they wait. */
const AT_ONCE = 4

/** Makes a test of each row of a group, and prints how many hold. */
function testGroup(file) {
  const { group, title, rows } = require(file)
  const held = []
  const notRun = []
  describe(`faults ${group}: ${title}`, { concurrency: AT_ONCE }, () => {
    for (const row of rows.filter(({ elsewhere }) => !elsewhere)) {
      const skip = notRunOffLinux() || row.notRun || (row.namespace && withoutNamespaces()) || false
      if (skip) notRun.push(`${row.id}: ${skip}`)
      it(`${row.id} ${row.title}`, { skip }, async () => {
        await (row.namespace ? runInNamespace(file, row.id) : runRow(file, row.id))
        held.push(row.id)
      })
    }
    after(() => console.log(summary(group, rows, held, notRun)))
  })
}

function summary(group, rows, held, notRun) {
  const others = rows
    .filter(({ elsewhere }) => elsewhere)
    .map(({ id, elsewhere }) => `${id} is held to by ${elsewhere}`)
  const missing = notRun.length > 0 ? `, ${notRun.length} not run (${notRun.join('; ')})` : ''
  return [`${group}: ${held.length} of ${rows.length - others.length} hold${missing}`, ...others].join('; ')
}

/** A network and mounts of its own. Whoever is not root becomes it there. */
const NAMESPACES = ['-n', '-m', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]

/** Why there are no namespaces here; false where there are. */
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
