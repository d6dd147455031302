'use strict'

const assert = require('node:assert/strict')
const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const coinport = require('coinport')
const { version } = require('../../package.json')
const { ROOT } = require('../support/script.js')

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8')
const TYPINGS = readFileSync(path.join(ROOT, 'index.d.ts'), 'utf8')

const section = (title) => README.split(`\n## ${title}\n`)[1].split('\n## ')[0]
const column = (text, index) =>
  [...text.matchAll(/^\|(.+)\|$/gm)].slice(2).map(([, row]) => row.split('|')[index].trim())

test('it has fewer than 200 lines', () => assert.ok(README.split('\n').length < 200))

test('it names the version of the package', () => assert.match(README, new RegExp(`^- Version ${version}\\.`, 'm')))

test('its status says what is missing, in words that a new call does not make wrong', () => {
  const status = section('Status')
  for (const fact of [/unofficial/, /not on npm yet/, /Do not install/, /on Linux x64/, /only by CI/]) {
    assert.match(status, fact)
  }
  assert.doesNotMatch(status, /no functions|\d+ calls/)
})

test('it shows the two commands of a clone', () => assert.match(README, /```sh\nnpm run demo .*\nnpm test .*\n```/))

test('the section on calls names every export except the errors', () => {
  const names = Object.keys(coinport).filter((name) => !name.endsWith('Error'))
  const code = [...section('Calls').matchAll(/`(?:new )?(\w+)/g)].map(([, name]) => name)
  assert.deepEqual(
    names.filter((name) => !code.includes(name)),
    [],
  )
  assert.deepEqual(
    code.filter((name) => name.startsWith('get') && !names.includes(name)),
    [],
  )
})

test('the table of options lists the options of the typings with their defaults', () => {
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

test('the table of errors lists every class', () => {
  const shown = column(section('Errors'), 0).map((cell) => /`(\w+)`/.exec(cell)[1])
  const classes = Object.values(coinport).filter(
    (value) => value === coinport.CoinPortError || value.prototype instanceof coinport.CoinPortError,
  )
  assert.deepEqual(shown.sort(), classes.map(({ name }) => name).sort())
})

test('the section on errors names exactly the codes of the source', () => {
  const files = ['src', 'lib'].flatMap((folder) => {
    const names = readdirSync(path.join(ROOT, folder), { recursive: true })
    const sources = names.filter((name) => /^(?!.*test)(?!(sandbox|cli)\/).*\.(rs|js)$/.test(name))
    return sources.map((name) => readFileSync(path.join(ROOT, folder, name), 'utf8'))
  })
  // Node's own codes are not listed.
  const codes = (text) => new Set([...text.matchAll(/\bERR_(?!TLS_|DLOPEN_)[A-Z_]+\b/g)].map(([code]) => code))
  assert.deepEqual(codes(section('Errors')), codes(files.join('\n')))
})
