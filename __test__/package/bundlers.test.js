'use strict'

// The recipes of docs/installing.md, each run with its bundler on the packed packages.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
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
const path = require('node:path')
const { after, before, describe, test } = require('node:test')
const { packLocal, run } = require('../support/packages.js')
const { ROOT } = require('../support/script.js')
const { closedPort } = require('../support/server.js')
const { notRun } = require('../support/tools.js')

const BUNDLERS = path.join(ROOT, '__test__/bundlers')
const SERVED = { markets: 89, balance: '0.5', status: 200, withAxios: '0.5' }
const ROUTE = `import { serve } from '../service.mjs'
export const dynamic = 'force-dynamic'
export const GET = async () => Response.json(await serve())
`
const DOCUMENT = readFileSync(path.join(ROOT, 'docs/installing.md'), 'utf8')

const missing = !existsSync(path.join(BUNDLERS, 'node_modules'))
const skip = missing && notRun('the bundlers are missing (npm ci --ignore-scripts --prefix __test__/bundlers)')

/** The code block of a bundler in the document. */
function recipe(bundler) {
  const [, language, code] = DOCUMENT.split(`\n**${bundler}**`)[1].match(/```(\w+)\n([\s\S]+?)```/)
  return { language, code, file: /^\/\/ (\S+)\n/.exec(code)?.[1] }
}

/** The script that a package calls `name`. */
function bin(folder, name, command = name) {
  const file = path.join(folder, 'node_modules', name, 'package.json')
  const { bin } = JSON.parse(readFileSync(file, 'utf8'))
  return path.join(path.dirname(file), typeof bin === 'string' ? bin : bin[command])
}

describe('the recipe', { skip }, () => {
  let tarballs
  let folder

  before(() => {
    folder = mkdtempSync(path.join(BUNDLERS, 'project-'))
    tarballs = packLocal(path.join(folder, 'dist'))
  })
  after(() => rmSync(folder, { recursive: true }))

  /** A project with the packages, the service, and the recipe of this bundler. */
  async function makeProject(bundler) {
    const project = mkdtempSync(path.join(folder, 'project-'))
    writeFileSync(path.join(project, 'package.json'), '{}')
    const cache = path.join(project, '.cache')
    await run(project, 'npm', ['install', '--offline', '--cache', cache, '--no-audit', '--no-fund', ...tarballs])
    cpSync(path.join(__dirname, 'bundled'), project, { recursive: true })
    const { code, file } = recipe(bundler)
    if (file) writeFileSync(path.join(project, file), code)
    return project
  }

  /** Runs the bundle. Fails unless it makes calls and contains axios, but not coinport. */
  async function check(project, bundle) {
    const code = readFileSync(path.join(project, bundle), 'utf8')
    assert.ok(code.includes('AxiosError') && !code.includes('ERR_ADDON_MISMATCH'))
    const { stdout, stderr } = await run(project, process.execPath, [bundle])
    assert.deepEqual([JSON.parse(stdout), stderr], [SERVED, ''])
  }

  for (const flag of ['--external:coinport', '--packages=external']) {
    test(`for esbuild with ${flag} makes a bundle that makes calls`, async () => {
      const project = await makeProject('esbuild')
      const [npx, name, ...args] = recipe('esbuild').code.replace('--external:coinport', flag).trim().split(' ')
      assert.deepEqual([npx, name, args.includes(flag)], ['npx', 'esbuild', true])
      await run(project, bin(ROOT, 'esbuild'), args)
      const { stdout, stderr } = await run(project, process.execPath, ['dist/server.cjs'])
      assert.deepEqual([JSON.parse(stdout), stderr], [SERVED, ''])
    })
  }

  for (const [bundler, args, bundle] of [
    ['webpack', [bin(BUNDLERS, 'webpack'), '--mode', 'production'], 'dist/server.cjs'],
    ['Rollup', [bin(BUNDLERS, 'rollup'), '--config', 'rollup.config.mjs', '--silent'], 'dist/server.mjs'],
    ['Vite', [bin(BUNDLERS, 'vite'), 'build', '--logLevel', 'warn'], 'dist/server.mjs'],
  ]) {
    test(`for ${bundler} makes a bundle that makes calls, without a warning`, async () => {
      const project = await makeProject(bundler)
      const { stdout, stderr } = await run(project, process.execPath, args)
      assert.doesNotMatch(stdout + stderr, /warning|unresolved|can't resolve/i)
      await check(project, bundle)
    })
  }

  test('for Next.js makes a server that makes calls', async (t) => {
    const project = await makeProject('Next.js')
    mkdirSync(path.join(project, 'app'))
    writeFileSync(path.join(project, 'app/route.js'), ROUTE)
    const next = bin(BUNDLERS, 'next')
    await run(project, process.execPath, [next, 'build'], { env: { NEXT_TELEMETRY_DISABLED: '1' } })
    // Next.js puts the server below the folders of the repository in which this project is.
    const standalone = path.join(project, '.next/standalone')
    const server = readdirSync(standalone, { recursive: true }).find(
      (file) => path.basename(file) === 'server.js' && !file.includes('node_modules'),
    )
    const child = spawn(process.execPath, [path.join(standalone, server)], {
      env: { ...process.env, PORT: String(await closedPort()), HOSTNAME: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    t.after(() => child.kill())
    let printed = ''
    while (!/Ready/.test(printed)) printed += await Promise.race([once(child.stdout, 'data'), ended(child)])
    const response = await fetch(/http:\S+/.exec(printed)[0])
    assert.deepEqual(await response.json(), SERVED)
  })
})

async function ended(child) {
  const [code] = await once(child, 'exit')
  throw new Error(`the server ended with ${code}`)
}
