const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { cpSync, mkdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const DECLARATIONS = require('../../lib/generated/declarations.js')
const { runScript, ROOT } = require('../support/script.js')
const { serve, BALANCES, TICKERS } = require('../support/server.js')
const { temporaryFolder } = require('../support/temporary-folder.js')

/** Installs the loader without any platform package. `write` adds files next to it. */
function installation(t) {
  const folder = temporaryFolder(t)
  const write = (file, text) => {
    const full = path.join(folder, 'node_modules', file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, text)
    return full
  }
  for (const file of ['native/addon.js', 'generated/declarations.js', 'native/platform.js']) {
    cpSync(path.join(ROOT, 'lib', file), path.join(folder, 'node_modules/coinport/lib', file))
  }
  return {
    write,
    /** Adds a fake platform package that exports its own name. */
    platformPackage(target, declarations = DECLARATIONS) {
      const declared = declarations && `, declarations: () => ${JSON.stringify(declarations)}`
      write(`@coinport/${target}/package.json`, '{ "main": "index.js" }')
      write(`@coinport/${target}/index.js`, `module.exports = { target: '${target}'${declared} }`)
    },
    /** Loads the addon in a process that pretends to run on a platform; returns its name, or the error's text. */
    load(process_) {
      const script = `
        for (const [name, value] of Object.entries(${JSON.stringify(process_)}))
          Object.defineProperty(process, name, { value })
        try {
          console.log(require('coinport/lib/native/addon.js').target)
        } catch ({ code, message }) {
          console.log(code ? code + ' ' + message : message)
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
  test(`on Linux, the executable decides for ${libc} if both packages are installed`, (t) => {
    const { write, platformPackage, load } = installation(t)
    platformPackage('linux-x64-gnu')
    platformPackage('linux-x64-musl')
    const execPath = write('bin/node', `\x7fELF…${loader}\0`)
    assert.equal(load({ platform: 'linux', arch: 'x64', execPath }), `linux-x64-${libc}`)
  })
}

test('a local build takes precedence over the package', (t) => {
  const { write, platformPackage, load } = installation(t)
  platformPackage('darwin-arm64')
  write('coinport/coinport.node', 'not an addon')
  assert.match(load(ELSEWHERE), /addon for darwin-arm64, .*coinport\.node, could not be loaded/)
})

test('the error for an unsupported platform names it and the supported ones', (t) => {
  const message = installation(t).load({ platform: 'sunos', arch: 'x64' })
  assert.match(message, /no native addon for sunos-x64\. It has one for linux-x64-gnu, .*win32-arm64\./)
})

test('the error for a missing package says what was looked for, what is installed, and what to do', (t) => {
  const { platformPackage, load } = installation(t)
  assert.doesNotMatch(load(ELSEWHERE), /Found @coinport/)
  platformPackage('linux-x64-gnu')
  const message = load(ELSEWHERE)
  for (const part of [
    /addon for darwin-arm64 was not found/,
    /the package @coinport\/darwin-arm64/,
    /coinport\.node\./,
    /Found @coinport\/linux-x64-gnu, so node_modules was installed on or for another platform/,
    /remove node_modules and package-lock\.json, and run `npm install`/,
  ])
    assert.match(message, part)
})

test('the error for an addon that does not load has the reason', (t) => {
  const { write, load } = installation(t)
  write('@coinport/darwin-arm64/package.json', '{ "main": "coinport.node" }')
  write('@coinport/darwin-arm64/coinport.node', 'not an addon')
  assert.match(load(ELSEWHERE), /@coinport\/darwin-arm64, could not be loaded: .*coinport\.node/)
})

test('the error names the flags if Node may not load addons', async () => {
  const { stderr } = await runScript("require('coinport')", { args: ['--no-addons'] })
  assert.match(stderr, /Error: Addons are disabled in Node.*`--no-addons`.*`--allow-addons`/)
})

for (const [name, declarations] of [
  ['of another build', DECLARATIONS.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
  ['of another version', DECLARATIONS.replace(/^[\d.]+/, '99.0.0')],
  ['without a version', ''],
]) {
  test(`an addon ${name} is refused with advice to install again`, (t) => {
    const { platformPackage, load } = installation(t)
    platformPackage('darwin-arm64', declarations)
    const message = load(ELSEWHERE)
    assert.match(message, /^ERR_ADDON_MISMATCH coinport's native addon, @coinport\/darwin-arm64, does not match/)
    assert.ok(message.includes(`it is ${declarations || 'an older version'}, not ${DECLARATIONS}`), message)
    assert.match(message, /`npm install coinport`/)
  })
}

/** Copies the whole package with its addon to another folder. */
function copyPackage(t) {
  const folder = temporaryFolder(t)
  for (const file of ['package.json', 'coinport.node', 'lib']) {
    cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true })
  }
  return folder
}

test('a stale local build is refused with advice to build', async (t) => {
  const folder = copyPackage(t)
  writeFileSync(path.join(folder, 'lib/generated/declarations.js'), "module.exports = '0.1.0-0000000000000000'")
  const script = `try { require(${JSON.stringify(folder)}) } catch ({ code, message }) { console.log(code, message) }`
  const { stdout } = await runScript(script)
  assert.match(stdout, /^ERR_ADDON_MISMATCH .*coinport\.node, does not match .*Run `npm run build`/)
  assert.ok(stdout.includes(`it is ${DECLARATIONS}, not 0.1.0-0000000000000000`), stdout)
})

test('two copies of the package share requests in flight, rate limit and Retry-After', async (t) => {
  const folder = copyPackage(t)
  let inFlight = 0
  let most = 0
  const held = []
  const { baseUrl, requests } = await serve(t, ({ url }, response) => {
    if (url.includes('balances')) return BALANCES
    inFlight += 1
    most = Math.max(most, inFlight)
    held.push(response)
    // The limit is reached: waits for a request that exceeds it.
    if (held.length === 64) setTimeout(release, 300)
    if (held.length > 64) setImmediate(release)
    return undefined
  })
  function release() {
    for (const response of held.splice(0)) {
      inFlight -= 1
      response.end(TICKERS)
    }
  }
  const script = `
    const copies = [require('coinport'), require(${JSON.stringify(folder)})]
    async function main() {
      const unlimited = copies.map(({ CoinPort }) => new CoinPort({ rateLimit: false }))
      await Promise.all(Array.from({ length: 64 }, () => unlimited.map((client) => client.getTickers())).flat())
      // Allows one request for both copies, and the next one in an hour.
      const rateLimit = { requests: 1, interval: 3_600_000, burst: 1 }
      const limited = copies.map(({ CoinPort }) => new CoinPort({ apiKey: 'key', rateLimit, timeout: 500 }))
      const ended = []
      for (const client of limited) ended.push(await client.getBalances().then(() => 'ok', ({ phase }) => phase))
      console.log(copies[0].CoinPort !== copies[1].CoinPort, ended.join())
    }
    main()`
  const { stdout, stderr } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl }, timeout: 30_000 })
  assert.deepEqual([stdout, stderr], ['true ok,queue\n', ''])
  assert.equal(most, 64)
  assert.equal(requests.length, 128 + 1)
})
