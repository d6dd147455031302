const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { reads } = require('../fixtures/published-description.json')

const root = path.join(__dirname, '../..')
const typings = readFileSync(path.join(root, 'index.d.ts'), 'utf8')

/** The calls of the typings by path: `{ name, keys, params }`. */
function typedCalls() {
  const body = typings.slice(typings.indexOf('\nexport interface CoinPort {'))
  const calls = body.matchAll(/`GET (\S+)`[^/]*\*\/\n {2}(\w+)(?:<.*?>)?\((.*)\): /g)
  return Object.fromEntries(
    [...calls].map(([, endpoint, name, signature]) => {
      const keys = [...endpoint.matchAll(/\{\w+\}/g)].map(([key]) => key)
      const type = /params\??: (\w+Params)/.exec(signature)?.[1]
      return [endpoint, { name, keys, params: [...keys, ...paramsOf(type)] }]
    }),
  )
}

function paramsOf(type) {
  if (type === 'NoParams') return []
  const [, fields] = new RegExp(`export interface ${type}\\S*.*? \\{\\n([^]*?)\\n\\}`).exec(typings)
  return [...fields.matchAll(/^ {2}(\w+)\??: (.*)$/gm)].flatMap(([, name, written]) => {
    const [, keys = ''] = /^Partial<Record<(.*), string/.exec(written) ?? []
    return [name, ...[...keys.matchAll(/'(\w+)'/g)].map(([, key]) => `${name}[${key}]`)]
  })
}

const typed = typedCalls()

test('the calls are exactly the reading endpoints of the published description', () => {
  assert.deepEqual(Object.keys(typed).sort(), Object.keys(reads).sort())
})

/** Unpublished parameters that are typed; the document has a row for each. */
const MORE = {
  'account/internal_transfers': ['page', 'limit'],
  // Not sent; it selects the markets that reach JavaScript.
  'public/markets/tickers': ['markets'],
}

for (const [endpoint, published] of Object.entries(reads)) {
  test(`the typed parameters of ${endpoint} are the published ones`, () => {
    const expected = [...published, ...(MORE[endpoint] ?? [])]
    assert.deepEqual([...typed[endpoint].params].sort(), expected.sort())
  })
}

test('the documented differences are about endpoints that exist', () => {
  const document = readFileSync(path.join(root, 'docs/published-description.md'), 'utf8')
  const named = [...document.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) => cell.replaceAll('`', '').split(', '))
  assert.ok(named.length > 15)
  for (const name of named.filter((name) => !name.endsWith('/*'))) assert.ok(name in reads, name)
})
