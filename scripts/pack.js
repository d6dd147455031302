// Makes the published packages as tarballs: `coinport`, and one package with the addon for each platform. They are put
// into dist/, or into the folder that `--output` names.
//
//   npm run pack:local                      builds the addon, then makes `coinport` and the package of this platform
//   node scripts/pack.js main               makes only `coinport`
//   node scripts/pack.js <target> <addon>   makes only the package of a platform, from an addon that is already built
//
// The platform packages are optional dependencies of `coinport`, pinned to its exact version. npm installs the one that
// matches the machine's `os`, `cpu` and `libc`. They are listed only in the packed package.json: if the committed one
// listed them, `npm ci` in a clone would look for a version that is not published yet.
//
// They are in the scope @coinport, where only its owner can publish. A name such as coinport-linux-x64 could be taken by
// anyone, and npm would install that package for every user.

const { execFileSync } = require('node:child_process')
const { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { parseArgs } = require('node:util')
const { build } = require('./build.js')
const { TARGETS, thisTarget } = require('../lib/native/platform.js')
const committed = require('../package.json')

const ROOT = path.join(__dirname, '..')
const USAGE = `usage: node scripts/pack.js [--output <folder>] [main | <target> <addon>]\ntargets: ${Object.keys(TARGETS).join(', ')}`

/** Fields of all packages. */
const SHARED = {
  version: committed.version,
  license: committed.license,
  ...repositoryFields(),
  engines: committed.engines,
  publishConfig: { access: 'public' },
}

function packMain(output) {
  const { scripts, devDependencies, ...published } = committed
  const manifest = {
    ...published,
    ...SHARED,
    optionalDependencies: Object.fromEntries(
      Object.keys(TARGETS).map((target) => [`@coinport/${target}`, committed.version]),
    ),
  }
  return pack(manifest, output, (folder) => {
    for (const file of [...committed.files, 'README.md', 'LICENSE']) {
      cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true })
    }
  })
}

function packTarget(target, addon, output) {
  const [os, cpu, libc] = target.split('-')
  const manifest = {
    name: `@coinport/${target}`,
    description: `The addon of coinport for ${target}`,
    ...SHARED,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc === 'gnu' ? 'glibc' : libc] }),
    type: 'commonjs',
    main: 'coinport.node',
    files: ['coinport.node'],
  }
  return pack(manifest, output, (folder) => {
    copyFileSync(addon, path.join(folder, 'coinport.node'))
    copyFileSync(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'))
    writeFileSync(
      path.join(folder, 'README.md'),
      `The addon of [coinport](https://npmjs.com/coinport) for ${target}.\n`,
    )
  })
}

/** Makes a tarball and returns its path. */
function pack(manifest, output, fill) {
  mkdirSync(output, { recursive: true })
  const folder = mkdtempSync(path.join(output, 'package-'))
  try {
    fill(folder)
    writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', output], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    return path.join(output, packed.trim())
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * The repository of the running GitHub workflow, which npm compares with the provenance of the package. Tarballs that are
 * packed outside GitHub are not published, so they have no such fields.
 */
function repositoryFields() {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env
  if (!GITHUB_REPOSITORY) return {}
  const url = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`
  return {
    homepage: `${url}#readme`,
    bugs: `${url}/issues`,
    repository: { type: 'git', url: `git+${url}.git` },
  }
}

function main() {
  const { values, positionals } = parseArgs({
    options: { output: { type: 'string', default: path.join(ROOT, 'dist') } },
    allowPositionals: true,
  })
  const output = path.resolve(values.output)
  const [what, addon] = positionals
  if (positionals.length === 0) {
    build()
    return [packMain(output), packTarget(thisTarget(), path.join(ROOT, 'coinport.node'), output)]
  }
  if (what === 'main' && positionals.length === 1) return [packMain(output)]
  if (Object.hasOwn(TARGETS, what) && positionals.length === 2) return [packTarget(what, addon, output)]
  console.error(USAGE)
  process.exitCode = 2
  return []
}

for (const tarball of main()) console.log(path.relative(process.cwd(), tarball))
