const { createReadStream } = require('node:fs')
const { stat } = require('node:fs/promises')
const { printable } = require('../printable.js')
const { UsageError } = require('./usage-error.js')

/** Far more than a key with its secret. */
const MAX_BYTES = 64 * 1024
const GROUP_AND_OTHERS = 0o077

/**
 * Reads the key from the first line and the optional secret from the second. The file may be a pipe; `-` is standard
 * input. `source` says where the key comes from.
 */
async function readKeyFile(file) {
  const source = file === '-' ? 'standard input' : file
  const text = file === '-' ? await readStandardInput() : await readFile(file)
  if (text === undefined) throw new UsageError(`${source} is too large to be a key`)
  const lines = text.split('\n').map((line) => line.trim())
  while (lines.at(-1) === '') lines.pop()
  const [apiKey, apiSecret, ...more] = lines
  if (!apiKey) throw new UsageError(`${source} is empty: its first line must be the key`)
  if (more.length > 0)
    throw new UsageError(`${source} must have the key on the first line, its secret on the second, and no more lines`)
  return { apiKey, apiSecret: apiSecret || undefined, source }
}

function readStandardInput() {
  if (!process.stdin.isTTY) return readText(process.stdin)
  throw new UsageError(
    'standard input is a terminal, which would show the key: pipe the key into the command, or name its file',
  )
}

async function readFile(file) {
  try {
    const text = await readText(createReadStream(file))
    await warnIfReadable(file)
    return text
  } catch (error) {
    if (error.code === undefined) throw error
    // Does not show the name: it is the key itself if the user mistook the option for --api-key.
    throw new UsageError(
      `the file for --api-key-file cannot be read (${error.code}): give the name of a file that contains the key`,
    )
  }
}

/** The text of a stream; undefined if it is too large. */
async function readText(stream) {
  const chunks = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BYTES) return undefined
  }
  return Buffer.concat(chunks).toString()
}

/** Windows has no file modes, and a pipe has no other readers. */
async function warnIfReadable(file) {
  const status = await stat(file)
  if (process.platform === 'win32' || !status.isFile() || !(status.mode & GROUP_AND_OTHERS)) return
  const name = printable(file)
  process.stderr.write(`coinport: warning: other users can read ${name}: chmod 600 ${name}\n`)
}

module.exports = { readKeyFile }
