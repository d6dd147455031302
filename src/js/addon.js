// Loads the native half. Requiring it starts no thread and opens no socket.

const FILE = '../../coinport.node'

try {
  module.exports = require(FILE)
} catch (cause) {
  if (cause.code !== 'MODULE_NOT_FOUND') throw cause
  const target = `${process.platform}-${process.arch}`
  throw new Error(
    `coinport has no native addon for ${target}: ${require('node:path').join(__dirname, FILE)} is not there. ` +
      'In a clone of the repository, `npm run build` makes it (it needs Rust).',
    { cause },
  )
}
