const { spawnSync } = require('node:child_process')
const { copyFileSync, cpSync, existsSync } = require('node:fs')
const path = require('node:path')
const { LIBRARY } = require('../../scripts/build.js')
const { temporaryFolder } = require('./temporary-folder.js')
const { ROOT } = require('./script.js')
const { notRun } = require('./tools.js')

/** Why an addon that panics cannot be built here, or false. */
const notRunWithoutRust = () =>
  (!existsSync(path.join(ROOT, 'target')) || spawnSync('cargo', ['--version']).error) &&
  notRun('it needs Rust, and a clone in which the addon was built')

/** Makes a copy of the package whose addon has the function `injectPanic(place)`; returns its folder. */
function panickingPackage(t) {
  const args = 'rustc --lib --crate-type cdylib --locked --quiet --features inject-panics'.split(' ')
  const { status, stderr } = spawnSync('cargo', args, { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the addon was not built: ${stderr}`)
  const folder = temporaryFolder(t)
  copyFileSync(path.join(ROOT, 'target/debug', LIBRARY), path.join(folder, 'coinport.node'))
  copyFileSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'))
  cpSync(path.join(ROOT, 'lib'), path.join(folder, 'lib'), { recursive: true })
  return folder
}

module.exports = { notRunWithoutRust, panickingPackage }
