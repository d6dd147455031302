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
  // Built alone: beside an rlib, the addon would be linked without LTO.
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
  // Renamed, not overwritten: a running process may have the old one mapped.
  const addon = path.join(ROOT, 'coinport.node')
  copyFileSync(path.join(ROOT, 'target', debug ? 'debug' : 'release', LIBRARY), `${addon}.new`)
  renameSync(`${addon}.new`, addon)
}

/**
 * What cargo is told for what is released. Panics name the source file: the folders of the machine that built it are
 * nobody's business. Before the first connection, aws-lc would measure the jitter of the CPU for 40 ms, as a source of
 * random numbers beside the operating system and the CPU's own; those two are what TLS libraries rely on.
 */
function releaseOptions() {
  const cargoHome = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo')
  const flags = [`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${ROOT}=coinport`]
  // With Microsoft's C runtime linked in, users need not install it.
  if (process.platform === 'win32') flags.push('-Ctarget-feature=+crt-static')
  // Without it, the library would be one that musl cannot load.
  if (thisTarget().endsWith('-musl')) flags.push('-Ctarget-feature=-crt-static')
  const options = [`build.rustflags=${JSON.stringify(flags)}`, 'env.AWS_LC_SYS_NO_JITTER_ENTROPY="1"']
  return options.flatMap((option) => ['--config', option])
}

module.exports = { build, releaseOptions }
if (require.main === module) build({ debug: process.argv.includes('--debug') })
