// `npm run bench` measures coinport and the clients that a Node service would use instead. It writes results.json and the
// tables and plots of README.md and docs/performance.md.
//
// `--only <part of a case's name>` measures some cases, `--quick` measures for a shorter time; both only print the figures.

const { spawnSync } = require('node:child_process')
const { readFileSync, writeFileSync } = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { parseArgs } = require('node:util')
const { build } = require('../scripts/build.js')
const { install } = require('../scripts/install.js')
const { BODIES, CASES, COLD_CASES, titleOf } = require('./cases.js')
const { buildCeiling } = require('./ceiling.js')
const { CLIENTS } = require('./clients.js')
const { measureKeyLengths } = require('./key-lengths.js')
const { medians } = require('./medians.js')
const { missingTools, startNginx } = require('./nginx.js')
const { runScript } = require('./processes.js')
const { writeReports } = require('./report.js')
const { caseTable, hotTable, keyTable } = require('./tables.js')

const FULL = { rounds: 5, coldStarts: 3, warmUp: 250, duration: 700 }
const QUICK = { rounds: 2, coldStarts: 2, warmUp: 150, duration: 300 }

async function main() {
  const { quick, only } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } }).values
  const chosen = (cases) => cases.filter(({ name }) => name.includes(only ?? ''))
  const [cases, coldCases] = [chosen(CASES), chosen(COLD_CASES)]
  if (cases.length + coldCases.length === 0) {
    fail(
      `No case has "${only}" in its name. The cases are: ${[...CASES, ...COLD_CASES].map(({ name }) => name).join(', ')}.`,
    )
  }
  const missing = missingTools()
  if (missing.length > 0) fail(`Missing: ${missing.join(', ')}. On Debian: apt-get install ${missing.join(' ')}`)

  install(__dirname)
  build()
  const ceiling = buildCeiling()

  const bodies = Object.entries(BODIES).map(([name, { path, json }]) => [`${name}/${path}`, json])
  const nginx = await startNginx(Object.fromEntries(bodies))
  try {
    const pace = quick ? QUICK : FULL
    const measured = await measureAll({ cases, coldCases, pace, nginx, ceiling })
    const results = { ...surroundings(), rounds: pace.rounds, ...measured, hotCalls: await measureHotCalls(pace) }
    results.keyLengths = await measureKeyLengths(pace, nginx.origins.http, progress)
    for (const measuredCase of [...results.cases, ...results.cold]) {
      console.log(`\n${measuredCase.title}\n\n${caseTable(measuredCase)}`)
    }
    console.log(`\nHot calls without network\n\n${hotTable(results)}`)
    console.log(`\nThe length of the key\n\n${keyTable(results)}`)
    if (quick || only) return
    writeFileSync(path.join(__dirname, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
    for (const file of writeReports(results)) console.log(`wrote ${file}`)
  } finally {
    await nginx.close()
  }
}

/** Interleaves cases and clients, so that a disturbance of the machine affects all of them. */
async function measureAll({ cases, coldCases, pace, nginx, ceiling }) {
  const samples = new Map()
  const add = ({ name }, who, figures) => {
    const key = `${name} ${who}`
    samples.set(key, [...(samples.get(key) ?? []), figures])
  }
  const { warmUp, duration } = pace
  const env = { NODE_EXTRA_CA_CERTS: nginx.certificate }
  for (let round = 1; round <= pace.rounds; round++) {
    for (const measuredCase of cases) {
      const { body, protocol, inFlight } = measuredCase
      progress(`round ${round} of ${pace.rounds}: ${measuredCase.name}`)
      const baseUrl = `${nginx.origins[protocol]}/${body}`
      const input = { body, baseUrl, protocol, inFlight, warmUp, duration }
      for (const client of rotated(clientsOf(measuredCase), round)) {
        add(measuredCase, client, await runScript('measure.js', { ...input, client }, { flags: ['--expose-gc'], env }))
      }
      if (protocol === 'http') {
        const { thread } = await runScript('measure.js', { ...input, inFlight: 1, client: 'parse' })
        add(measuredCase, 'parse', { thread })
        add(measuredCase, 'ceiling', await ceiling({ ...input, call: BODIES[body].call }))
      }
    }
    for (const measuredCase of coldCases) {
      const { body: name, protocol } = measuredCase
      progress(`round ${round} of ${pace.rounds}: ${measuredCase.name}`)
      const { path, call, rows } = BODIES[name]
      const input = { body: { path, call, rows }, baseUrl: `${nginx.origins[protocol]}/${name}`, protocol }
      for (let start = 1; start <= pace.coldStarts; start++) {
        for (const client of rotated(clientsOf(measuredCase), start)) {
          add(measuredCase, client, await runScript('cold.js', { ...input, client }, { env }))
        }
      }
    }
  }
  progress('')
  const median = (measuredCase) => {
    const names = [...clientsOf(measuredCase), 'parse', 'ceiling']
    const known = names.filter((who) => samples.has(`${measuredCase.name} ${who}`))
    const figures = known.map((who) => [who, medians(samples.get(`${measuredCase.name} ${who}`))])
    // The figures name the clients.
    return { ...measuredCase, clients: undefined, title: titleOf(measuredCase), figures: Object.fromEntries(figures) }
  }
  return { cases: cases.map(median), cold: coldCases.map(median) }
}

/** The cost of building a result, by call. */
async function measureHotCalls({ rounds }) {
  const samples = []
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}: hot calls`)
    samples.push(await runScript('hot-calls.js'))
  }
  progress('')
  const names = Object.keys(samples[0])
  return Object.fromEntries(names.map((name) => [name, medians(samples.map((sample) => sample[name]))]))
}

const clientsOf = ({ protocol, clients = Object.keys(CLIENTS) }) =>
  clients.filter((name) => CLIENTS[name].protocols.includes(protocol))

/** Starts the list at another element, so that no client always goes first. */
const rotated = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)]

/** What the figures depend on: date, machine and versions. */
function surroundings() {
  const { dependencies } = JSON.parse(readFileSync(path.join(__dirname, 'package.json'), 'utf8'))
  const [{ model }] = os.cpus()
  return {
    command: 'npm run bench',
    date: new Date().toISOString().slice(0, 10),
    machine: `${os.cpus().length} × ${model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}`,
    versions: {
      coinport: require('../package.json').version,
      node: process.versions.node,
      'undici in node': process.versions.undici,
      ...dependencies,
      nginx: /nginx\/(\S+)/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr)?.[1],
    },
  }
}

function progress(text) {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`)
  else if (text) console.log(text)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
