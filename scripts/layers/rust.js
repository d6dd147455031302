const { existsSync, readFileSync } = require('node:fs')
const path = require('node:path')

// The imports between the Rust files of a crate, without its tests.

/** A map from each file to the set of files that it imports, relative to `root`. */
function rustImports(root) {
  const modules = readModules(path.join(root, 'src'))
  const relative = ({ file }) => path.relative(root, file)
  return new Map(
    [...modules.values()].map((module) => {
      const imported = module.paths.map((segments) => resolve(modules, module, segments))
      const files = imported.filter((target) => target && target !== module).map(relative)
      return [relative(module), new Set(files)]
    }),
  )
}

/** All modules by name, such as `client::decode`. */
function readModules(source) {
  const modules = new Map()
  const read = (name, file) => {
    const text = withoutTests(withoutComments(readFileSync(file, 'utf8')))
    const children = [...text.matchAll(/\bmod (\w+);/g)].map(([, child]) => child)
    const uses = [...text.matchAll(/\buse ([^;]+);/g)].flatMap(([, tree]) => expand(tree))
    const others = text.replace(/\buse [^;]+;|\bpub\(in [^)]+\)/g, '').match(/\b[a-z]\w*(?:::\w+)+/g) ?? []
    const aliases = new Map(uses.map(({ name, segments }) => [name, segments]))
    const paths = [...uses.map(({ segments }) => segments), ...others.map((other) => other.split('::'))]
    modules.set(name.join('::'), { name, file, children, aliases, paths })
    const folder = /(?:lib|mod)\.rs$/.test(file) ? path.dirname(file) : file.replace(/\.rs$/, '')
    for (const child of children) {
      const candidates = [path.join(folder, `${child}.rs`), path.join(folder, child, 'mod.rs')]
      read([...name, child], candidates.find(existsSync))
    }
  }
  read([], path.join(source, 'lib.rs'))
  return modules
}

/** The module that defines what a path names, past re-exports; undefined for another crate. */
function resolve(modules, from, segments, visited = new Set()) {
  let [module, rest] = [from, segments]
  if (rest[0] === 'crate') [module, rest] = [modules.get(''), rest.slice(1)]
  else if (rest[0] === 'self') rest = rest.slice(1)
  else if (rest[0] !== 'super' && !from.children.includes(rest[0])) return undefined
  while (rest[0] === 'super') [module, rest] = [modules.get(module.name.slice(0, -1).join('::')), rest.slice(1)]
  while (module.children.includes(rest[0]))
    [module, rest] = [modules.get([...module.name, rest[0]].join('::')), rest.slice(1)]
  const alias = module.aliases.get(rest[0])
  if (!alias || visited.has(alias)) return module
  return resolve(modules, module, [...alias, ...rest.slice(1)], visited.add(alias)) ?? module
}

/** `a::{b, c as d}` as `[{ name: 'b', segments: ['a', 'b'] }, { name: 'd', segments: ['a', 'c'] }]`. */
function expand(tree, prefix = []) {
  const group = /^([\s\S]*?)\{([\s\S]*)\}\s*$/.exec(tree)
  if (group) {
    const segments = [...prefix, ...group[1].split('::').map(trim).filter(Boolean)]
    return splitTopLevel(group[2]).flatMap((item) => expand(item, segments))
  }
  const [target, alias] = tree.split(/\sas\s/).map(trim)
  const segments = [...prefix, ...target.split('::')].filter((segment, index) => index === 0 || segment !== 'self')
  return [{ name: alias ?? segments.at(-1), segments }]
}

/** The items of a list, split at the commas outside of braces. */
function splitTopLevel(list) {
  const items = ['']
  let depth = 0
  for (const character of list) {
    if (character === '{') depth++
    if (character === '}') depth--
    if (character === ',' && depth === 0) items.push('')
    else items.push(items.pop() + character)
  }
  return items.map(trim).filter(Boolean)
}

const trim = (text) => text.trim()

const withoutComments = (text) => text.replace(/(^|\s)\/\/.*$/gm, '')

/** Cuts the item after each `#[cfg(test)]`: up to its semicolon, or to the brace that closes it at its indentation. */
function withoutTests(text) {
  return text.replace(/^([ \t]*)#\[cfg\(test\)\]\n(?:[^{;]*;|[\s\S]*?^\1\}[^\n]*)/gm, '')
}

module.exports = { rustImports }
