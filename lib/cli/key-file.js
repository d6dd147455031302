const { closeSync, fstatSync, openSync, readSync } = require('node:fs')
const { UsageError } = require('./arguments.js')
const { printable } = require('./output.js')

/** More than any key with its secret. */
const MOST_BYTES = 64 * 1024
const OTHERS = 0o077

/** The key on the first line of a file and its secret on the second, if there is one. A pipe will do. */
function readKeyFile(file) {
  const [apiKey, apiSecret, ...more] = readLines(file)
  if (!apiKey) throw new UsageError(`${file} is empty: its first line must be the key`)
  if (more.length > 0)
    throw new UsageError(`${file} must have the key on its first line, its secret on the second, and no more`)
  return apiSecret ? { apiKey, apiSecret } : { apiKey }
}

function readLines(file) {
  let text
  try {
    const descriptor = openSync(file, 'r')
    try {
      warnOfReaders(file, fstatSync(descriptor))
      text = readText(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error.code === undefined) throw error
    // Without its name, which is the key itself where somebody has mistaken the option for one.
    throw new UsageError(`the file of --api-key-file cannot be read (${error.code}): give it a file with the key`)
  }
  if (text === undefined) throw new UsageError(`${file} is too large to be a key`)
  const lines = text.split('\n').map((line) => line.trim())
  while (lines.at(-1) === '') lines.pop()
  return lines
}

function readText(descriptor) {
  const buffer = Buffer.alloc(MOST_BYTES + 1)
  let size = 0
  for (let read = 1; read > 0 && size <= MOST_BYTES; size += read) {
    read = readSync(descriptor, buffer, size, buffer.length - size, null)
  }
  return size > MOST_BYTES ? undefined : buffer.toString('utf8', 0, size)
}

/** Windows has no such modes, and a pipe has no readers beside us. */
function warnOfReaders(file, status) {
  if (process.platform === 'win32' || !status.isFile() || !(status.mode & OTHERS)) return
  const name = printable(file)
  process.stderr.write(`coinport: warning: other users may read ${name}: chmod 600 ${name}\n`)
}

module.exports = { readKeyFile }
