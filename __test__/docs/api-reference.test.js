const assert = require('node:assert/strict')
const { existsSync, readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { ROOT } = require('../support/script.js')

const markdown = (folder) => readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.md'))
const FILES = ['.', 'docs', 'examples'].flatMap((folder) =>
  markdown(folder).map((name) => path.posix.join(folder, name)),
)

/** The links of a file to other files. */
function links(file) {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  return [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link))
}

for (const file of FILES) {
  test(`the links of ${file} lead to existing files`, () => {
    const dead = links(file).filter((link) => !existsSync(path.join(ROOT, path.dirname(file), link)))
    assert.deepEqual(dead, [])
  })
}

test('docs/README.md lists every document of docs', () => {
  const listed = links('docs/README.md')
  assert.deepEqual(
    markdown('docs').filter((name) => name !== 'README.md' && !listed.includes(name)),
    [],
  )
})
