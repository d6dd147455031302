'use strict'

const assert = require('node:assert/strict')
const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const coinport = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { ROOT, runScript } = require('../support/script.js')

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8')
const TYPINGS = readFileSync(path.join(ROOT, 'index.d.ts'), 'utf8')

const section = (title) => README.split(`\n## ${title}\n`)[1].split('\n## ')[0]
const column = (text, index) =>
  [...text.matchAll(/^\|(.+)\|$/gm)].slice(2).map(([, row]) => row.split('|')[index].trim())

test('the README is short and starts with two commands', () => {
  assert.ok(README.split('\n').length < 250)
  assert.match(README.split('```')[1], /^sh\nnpm run demo .*\nnpm test /)
})

const OUTPUTS = [/^\d+\.\d+\naud /, /^57 200 application\/json\n$/, /^$/, /^57 57 57\n$/, /^0\.5 3\n$/]
const blocks = [...README.matchAll(/```js\n([\s\S]+?)```/g)].map(([, code]) => code)

test('every code block of the README has its expected output here', () => assert.equal(blocks.length, OUTPUTS.length))

for (const [index, code] of blocks.entries()) {
  test(`block ${index + 1} of the README runs`, async (t) => {
    const sandbox = await startSandbox()
    t.after(() => sandbox.close())
    const env = { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey }
    const { code: exit, stdout, stderr } = await runScript(code, { env })
    assert.deepEqual([exit, stderr], [0, ''])
    assert.match(stdout, OUTPUTS[index])
  })
}

test('the table of options has those of the typings, with their defaults', () => {
  const text = TYPINGS.split('export interface ClientOptions {')[1].split('\n}')[0]
  const declared = [...text.matchAll(/\/\*\*([\s\S]*?)\*\/\s+(\w+)\?:/g)].map(([, doc, name]) => [
    name,
    /@default '?(.*?)'?\n/.exec(doc)?.[1] ?? '',
  ])
  const rows = section('Options')
  const shown = column(rows, 0).map((cell, index) => [
    cell.replace(/[`* ]/g, ''),
    column(rows, 1)[index].replaceAll('`', ''),
  ])
  const documented = shown.map(([name, standard]) => [name, name === 'userAgent' ? '' : standard])
  assert.deepEqual(documented, declared)
})

test('the table of errors has every class', () => {
  const shown = column(section('Errors'), 0).map((cell) => /`(\w+)`/.exec(cell)[1])
  const classes = Object.values(coinport).filter(
    (value) => value === coinport.CoinPortError || value.prototype instanceof coinport.CoinPortError,
  )
  assert.deepEqual(shown.sort(), classes.map(({ name }) => name).sort())
})

test('the table of errors has exactly the codes of the code', () => {
  const files = ['src', 'lib'].flatMap((folder) => {
    const names = readdirSync(path.join(ROOT, folder), { recursive: true })
    const sources = names.filter((name) => /^(?!.*test)(?!(sandbox|cli|native)\/).*\.(rs|js)$/.test(name))
    return sources.map((name) => readFileSync(path.join(ROOT, folder, name), 'utf8'))
  })
  const codes = (text) => new Set([...text.matchAll(/\bERR_(?!TLS_)[A-Z_]+\b/g)].map(([code]) => code))
  assert.deepEqual(codes(section('Errors')), codes(files.join('\n')))
})

test('the table of functions has every function', () => {
  const shown = [...section('Functions').matchAll(/^\| `(?:new )?(\w+)\(/gm)].map(([, name]) => name)
  const functions = Object.entries(coinport).filter(([name]) => !name.endsWith('Error'))
  assert.deepEqual(shown.sort(), functions.map(([name]) => name).sort())
})
