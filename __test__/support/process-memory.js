'use strict'

const { closeSync, openSync, readFileSync, readSync } = require('node:fs')

const CHUNK = 1 << 24

/** Finds `text` in the private memory of process `pid`. Returns the `before` bytes in front of each occurrence. */
function findInMemory(pid, text, before = 24) {
  const found = []
  const wanted = Buffer.from(text)
  const memory = openSync(`/proc/${pid}/mem`)
  const chunk = Buffer.alloc(CHUNK + before + wanted.length)
  for (const [start, end] of writableRanges(pid)) {
    for (let at = start; at < end; at += CHUNK) {
      const length = Math.min(end - at, chunk.length)
      const bytes = chunk.subarray(0, read(memory, chunk, length, at))
      // A text that starts after the chunk is found with the next one.
      for (let index = bytes.indexOf(wanted); index >= 0 && index < CHUNK; index = bytes.indexOf(wanted, index + 1)) {
        found.push(bytes.toString('latin1', Math.max(0, index - before), index))
      }
    }
  }
  closeSync(memory)
  return found
}

function writableRanges(pid) {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')
  const ours = lines.filter((line) => /^\S+ rw.p/.test(line) && !line.includes('[v'))
  return ours.map((line) => line.split(/[- ]/, 2).map((address) => Number.parseInt(address, 16)))
}

/** Memory that cannot be read, such as a guard page, counts as empty. */
function read(file, buffer, length, position) {
  try {
    return readSync(file, buffer, 0, length, position)
  } catch {
    return 0
  }
}

module.exports = { findInMemory }
