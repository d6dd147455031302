const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { reads, writes } = require('../fixtures/published-description.json')

const root = path.join(__dirname, '../..')
const typings = readFileSync(path.join(root, 'index.d.ts'), 'utf8')

/** The published parameters by method and path. */
const published = {
  ...Object.fromEntries(Object.entries(reads).map(([name, params]) => [`GET ${name}`, params])),
  ...writes,
}

/** The parameters in the typings by method and path. */
function typedCalls() {
  const body = typings.slice(typings.indexOf('\nexport interface CoinPort {'))
  const calls = body.matchAll(/`([A-Z]+ \S+)`[^/]*\*\/\n {2}\w+(?:<.*?>)?\((.*)\): /g)
  return Object.fromEntries(
    [...calls].map(([, endpoint, signature]) => {
      const keys = [...endpoint.matchAll(/\{\w+\}/g)].map(([key]) => key)
      const type = /params\??: (\w+Params)/.exec(signature)?.[1]
      return [endpoint, [...new Set([...keys, ...paramsOf(type)])]]
    }),
  )
}

/** An interface, or a type with several forms. */
function paramsOf(type) {
  if (type === 'NoParams') return []
  const declared = new RegExp(`export (?:interface|type) ${type}(?:<.*>)? (?:= )?\\{\\n([^]*?)\\n[})]+\\n`)
  const [, fields] = declared.exec(typings)
  return [...fields.matchAll(/^ +(\w+)\??: (.*)$/gm)].flatMap(([, name, written]) => {
    const [, keys = ''] = /^Partial<Record<(.*), string/.exec(written) ?? []
    return [name, ...[...keys.matchAll(/'(\w+)'/g)].map(([, key]) => `${name}[${key}]`)]
  })
}

const typed = typedCalls()

/** For servers of the exchange's partners, not for members. */
const NOT_FOR_CLIENTS = ['POST public/webhooks/{adapter}/{event}']

test('the calls are exactly the endpoints of the published description', () => {
  const expected = Object.keys(published).filter((endpoint) => !NOT_FOR_CLIENTS.includes(endpoint))
  assert.deepEqual(Object.keys(typed).sort(), expected.sort())
})

/** Unpublished parameters that are typed; the document has a row for each. */
const MORE = {
  'GET account/internal_transfers': ['page', 'limit'],
  // Not sent; it selects the markets that reach JavaScript.
  'GET public/markets/tickers': ['markets'],
}

for (const [endpoint, params] of Object.entries(typed)) {
  test(`the typed parameters of ${endpoint} are the published ones`, () => {
    assert.deepEqual([...params].sort(), [...published[endpoint], ...(MORE[endpoint] ?? [])].sort())
  })
}

test('the documented differences are about endpoints that exist', () => {
  const document = readFileSync(path.join(root, 'docs/published-description.md'), 'utf8')
  const named = [...document.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) => cell.replaceAll('`', '').split(', '))
  assert.ok(named.length > 25)
  const paths = [...Object.keys(reads), ...Object.keys(published)]
  for (const name of named.filter((name) => !name.endsWith('/*'))) assert.ok(paths.includes(name), name)
})
