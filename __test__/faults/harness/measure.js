'use strict'

const { readdirSync, readFileSync, writeFileSync } = require('node:fs')
const { setTimeout: wait } = require('node:timers/promises')

const INTERVAL = 10
const MIB = 1024 * 1024

/**
 * How long the threads of this process have waited for a processor that others had, in ms, in total; undefined where
 * there is no descriptor left to look with.
 */
function foreignDelay() {
  const tasks = listed('/proc/self/task')
  const waited = (task) => {
    try {
      return Number(readFileSync(`/proc/self/task/${task}/schedstat`, 'utf8').split(' ')[1]) / 1e6
    } catch {
      return 0 // The thread has just ended.
    }
  }
  return tasks?.reduce((sum, task) => sum + waited(task), 0)
}

function listed(directory) {
  try {
    return readdirSync(directory)
  } catch (error) {
    if (error.code === 'EMFILE') return undefined
    throw error
  }
}

function memory(field) {
  return (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024) / MIB
}

/**
 * Measures the process until the function that it gives is called.
 * - `blocked`: the longest time, in ms, that the event loop was held up. A timer of 10 ms is late for three reasons: our
 *   code runs, our code waits (for a lock, a file, a helper thread of V8), or others have the processor. The kernel
 *   counts the last for each thread (schedstat); it is taken off, so that a busy machine does not fail a row.
 * - `rise`: how far the resident memory rose, in MiB, at its highest.
 * - `foreign`: how long the threads of the process waited for a processor, in ms, in total.
 * - `cpu`: the processor time of the process in ms.
 */
function startMeasuring() {
  writeFileSync('/proc/self/clear_refs', '5') // The high-water mark of the memory starts anew.
  const resident = memory('VmRSS')
  const cpu = process.cpuUsage()
  const first = { at: performance.now(), foreign: foreignDelay() }
  let blocked = 0
  let last = first
  const sample = () => {
    const now = { at: performance.now(), foreign: foreignDelay() ?? last.foreign }
    blocked = Math.max(blocked, now.at - last.at - INTERVAL - Math.max(0, now.foreign - last.foreign))
    last = now
  }
  const timer = setInterval(sample, INTERVAL)
  return () => {
    clearInterval(timer)
    sample()
    const { user, system } = process.cpuUsage(cpu)
    return {
      blocked: Math.round(blocked),
      rise: Math.round(memory('VmHWM') - resident),
      foreign: Math.max(0, Math.round(last.foreign - first.foreign)),
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

module.exports = { startMeasuring, foreignDelay, descriptors, settledDescriptors }
