'use strict'

// A release, rehearsed with a registry on loopback: scripts/publish.js publishes all nine packages, and npm installs them
// from there. Seven of the addons cannot be built here, so they are empty files.

const assert = require('node:assert/strict')
const {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { after, before, describe, test } = require('node:test')
const { pack, packLocal, run } = require('../support/packages.js')
const { ROOT } = require('../support/script.js')
const { notRun } = require('../support/tools.js')
const { TARGETS, thisTarget } = require('../../lib/native/platform.js')
const { version } = require('../../package.json')

const VERDACCIO = path.join(ROOT, '__test__/registry/node_modules/verdaccio')
const OTHERS = Object.keys(TARGETS).filter((target) => target !== thisTarget())
const NAMES = ['coinport', ...Object.keys(TARGETS).map((target) => `@coinport/${target}`)]

const skip =
  !existsSync(VERDACCIO) && notRun('verdaccio is missing (npm ci --ignore-scripts --prefix __test__/registry)')

describe('a release', { skip }, () => {
  let folder
  let server
  let environment

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'coinport-release-'))
    server = await startRegistry(path.join(folder, 'storage'))
    const url = `http://127.0.0.1:${server.address().port}/`
    const userconfig = path.join(folder, 'npmrc')
    writeFileSync(userconfig, `registry=${url}\n${url.slice('http:'.length)}:_authToken=rehearsal\n`)
    environment = {
      npm_config_registry: url,
      npm_config_userconfig: userconfig,
      npm_config_cache: path.join(folder, 'cache'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
    }

    const stub = path.join(folder, 'stub.node')
    writeFileSync(stub, '')
    packLocal(path.join(folder, 'dist'))
    for (const target of OTHERS) pack(path.join(folder, 'dist'), target, stub)
  })

  after(() => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  })

  const npm = (directory, ...args) => run(directory, 'npm', args, { env: environment })
  const publish = (directory = path.join(folder, 'dist')) =>
    run(ROOT, process.execPath, ['scripts/publish.js', directory], { env: environment })
  const registered = () =>
    Promise.all(
      NAMES.map(async (name) => (await fetch(environment.npm_config_registry + name.replace('/', '%2f'))).json()),
    )

  /** Installs coinport in an empty project; returns the project and the packages that are installed. */
  async function install(...flags) {
    const project = mkdtempSync(path.join(folder, 'project-'))
    writeFileSync(path.join(project, 'package.json'), '{}')
    await npm(project, 'install', 'coinport', ...flags)
    const names = (directory) => readdirSync(path.join(project, 'node_modules', directory))
    const own = names('.').filter((name) => !name.startsWith('.'))
    return { project, installed: own.flatMap((name) => (name.startsWith('@') ? names(name) : [name])) }
  }

  test('publishes nothing unless all nine packages are there in one version', async () => {
    const partial = path.join(folder, 'partial')
    mkdirSync(partial)
    await assert.rejects(publish(partial), /has no package @coinport\/linux-x64-gnu, .*, coinport\n$/)
    for (const document of await registered()) assert.equal(document.versions, undefined)
  })

  test('publishes the platforms and then coinport, and completes a release that was interrupted', async () => {
    const first = `coinport-linux-x64-gnu-${version}.tgz`
    await npm(folder, 'publish', path.join(folder, 'dist', first), '--access', 'public')
    const { stdout } = await publish()
    const lines = stdout.split('\n').filter((line) => line.includes(' is '))
    assert.deepEqual(lines, [
      `@coinport/linux-x64-gnu@${version} is already published`,
      ...Object.keys(TARGETS)
        .slice(1)
        .map((target) => `@coinport/${target}@${version} is published as latest`),
      `coinport@${version} is published as latest`,
    ])
    for (const document of await registered()) assert.deepEqual(document['dist-tags'], { latest: version })
  })

  test('changes nothing if it is run again', async () => {
    const earlier = await registered()
    const { stdout } = await publish()
    assert.equal(stdout.match(/ is already published$/gm).length, NAMES.length)
    assert.deepEqual(await registered(), earlier)
  })

  test('is installed with the addon of this platform, and makes calls', async () => {
    const { project, installed } = await install()
    assert.deepEqual(installed, [thisTarget(), 'coinport'])
    cpSync(path.join(__dirname, 'trial'), project, { recursive: true })
    const { stdout } = await run(project, process.execPath, ['trial.cjs'])
    assert.equal(JSON.parse(stdout).markets, 89)
  })

  test('is installed from its lock file with the same packages', async () => {
    const { project } = await install()
    const lock = JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8'))
    const locked = Object.keys(lock.packages).filter((name) => name.startsWith('node_modules/'))
    assert.deepEqual(locked.sort(), NAMES.map((name) => `node_modules/${name}`).sort())
    await npm(project, 'ci', '--os=darwin', '--cpu=x64')
    assert.deepEqual(readdirSync(path.join(project, 'node_modules/@coinport')), ['darwin-x64'])
  })

  for (const [flags, target] of [
    ['--os=darwin --cpu=arm64', 'darwin-arm64'],
    ['--os=linux --cpu=x64 --libc=musl', 'linux-x64-musl'],
    ['--os=linux --cpu=arm64 --libc=glibc', 'linux-arm64-gnu'],
    ['--os=win32 --cpu=x64', 'win32-x64'],
  ]) {
    test(`is installed with ${flags} with the addon ${target} and no other`, async () => {
      const { installed } = await install(...flags.split(' '))
      assert.deepEqual(installed, [target, 'coinport'])
    })
  }

  test('of a prerelease gets the tag next, and leaves latest as it is', async () => {
    const next = `${version}-rc.1`
    const dist = path.join(folder, 'dist')
    const candidates = path.join(folder, 'candidates')
    mkdirSync(candidates)
    for (const tarball of readdirSync(dist)) {
      const unpacked = mkdtempSync(path.join(folder, 'unpacked-'))
      await run(unpacked, 'tar', ['-xf', path.join(dist, tarball), '--strip-components=1'])
      const file = path.join(unpacked, 'package.json')
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: next }))
      await npm(unpacked, 'pack', '--silent', '--pack-destination', candidates)
    }
    await publish(candidates)
    for (const document of await registered()) assert.deepEqual(document['dist-tags'], { latest: version, next })
  })
})

/** Starts a registry that has only what is published to it. */
async function startRegistry(storage) {
  const { runServer } = require(VERDACCIO)
  const server = await runServer({
    self_path: storage,
    storage,
    web: { enable: false },
    max_body_size: '100mb', // A debug build of the addon is large.
    auth: {},
    packages: { '**': { access: '$all', publish: '$all' } },
    log: { type: 'stdout', format: 'json', level: 'fatal' },
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
