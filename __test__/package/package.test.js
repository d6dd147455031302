const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { after, before, test } = require('node:test')
const { CANARY } = require('../support/canary.js')
const { holdsKey } = require('../support/leak-channels.js')
const { packLocal } = require('../support/packages.js')
const { ROOT } = require('../support/script.js')
const { notRun } = require('../support/tools.js')
const { TARGETS, thisTarget } = require('../../lib/native/platform.js')
const { version } = require('../../package.json')

const RUNTIMES = path.join(ROOT, '__test__/runtimes/node_modules')
const RESULT = { markets: 89, balance: '0.5', listed: 89, refused: true }
const MAX_INSTALLED = 8 * 1024 * 1024

let project
let manifests

before(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'coinport-package-'))
  const output = path.join(project, '.dist')
  const tarballs = packLocal(output)
  writeFileSync(path.join(project, 'package.json'), '{}')
  const cache = path.join(project, '.cache')
  npm('install', '--offline', '--cache', cache, '--no-audit', '--no-fund', '--foreground-scripts', ...tarballs)
  for (const folder of [cache, output]) rmSync(folder, { recursive: true })
  cpSync(path.join(__dirname, 'trial'), project, { recursive: true })
  manifests = [installed('coinport', 'package.json'), installed('@coinport', thisTarget(), 'package.json')].map(
    (file) => JSON.parse(readFileSync(file, 'utf8')),
  )
})

after(() => rmSync(project, { recursive: true }))

function npm(...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: project,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  assert.equal(status, 0, stdout + stderr)
}

function installed(...names) {
  return path.join(project, 'node_modules', ...names)
}

function files(folder = installed()) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== '.package-lock.json',
  )
}

test('node_modules holds the package and its addon for this platform, and nothing else', () => {
  const names = readdirSync(installed()).filter((name) => !name.startsWith('.'))
  assert.deepEqual(names.sort(), ['@coinport', 'coinport'])
  assert.deepEqual(readdirSync(installed('@coinport')), [thisTarget()])
})

test('the installed packages take less than 8 MB', () => {
  const bytes = files().reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
  assert.ok(bytes > 1024 * 1024 && bytes < MAX_INSTALLED, `${bytes} bytes`)
})

test('installing runs no script', () => {
  for (const manifest of manifests) assert.equal(manifest.scripts, undefined, manifest.name)
  assert.ok(!files().some((entry) => entry.name === 'binding.gyp'), 'npm would compile it')
})

test('the only dependencies are the addons, in the same version, and axios as an optional peer', () => {
  const [main, platform] = manifests
  assert.deepEqual(
    main.optionalDependencies,
    Object.fromEntries(Object.keys(TARGETS).map((name) => [`@coinport/${name}`, version])),
  )
  assert.deepEqual(
    [main.dependencies, main.bundleDependencies, platform.dependencies],
    [undefined, undefined, undefined],
  )
  assert.deepEqual(main.peerDependenciesMeta, { axios: { optional: true } })
  assert.deepEqual([main.version, platform.version], [version, version])
  assert.match(readFileSync(path.join(ROOT, 'Cargo.toml'), 'utf8'), new RegExp(`^version = "${version}"$`, 'm'))
})

const BUILD_PATH = /\/(?:root|home\/[\w.-]+|Users\/[\w.-]+)\/|\\Users\\|[\w.]\/\.?cargo\/registry|\/toolchains\//
const JWT = /eyJhbGciOi/
const betrays = (text) => holdsKey(text) || text.includes(ROOT) || BUILD_PATH.test(text) || JWT.test(text)

test('L18: the installed files contain no key and no path of the build machine', () => {
  assert.ok(betrays(`panicked at ${os.homedir()}/.cargo/registry/src/x.rs`) && betrays(CANARY), 'the search must work')
  const found = files()
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => betrays(readFileSync(file, 'latin1')))
  assert.deepEqual(found, [])
})

test('the addon is built without the panics of tests', () => {
  const addon = installed('@coinport', thisTarget(), 'coinport.node')
  assert.equal(require(addon).injectPanic, undefined)
  assert.ok(!readFileSync(addon, 'latin1').includes('injected at'))
})

test('the workflow builds and tests the addon of every platform', () => {
  const workflow = readFileSync(path.join(ROOT, '.github/workflows/platforms.yml'), 'utf8')
  const named = (pattern) => [...workflow.matchAll(pattern)].map(([, target]) => target).sort()
  const targets = Object.keys(TARGETS).sort()
  assert.deepEqual(named(/^ +- target: (\S+)$/gm), targets)
  assert.deepEqual(named(/^ +- \{ target: ([\w-]+),/gm), targets)
  assert.deepEqual(named(/^ +- ([a-z0-9]+-(?:x64|arm64)\S*)$/gm), targets)
})

for (const [runtime, command, ...args] of [
  ['this Node', process.execPath],
  ['Node 22', path.join(RUNTIMES, 'node22/bin/node')],
  ['Node 24', path.join(RUNTIMES, 'node24/bin/node')],
  ['Node 26', path.join(RUNTIMES, 'node26/bin/node')],
  ['Bun', path.join(RUNTIMES, '@oven/bun-linux-x64/bin/bun')],
  ['Deno', path.join(RUNTIMES, '@deno/linux-x64-glibc/deno'), 'run', '--allow-all'],
]) {
  for (const trial of ['trial.cjs', 'trial.mjs']) {
    const skip = !existsSync(command) && notRun(`${runtime} is missing (npm ci --prefix __test__/runtimes)`)
    test(`on ${runtime}, the ${trial.endsWith('cjs') ? 'required' : 'imported'} package makes calls`, { skip }, () => {
      const { status, stdout, stderr } = spawnSync(command, [...args, trial], {
        cwd: project,
        encoding: 'utf8',
        timeout: 60_000,
      })
      assert.deepEqual([status, stderr], [0, ''])
      assert.deepEqual(JSON.parse(stdout), RESULT)
    })
  }
}

test('npx runs the command', () => {
  const { status, stdout } = spawnSync('npx', ['--no-install', 'coinport', '--help'], {
    cwd: project,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  assert.equal(status, 0)
  assert.match(stdout, /^Usage: coinport /)
})
