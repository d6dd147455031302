// Publishes the packages of a folder to npm: those of the platforms first, so that nobody installs a coinport whose addon
// is not there yet. Packages that are already published are left as they are, so a release that failed can be run again.
//
//   node scripts/publish.js dist

const { execFileSync, spawnSync } = require('node:child_process')
const { readdirSync } = require('node:fs')
const path = require('node:path')
const { TARGETS } = require('../lib/native/platform.js')

const NAMES = [...Object.keys(TARGETS).map((target) => `@coinport/${target}`), 'coinport']

/** The packages of a folder in the order of `NAMES`. Fails if one is missing, or if their versions differ. */
function packagesOf(folder) {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.tgz'))
    .map((file) => read(path.resolve(folder, file)))
  const packages = NAMES.map((name) => found.find((one) => one.name === name))
  const missing = NAMES.filter((_, index) => !packages[index])
  if (missing.length > 0) throw new Error(`${folder} has no package ${missing.join(', ')}`)
  if (found.length > NAMES.length) throw new Error(`${folder} has ${found.length} packages instead of ${NAMES.length}`)
  const versions = [...new Set(packages.map(({ version }) => version))]
  if (versions.length > 1) throw new Error(`the packages have different versions: ${versions.join(', ')}`)
  return packages
}

function read(tarball) {
  const manifest = execFileSync('tar', ['-xOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  const { name, version } = JSON.parse(manifest)
  return { tarball, name, version }
}

function publish({ tarball, name, version }) {
  if (isPublished(name, version)) return console.log(`${name}@${version} is already published`)
  const tag = version.includes('-') ? 'next' : 'latest'
  const { status, error } = spawnSync('npm', ['publish', tarball, '--access', 'public', '--tag', tag], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (error || status !== 0) throw error ?? new Error(`npm could not publish ${name}@${version}`)
  console.log(`${name}@${version} is published as ${tag}`)
}

/** Asks the registry. Fails if it does not respond, because that says nothing about the package. */
function isPublished(name, version) {
  const args = ['view', `${name}@${version}`, 'version', '--json', '--prefer-online']
  const { stdout, status, error } = spawnSync('npm', args, { encoding: 'utf8' })
  if (error) throw error
  if (status === 0) return stdout.trim() !== ''
  const { code, summary } = JSON.parse(stdout).error
  if (code !== 'E404') throw new Error(`the registry does not respond: ${code} ${summary}`)
  return false
}

function main([folder]) {
  if (folder === undefined) throw new Error('usage: node scripts/publish.js <folder>')
  for (const one of packagesOf(folder)) publish(one)
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
