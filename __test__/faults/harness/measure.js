'use strict'

const { readdirSync, readFileSync, writeFileSync } = require('node:fs')
const { setTimeout: wait } = require('node:timers/promises')

const INTERVAL = 10
const MIB = 1024 * 1024

/**
 * The total time in ms that the threads of this process have waited while other processes used the processor. Undefined
 * if no file descriptor is free to read it.
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
 * Measures the process until the returned function is called, which returns:
 * - `blocked`: the longest time in ms that the event loop was blocked. A timer of 10 ms is late for three reasons: this
 *   process runs code, waits (for a lock, a file, a helper thread of V8), or other processes use the processor. The
 *   kernel counts the last for each thread (schedstat). It is subtracted, so that a busy machine does not fail a row.
 * - `rise`: the largest growth of the resident memory in MiB.
 * - `foreign`: the total time in ms that the threads waited for the processor.
 * - `cpu`: the processor time of the process in ms.
 */
function startMeasuring() {
  writeFileSync('/proc/self/clear_refs', '5') // Resets the high-water mark of the memory.
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

/** Waits up to a second until at most `most` descriptors are open. Returns how many are. */
async function settledDescriptors(most) {
  for (const end = performance.now() + 1000; descriptors() > most && performance.now() < end; ) await wait(5)
  return descriptors()
}

module.exports = { startMeasuring, foreignDelay, descriptors, settledDescriptors }
