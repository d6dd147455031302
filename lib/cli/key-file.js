const { closeSync, fstatSync, openSync, readSync } = require('node:fs')
const { UsageError } = require('./arguments.js')
const { printable } = require('./output.js')

/** Far more than a key with its secret. */
const MAX_BYTES = 64 * 1024
const GROUP_AND_OTHERS = 0o077

/** Reads the key from the first line and the optional secret from the second. The file may be a pipe. */
function readKeyFile(file) {
  const [apiKey, apiSecret, ...more] = readLines(file)
  if (!apiKey) throw new UsageError(`${file} is empty: its first line must be the key`)
  if (more.length > 0)
    throw new UsageError(`${file} must have the key on the first line, its secret on the second, and no more lines`)
  return apiSecret ? { apiKey, apiSecret } : { apiKey }
}

function readLines(file) {
  let text
  try {
    const descriptor = openSync(file, 'r')
    try {
      warnIfReadable(file, fstatSync(descriptor))
      text = readText(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error.code === undefined) throw error
    // Does not show the name: it is the key itself if the user mistook the option for --api-key.
    throw new UsageError(
      `the file for --api-key-file cannot be read (${error.code}): give the name of a file that contains the key`,
    )
  }
  if (text === undefined) throw new UsageError(`${file} is too large to be a key`)
  const lines = text.split('\n').map((line) => line.trim())
  while (lines.at(-1) === '') lines.pop()
  return lines
}

function readText(descriptor) {
  const buffer = Buffer.alloc(MAX_BYTES + 1)
  let size = 0
  for (let read = 1; read > 0 && size <= MAX_BYTES; size += read) {
    read = readSync(descriptor, buffer, size, buffer.length - size, null)
  }
  return size > MAX_BYTES ? undefined : buffer.toString('utf8', 0, size)
}

/** Windows has no file modes, and a pipe has no other readers. */
function warnIfReadable(file, status) {
  if (process.platform === 'win32' || !status.isFile() || !(status.mode & GROUP_AND_OTHERS)) return
  const name = printable(file)
  process.stderr.write(`coinport: warning: other users can read ${name}: chmod 600 ${name}\n`)
}

module.exports = { readKeyFile }
