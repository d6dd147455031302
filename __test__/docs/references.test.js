'use strict'

// The files and commands that the documents refer to exist, and the npm package contains the target of every link.

const assert = require('node:assert/strict')
const { existsSync, readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { files: packed, scripts } = require('../../package.json')
const { ROOT } = require('../support/script.js')

const markdown = (folder) => readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.md'))
const FILES = ['.', 'docs', 'examples'].flatMap((folder) =>
  markdown(folder).map((name) => path.posix.join(folder, name)),
)
const read = (file) => readFileSync(path.join(ROOT, file), 'utf8')

/** The relative links of a file, without those to a heading of the same file. */
const links = (file) =>
  [...read(file).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link))

/** The files and folders of the repository that a file names in backticks. */
const namedPaths = (file) =>
  [...read(file).matchAll(/`((?:src|lib|__test__|bench|fuzz|docs|examples|scripts)\/[\w./*-]+)`/g)].map(
    ([, name]) => name,
  )

/** Whether the npm package contains this path. */
function isPacked(file) {
  return [...packed, 'README.md', 'LICENSE', 'package.json'].some(
    (entry) => file === entry || file.startsWith(`${entry}/`),
  )
}

for (const file of FILES) {
  test(`every link of ${file} leads to a file`, () => {
    const dead = links(file).filter((link) => !existsSync(path.join(ROOT, path.dirname(file), link)))
    assert.deepEqual(dead, [])
  })

  test(`every path that ${file} names exists`, () => {
    const missing = namedPaths(file).filter((name) => !exists(name))
    assert.deepEqual(missing, [])
  })

  test(`every npm script that ${file} names exists`, () => {
    const named = [...read(file).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name)
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    )
  })
}

for (const file of FILES.filter(isPacked)) {
  test(`in the npm package, every link of ${file} leads to a file`, () => {
    const dead = links(file).filter((link) => !isPacked(path.posix.join(path.dirname(file), link)))
    assert.deepEqual(dead, [])
  })
}

test('docs/README.md lists every document in docs', () => {
  const listed = links('docs/README.md')
  assert.deepEqual(
    markdown('docs').filter((name) => name !== 'README.md' && !listed.includes(name)),
    [],
  )
})

/** A pattern such as `__test__/faults/*.test.js` exists if a file matches it. */
function exists(name) {
  if (!name.includes('*')) return existsSync(path.join(ROOT, name))
  const [folder, pattern] = [path.dirname(name), path.basename(name)]
  const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
  return readdirSync(path.join(ROOT, folder)).some((entry) => expression.test(entry))
}
