const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')
const { ROOT } = require('../support/script.js')

/** A loader that is installed without any package of a platform; `write` puts files beside it. */
function installation(t) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinport-addon-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const write = (file, text) => {
    const full = path.join(folder, 'node_modules', file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, text)
    return full
  }
  for (const file of ['native/addon.js', 'native/platform.js']) {
    cpSync(path.join(ROOT, 'lib', file), path.join(folder, 'node_modules/coinport/lib', file))
  }
  return {
    write,
    /** Stands in for a package of a platform; says its own name instead of loading something. */
    platformPackage(target) {
      write(`@coinport/${target}/package.json`, '{ "main": "index.js" }')
      write(`@coinport/${target}/index.js`, `module.exports = ${JSON.stringify(target)}`)
    },
    /** What is loaded, or the error's message, where the process pretends to be of that platform. */
    load(process_) {
      const script = `
        for (const [name, value] of Object.entries(${JSON.stringify(process_)}))
          Object.defineProperty(process, name, { value })
        try {
          console.log(require('coinport/lib/native/addon.js'))
        } catch (error) {
          console.log(error.message)
        }`
      return execFileSync(process.execPath, ['--eval', script], { cwd: folder, encoding: 'utf8' }).trim()
    },
  }
}

const ELSEWHERE = { platform: 'darwin', arch: 'arm64' }

for (const [target, process_] of [
  ['darwin-arm64', ELSEWHERE],
  ['win32-x64', { platform: 'win32', arch: 'x64' }],
  ['linux-arm64-gnu', { platform: 'linux', arch: 'arm64', execPath: '/not/there' }],
]) {
  test(`the package of ${target} is loaded there`, (t) => {
    const { platformPackage, load } = installation(t)
    platformPackage(target)
    assert.equal(load(process_), target)
  })
}

for (const [libc, loader] of [
  ['musl', '/lib/ld-musl-x86_64.so.1'],
  ['gnu', '/lib64/ld-linux-x86-64.so.2'],
]) {
  test(`on Linux, ${libc} is told by the executable, though both packages are there`, (t) => {
    const { write, platformPackage, load } = installation(t)
    platformPackage('linux-x64-gnu')
    platformPackage('linux-x64-musl')
    const execPath = write('bin/node', `\x7fELF…${loader}\0`)
    assert.equal(load({ platform: 'linux', arch: 'x64', execPath }), `linux-x64-${libc}`)
  })
}

test('a local build comes before the package', (t) => {
  const { write, platformPackage, load } = installation(t)
  platformPackage('darwin-arm64')
  write('coinport/coinport.node', 'not an addon')
  assert.match(load(ELSEWHERE), /addon for darwin-arm64, .*coinport\.node, could not be loaded/)
})

test('a platform without an addon is named, with those that have one', (t) => {
  const message = installation(t).load({ platform: 'sunos', arch: 'x64' })
  assert.match(message, /no native addon for sunos-x64\. It has one for linux-x64-gnu, .*win32-arm64\./)
})

test('a missing package is named, with what was looked for, what is there instead, and what to do', (t) => {
  const { platformPackage, load } = installation(t)
  assert.doesNotMatch(load(ELSEWHERE), /There is @coinport/)
  platformPackage('linux-x64-gnu')
  const message = load(ELSEWHERE)
  for (const part of [
    /addon for darwin-arm64 is not there/,
    /the package @coinport\/darwin-arm64/,
    /coinport\.node\./,
    /There is @coinport\/linux-x64-gnu, so node_modules was installed on another platform/,
    /remove node_modules and package-lock\.json, and run `npm install`/,
  ])
    assert.match(message, part)
})

test('an addon that does not load says why', (t) => {
  const { write, load } = installation(t)
  write('@coinport/darwin-arm64/package.json', '{ "main": "coinport.node" }')
  write('@coinport/darwin-arm64/coinport.node', 'not an addon')
  assert.match(load(ELSEWHERE), /@coinport\/darwin-arm64, could not be loaded: .*coinport\.node/)
})
