'use strict'

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')
const ts = require('typescript')
const ENDPOINTS = require('../../lib/generated/endpoints.js')

const FILE = path.join(__dirname, 'hovers.mts')
const registry = ts.createDocumentRegistry()

/** What an editor shows for the name at the end of `code`. */
function hover(code) {
  const text = `import * as coinport from 'coinport'\n${code}`
  const host = {
    getScriptFileNames: () => [FILE],
    getScriptVersion: (name) => (name === FILE ? text : ''),
    getScriptSnapshot: (name) => {
      const content = name === FILE ? text : ts.sys.readFile(name)
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
    },
    getCurrentDirectory: () => __dirname,
    getCompilationSettings: () => ({
      strict: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === FILE || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  }
  const service = ts.createLanguageService(host, registry)
  const info = service.getQuickInfoAtPosition(FILE, text.length - 1)
  return { type: ts.displayPartsToString(info.displayParts), tags: info.tags ?? [] }
}
test('an editor shows Decimal, not string', () => {
  const cases = [
    ['declare const b: coinport.Balance; b.balance', '(property) Balance.balance: Decimal'],
    ['declare const o: coinport.Order; o.price', '(property) Order.price?: Decimal | null | undefined'],
  ]
  for (const [code, expected] of cases) {
    assert.equal(hover(code).type.replaceAll('coinport.', ''), expected)
  }
})

test('an editor describes every argument of every call', () => {
  for (const { name, keys } of ENDPOINTS) {
    const { tags } = hover(`coinport.${name}`)
    const described = tags.filter((tag) => tag.name === 'param').map((tag) => ts.displayPartsToString(tag.text))
    const expected = [...keys.map((key) => key.name), 'params', 'options']
    assert.deepEqual(
      described.map((text) => text.split(' ')[0]),
      expected,
      name,
    )
    for (const text of described) assert.match(text, /^\w+ .+\.$/s, name)
  }
})
