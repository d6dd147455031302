// Which platform this is, and which have an addon: each in a package of its own, of which npm installs the one that
// fits. Every name stands in a `require` of its own: tools that copy what a program loads (Next.js, for one) look for
// that.

const { closeSync, openSync, readSync } = require('node:fs')

const TARGETS = {
  'linux-x64-gnu': () => require('@coinport/linux-x64-gnu'),
  'linux-x64-musl': () => require('@coinport/linux-x64-musl'),
  'linux-arm64-gnu': () => require('@coinport/linux-arm64-gnu'),
  'linux-arm64-musl': () => require('@coinport/linux-arm64-musl'),
  'darwin-x64': () => require('@coinport/darwin-x64'),
  'darwin-arm64': () => require('@coinport/darwin-arm64'),
  'win32-x64': () => require('@coinport/win32-x64'),
  'win32-arm64': () => require('@coinport/win32-arm64'),
}

/** The target that this process is. */
function thisTarget() {
  const target = `${process.platform}-${process.arch}`
  return process.platform === 'linux' ? `${target}-${libc()}` : target
}

/**
 * The C library of this process, by the loader that its executable names in its first bytes. process.report would know
 * it too, but takes 10 ms, several times as long as everything else that loading coinport does.
 */
function libc() {
  const head = Buffer.alloc(4096)
  try {
    const file = openSync(process.execPath, 'r')
    readSync(file, head, 0, head.length, 0)
    closeSync(file)
  } catch {
    // An executable that may not be read: the common one is tried, and the error says what was looked for.
  }
  return head.includes('/ld-musl-') ? 'musl' : 'gnu'
}

module.exports = { TARGETS, thisTarget }
