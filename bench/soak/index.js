// `npm run soak` makes a million good calls, a million failing ones, 200,000 that are aborted and 200,000 that lose their
// connection, and records memory, descriptors, threads and listeners. Writes soak.csv, soak.json and soak.svg.
//
// `-- --calls 100000` makes fewer calls, `-- --tls` makes them over TLS. `-- --minutes 1440` makes 50 calls a second for a
// day instead.

const { fork } = require('node:child_process')
const { once } = require('node:events')
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { createInterface } = require('node:readline')
const { parseArgs } = require('node:util')
const { makeCertificate } = require('../nginx.js')
const { install } = require('../../scripts/install.js')
const { excessive, slopes } = require('./slopes.js')

const SAMPLES = 50
/** With `--minutes`. */
const CALLS_PER_SECOND = 50

async function main() {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '1000000' },
      minutes: { type: 'string' },
      tls: { type: 'boolean', default: false },
      output: { type: 'string', default: path.join(__dirname, '..', '..', 'target', 'soak') },
    },
  })
  const calls = Number(values.calls)
  if (!Number.isInteger(calls) || calls < 5000) throw new Error('--calls must be a whole number of at least 5000')
  const minutes = Number(values.minutes ?? 1)
  if (!(minutes >= 1)) throw new Error('--minutes must be a number of at least 1')
  const steady = [['steady', minutes * 60 * CALLS_PER_SECOND]]
  const mixed = [
    ['good', calls],
    ['failing', calls],
    ['aborted', calls / 5],
    ['lost', calls / 5],
  ]
  const phases = (values.minutes === undefined ? mixed : steady).map(([phase, calls]) => [phase, Math.round(calls)])

  install(path.join(__dirname, '..'))
  const folder = values.tls ? mkdtempSync(path.join(tmpdir(), 'coinport-soak-')) : undefined
  const samples = await measure(phases, folder).finally(() => folder && rmSync(folder, { recursive: true }))
  const growth = slopes(samples)
  const failures = excessive(growth)
  write(values.output, samples, growth)
  console.table(growth)
  console.log(`Written to ${values.output}`)
  console.log(
    failures.length
      ? `FAILED:\n${failures.join('\n')}`
      : 'Passed: memory grows by at most 1 MiB per 100,000 calls, and the rest is flat.',
  )
  process.exitCode = failures.length ? 1 : 0
}

/** Uses TLS if there is a folder, in which it makes the certificate. */
async function measure(phases, folder) {
  const certificate = folder && makeCertificate(folder)
  const server = fork(path.join(__dirname, 'server.js'), folder ? [folder] : [])
  const [port] = await once(server, 'message')
  const input = JSON.stringify({ port, certificate, phases, samples: SAMPLES, perSecond: CALLS_PER_SECOND })
  const subject = fork(path.join(__dirname, 'subject.js'), [input], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  subject.channel.unref()
  const exited = once(subject, 'exit')
  const samples = []
  for await (const line of createInterface({ input: subject.stdout })) {
    samples.push(JSON.parse(line))
    console.log(line)
  }
  const [code] = await exited
  server.disconnect()
  if (code !== 0) throw new Error(`the measured process exited with ${code}`)
  return samples
}

function write(folder, samples, growth) {
  mkdirSync(folder, { recursive: true })
  const columns = Object.keys(samples[0])
  const rows = samples.map((sample) => columns.map((column) => sample[column]).join())
  writeFileSync(path.join(folder, 'soak.csv'), `${[columns.join(), ...rows].join('\n')}\n`)
  writeFileSync(path.join(folder, 'soak.json'), `${JSON.stringify({ slopes: growth, samples }, null, 2)}\n`)
  // Loaded only now: the chart package takes a while.
  const { plot } = require('./plot.js')
  writeFileSync(path.join(folder, 'soak.svg'), plot(samples))
}

main()
