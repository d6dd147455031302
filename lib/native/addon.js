// Loads the addon: a local build in a clone of the repository, otherwise the package of this platform. Loading it starts
// no thread and opens no socket.

const { existsSync } = require('node:fs')
const path = require('node:path')
const DECLARATIONS = require('../generated/declarations.js')
const { TARGETS, thisTarget } = require('./platform.js')

const LOCAL_BUILD = path.join(__dirname, '..', '..', 'coinport.node')

// The addon owns rate limits, connections and threads. If several copies of this package with the same version are
// loaded, they use one addon, so that they share these.
const SHARED = Symbol.for(`coinport.addon.${DECLARATIONS}`)

module.exports = globalThis[SHARED] ?? share(load())

function share(addon) {
  Reflect.defineProperty(globalThis, SHARED, { value: addon })
  return addon
}

function load() {
  const target = thisTarget()
  const [name, open] = existsSync(LOCAL_BUILD)
    ? [LOCAL_BUILD, () => require('../../coinport.node')]
    : [`@coinport/${target}`, TARGETS[target]]
  if (!open) throw new Error(unsupported(target))
  const addon = openAddon(open, target, name)
  const found = addon.declarations?.()
  if (found !== DECLARATIONS) throw Object.assign(new Error(mismatched(name, found)), { code: 'ERR_ADDON_MISMATCH' })
  return addon
}

function openAddon(open, target, name) {
  try {
    return open()
  } catch (cause) {
    throw new Error(cause.code === 'MODULE_NOT_FOUND' ? missing(target, name) : broken(target, name, cause), { cause })
  }
}

/** Results have no field names. With the declarations of another build, one price could be taken for another. */
function mismatched(name, found = 'an older version') {
  const advice =
    name === LOCAL_BUILD
      ? 'Run `npm run build`; after a change in src/api, run `npm run generate` first.'
      : 'Install again, so that coinport and the package of its platform have the same version: `npm install coinport`. ' +
        'If they already do, remove node_modules and package-lock.json first.'
  return `coinport's native addon, ${name}, does not match its JavaScript: it is ${found}, not ${DECLARATIONS}. ${advice}`
}

function unsupported(target) {
  return (
    `coinport has no native addon for ${target}. It has one for ${Object.keys(TARGETS).join(', ')}. ` +
    'On another platform, build it with `npm run build` in a clone of the repository (this needs Rust).'
  )
}

function missing(target, name) {
  const others = Object.keys(TARGETS).filter((other) => other !== target && isInstalled(other))
  const foundInstead =
    others.length > 0
      ? `Found @coinport/${others.join(', @coinport/')}, so node_modules was installed on or for another platform. `
      : ''
  return (
    `coinport's native addon for ${target} was not found: neither the package ${name}, an optional dependency of ` +
    `coinport, nor a local build, ${LOCAL_BUILD}. ${foundInstead}Install on the machine that runs it, and without ` +
    '`--omit=optional` or `--no-optional`. If you did, npm may have used a lock file of another platform (a known ' +
    'bug of npm): remove node_modules and package-lock.json, and run `npm install`. Exclude coinport from bundles ' +
    '(esbuild: `--external:coinport`; Next.js: `serverExternalPackages`). In a clone of the repository, ' +
    'run `npm run build`.'
  )
}

function broken(target, name, cause) {
  if (cause.code === 'ERR_DLOPEN_DISABLED') {
    return (
      'Addons are disabled in Node, but coinport needs one: start Node without `--no-addons`. With `--permission`, ' +
      'add `--allow-addons`.'
    )
  }
  return (
    `coinport's native addon for ${target}, ${name}, could not be loaded: ${cause.message.replace(/\.$/, '')}. ` +
    'On Linux, the addon needs glibc 2.28 or musl 1.2, or newer. If you have it, install again: the file may be damaged.'
  )
}

function isInstalled(target) {
  try {
    require.resolve(`@coinport/${target}/package.json`)
    return true
  } catch {
    return false
  }
}
