'use strict'

// Runs one row. Its cases run one after the other, each against its own fault server. A child process makes the calls.

const { fork } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { FORMS } = require('../../support/canary.js')
const { runScript } = require('../../support/script.js')
const { startFaultServer } = require('../servers/fault-server.js')
const { brokenInvariants, differs } = require('./invariants.js')

/** Long enough never to be reached. A row about a timeout has `shortTimeouts: true`. */
const LONG_TIMEOUTS = { connectTimeout: 5_000, timeout: 10_000 }
const SHORT_TIMEOUTS = { connectTimeout: 300, timeout: 1_500 }
/** Turns on all debug output: even then the child must print nothing. */
const DEBUG_OUTPUT = { RUST_LOG: 'trace', RUST_BACKTRACE: 'full', DEBUG: '*' }
/** A child that does not reply within this time is killed. In ms. */
const CHILD_TIMEOUT = 60_000

/** Expectations that are not fields of the report. */
const NOT_IN_REPORT = new Set(['requests', 'connections', 'elapsed', 'ended', 'rise', 'blocked', 'cpu', 'check'])

async function runRow(file, id) {
  const row = require(file).rows.find((row) => row.id === id)
  const cleanups = []
  const after = (cleanup) => cleanups.push(cleanup)
  try {
    if (row.cases ?? row.steps) await runCases(file, row, after)
    await row.run?.(toolsOf(after, file, row))
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

/** For rows with `run`: starts servers and processes that are stopped after the row, and runs scripts that must succeed. */
function toolsOf(after, file, row) {
  return {
    after,
    async faultServer(...args) {
      const faultServer = await startFaultServer(...args)
      after(() => faultServer.close())
      return faultServer
    },
    runCase,
    child: (more = {}) => startChild(file, { ...row, ...more }, after),
    /** Runs a script in its own process. Returns its output, or throws if it fails or prints something unexpected. */
    async script(source, { code: expected = 0, stderr: allowed = /^$/, ...options } = {}) {
      const { code, stdout, stderr } = await runScript(source, options)
      const problems = [...differs('the exit code', code, expected), ...differs('stderr', stderr, allowed)]
      if (FORMS.some((form) => `${stdout}${stderr}`.includes(form))) problems.push('I3: the key was printed')
      if (problems.length > 0) throw new Error(problems.join('\n'))
      return stdout
    },
  }
}

async function runCases(file, row, after) {
  const shared = await row.prepare?.(after)
  const child = await startChild(file, row, after)
  const problems = []
  for (const [index, one] of (row.cases ?? [{}]).entries()) {
    const merged = { ...row, ...one }
    const context = one.prepare ? await one.prepare(after) : shared
    for (const kind of ['read', 'write'].filter((kind) => merged[kind])) {
      const found = await runCase(child, merged, { id: row.id, index, kind, context })
      problems.push(...found.map((problem) => `${one.name ?? ''} [${kind}] ${problem}`))
    }
  }
  await child.end().catch(({ message }) => problems.push(message))
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

async function runCase(child, row, { context, ...which }) {
  const { kind } = which
  const expected = row[kind]
  const resolve = (value, { port } = {}) => (typeof value === 'function' ? value({ ...context, port }) : value)
  const faultServer = await startFaultServer(row.steps, resolve(row.server))
  const timeouts = row.shortTimeouts ? SHORT_TIMEOUTS : LONG_TIMEOUTS
  const options = { baseUrl: faultServer.baseUrl, ...timeouts, ...resolve(row.options, faultServer) }
  try {
    const report = await child.ask('call', { ...which, options, context, port: faultServer.port })
    const requests = faultServer.requests.length
    const problems = brokenInvariants(report, {
      ...expected,
      timeout: options.timeout,
      kind,
      requests,
      expectedRequests: expected.requests,
    })
    for (const name of Object.keys(expected).filter((name) => !NOT_IN_REPORT.has(name))) {
      problems.push(...differs(name, report[name], expected[name]))
    }
    problems.push(...(await checkServerAndTime(expected, report, faultServer, requests)))
    await faultServer.heal()
    if (row.healthy !== false) {
      const { problem } = await child.ask('healthy')
      if (problem) problems.push(`I9: ${problem}`)
    }
    await faultServer.close()
    const { baseline, now } = await child.ask('descriptors')
    if (now > baseline) problems.push(`I5: ${now} descriptors are open, and ${baseline} were`)
    if (problems.length > 0) problems.push(`  the call: ${report.succeeded ? 'succeeded' : report.stack}`)
    return problems
  } finally {
    await faultServer.close()
  }
}

/** Checks what the server saw, and how long the call took. */
async function checkServerAndTime({ requests, connections, elapsed, ended, cpu, check }, report, faultServer, seen) {
  const problems = []
  if (requests !== undefined) problems.push(...differs('I6: the number of requests', seen, requests))
  if (connections !== undefined) {
    problems.push(...differs('the number of connections', faultServer.connections.length, connections))
  }
  if (elapsed) {
    const [least, most] = elapsed
    // Timers on both sides round to a millisecond.
    if (report.elapsed < least - 2 || report.elapsed - report.foreign > most) {
      problems.push(`took ${Math.round(report.elapsed)} ms, expected ${least} to ${most}`)
    }
  }
  if (cpu && report.cpu > cpu) problems.push(`used ${report.cpu} ms of processor time, expected at most ${cpu}`)
  if (ended) {
    const open = await faultServer.ended(1000)
    if (open.length > 0) problems.push(`I5: ${open.length} connections are open a second after the call`)
  }
  if (check) {
    try {
      await check({ report, faultServer })
    } catch (error) {
      problems.push(error.message)
    }
  }
  return problems
}

/** The child process of a row, ready to call. */
async function startChild(file, { env = {}, execArgv = [], prefix }, after) {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(COINPORT|NODE_TEST|NODE_OPTIONS|NODE_EXTRA_CA_CERTS$|.*_proxy$)/i.test(name),
    ),
  )
  const [execPath, ...before] = [...(prefix ?? []), process.execPath]
  const child = fork(path.join(__dirname, 'child.js'), [file], {
    execPath,
    execArgv: [...before, ...execArgv],
    env: { ...clean, ...DEBUG_OUTPUT, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].on('data', (chunk) => {
      output[name] += chunk
    })
  }
  const exited = once(child, 'close')
  after(() => child.kill('SIGKILL'))

  async function ask(command, fields = {}) {
    if (!child.connected) throw new Error(`the child has ended: ${output.stderr}`)
    child.send({ command, ...fields })
    const timer = setTimeout(() => child.kill('SIGKILL'), CHILD_TIMEOUT)
    const [reply] = await Promise.race([
      once(child, 'message'),
      exited.then(([code, signal]) => {
        throw new Error(`I4: the child ended with ${signal ?? code} while it was asked to ${command}: ${output.stderr}`)
      }),
    ]).finally(() => clearTimeout(timer))
    return reply
  }

  /** Ends the child. Fails if its exit code is not 0, or if it has printed something. */
  async function end() {
    child.send({ command: 'end' })
    const timer = setTimeout(() => child.kill('SIGKILL'), CHILD_TIMEOUT)
    const [code, signal] = await exited
    clearTimeout(timer)
    const problems = []
    if (code !== 0) problems.push(`I4: the child ended with ${signal ?? code}`)
    if (output.stdout + output.stderr !== '') problems.push(`I4: the child printed ${output.stdout}${output.stderr}`)
    if (FORMS.some((form) => (output.stdout + output.stderr).includes(form))) problems.push('I3: the key was printed')
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }

  await ask('warmUp')
  return { ask, end, process: child, output, exited }
}

module.exports = { runRow }

// A row with its own network namespace runs in a process that `unshare` starts.
if (require.main === module) {
  const [, , file, id] = process.argv
  require('node:child_process').execFileSync('ip', ['link', 'set', 'lo', 'up'])
  runRow(file, id).then(
    () => process.exit(0),
    (error) => {
      console.error(error.message)
      process.exit(1)
    },
  )
}
