const { spawnSync } = require('node:child_process')
const { statSync } = require('node:fs')
const path = require('node:path')

/** Installs the npm packages of a folder with these options of npm, unless those of its lock file are installed already. */
function install(folder, ...options) {
  if (modified(folder, 'package-lock.json') <= modified(folder, 'node_modules/.package-lock.json')) return
  console.log(`Installing the packages of ${path.join(folder, 'package.json')} …`)
  const { error, status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--silent', ...options], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error || status !== 0) throw error ?? new Error(`npm could not install the packages of ${folder}`)
}

/** When a file was last written, in milliseconds; 0 if it does not exist. */
function modified(folder, file) {
  return statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

module.exports = { install }
