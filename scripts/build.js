// Builds the addon and puts it where lib/native/addon.js looks for it.

const { spawnSync } = require('node:child_process')
const { copyFileSync, renameSync } = require('node:fs')
const { homedir } = require('node:os')
const path = require('node:path')
const { thisTarget } = require('../lib/native/platform.js')

const ROOT = path.join(__dirname, '..')
const LIBRARY = { darwin: 'libcoinport.dylib', win32: 'coinport.dll' }[process.platform] ?? 'libcoinport.so'

function build({ debug = false } = {}) {
  console.log('Building the Rust addon (some minutes on a fresh clone, seconds afterwards) …')
  const options = debug ? [] : ['--release', ...releaseOptions()]
  // Without the rlib: if cargo builds both, it links the addon without LTO.
  const args = ['rustc', '--lib', '--crate-type', 'cdylib', '--locked', '--quiet', ...options]
  const { error, status } = spawnSync('cargo', args, {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (error?.code === 'ENOENT') {
    console.error(
      "Rust is missing: `cargo` was not found. Install it with\n  curl --proto '=https' -sSf https://sh.rustup.rs | sh",
    )
    process.exit(1)
  }
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
  // Renamed rather than overwritten, because a running process may have mapped the old file.
  const addon = path.join(ROOT, 'coinport.node')
  copyFileSync(path.join(ROOT, 'target', debug ? 'debug' : 'release', LIBRARY), `${addon}.new`)
  renameSync(`${addon}.new`, addon)
}

/**
 * The options of cargo for a release build.
 *
 * Panic messages contain source paths, which are remapped so that they do not show the folders of the build machine.
 * AWS_LC_SYS_NO_JITTER_ENTROPY saves 40 ms before the first connection, in which aws-lc would measure CPU jitter for
 * random numbers. The operating system and the CPU remain as sources; other TLS libraries use no more than these.
 */
function releaseOptions() {
  const cargoHome = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo')
  const flags = [`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${ROOT}=coinport`]
  // Links Microsoft's C runtime statically, so that users do not have to install it.
  if (process.platform === 'win32') flags.push('-Ctarget-feature=+crt-static')
  // Rust links musl statically by default, and such a library cannot be loaded as an addon.
  if (thisTarget().endsWith('-musl')) flags.push('-Ctarget-feature=-crt-static')
  const options = [`build.rustflags=${JSON.stringify(flags)}`, 'env.AWS_LC_SYS_NO_JITTER_ENTROPY="1"']
  return options.flatMap((option) => ['--config', option])
}

module.exports = { LIBRARY, build, releaseOptions }
if (require.main === module) build({ debug: process.argv.includes('--debug') })
