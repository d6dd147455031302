'use strict'

const { readdirSync, readFileSync, readSync, openSync, writeFileSync } = require('node:fs')
const { setTimeout: wait } = require('node:timers/promises')

const INTERVAL = 5
const MIB = 1024 * 1024

/** How long a thread waited for a processor that others had, in ms since it began. */
function waitedForProcessor(file) {
  try {
    const text = typeof file === 'number' ? readAt(file) : readFileSync(file, 'utf8')
    return Number(text.split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

const buffer = Buffer.alloc(128)
const readAt = (file) => buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0))

/** The sum for all threads of this process. */
function foreignDelay() {
  const tasks = readdirSync('/proc/self/task').map((task) => `/proc/self/task/${task}/schedstat`)
  return tasks.reduce((sum, file) => sum + waitedForProcessor(file), 0)
}

function memory(field) {
  return (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024) / MIB
}

/**
 * Measures the process until the function that it gives is called.
 * - `blocked`: the longest time, in ms, that the event loop was held up. A timer of 5 ms is late for three reasons: our
 *   code runs, our code waits (a lock, a file), or another process has the processor. The kernel counts the last
 *   (schedstat), and it is taken off, so that a busy machine does not fail a row.
 * - `rise`: how far the resident memory rose, in MiB, at its highest.
 * - `foreign`: how long the threads of the process waited for a processor, in ms, in total.
 * - `cpu`: the processor time of the process in ms.
 */
function startMeasuring() {
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`)
  const foreign = foreignDelay()
  writeFileSync('/proc/self/clear_refs', '5') // The high-water mark of the memory starts anew.
  const resident = memory('VmRSS')
  const cpu = process.cpuUsage()
  let blocked = 0
  let last = { at: performance.now(), waited: waitedForProcessor(file) }
  const sample = () => {
    const now = { at: performance.now(), waited: waitedForProcessor(file) }
    blocked = Math.max(blocked, now.at - last.at - INTERVAL - (now.waited - last.waited))
    last = now
  }
  const timer = setInterval(sample, INTERVAL)
  return () => {
    clearInterval(timer)
    sample()
    require('node:fs').closeSync(file)
    const { user, system } = process.cpuUsage(cpu)
    return {
      blocked: Math.round(blocked),
      rise: Math.round(memory('VmHWM') - resident),
      foreign: Math.round(foreignDelay() - foreign),
      cpu: Math.round((user + system) / 1000),
    }
  }
}

const descriptors = () => readdirSync('/proc/self/fd').length

/** How many descriptors are open when there are no more than `most`, or after a second. */
async function settledDescriptors(most) {
  for (const end = performance.now() + 1000; descriptors() > most && performance.now() < end; ) await wait(5)
  return descriptors()
}

module.exports = { startMeasuring, descriptors, settledDescriptors, foreignDelay }
