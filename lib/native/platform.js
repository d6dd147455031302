// The platforms that have an addon. Each addon is in its own package, and npm installs the one that fits. Every name is
// written in a `require`, because tools that copy the files of a program, such as Next.js, look for that.

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

/** The platform of this process. */
function thisTarget() {
  const target = `${process.platform}-${process.arch}`
  return process.platform === 'linux' ? `${target}-${libc()}` : target
}

/**
 * The C library of this process. The first bytes of the executable name its loader. `process.report` knows it too, but
 * takes 10 ms, several times as long as everything else that loading coinport does.
 */
function libc() {
  const start = Buffer.alloc(4096)
  try {
    const file = openSync(process.execPath, 'r')
    readSync(file, start, 0, start.length, 0)
    closeSync(file)
  } catch {
    // The executable cannot be read: glibc is the more common one.
  }
  return start.includes('/ld-musl-') ? 'musl' : 'gnu'
}

module.exports = { TARGETS, thisTarget }
