'use strict'

// The figures in the documents are those of `npm run bench`.

const assert = require('node:assert/strict')
const { existsSync, readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { reports } = require('../../bench/report.js')
const results = require('../../bench/results.json')
const { ROOT } = require('../support/script.js')

for (const [file, expected] of Object.entries(reports(results))) {
  test(`${file} shows bench/results.json`, () => {
    assert.equal(readFileSync(path.join(ROOT, file), 'utf8'), expected, 'run `npm run bench`')
  })
}

test('every picture of docs/performance.md exists', () => {
  const text = readFileSync(path.join(ROOT, 'docs/performance.md'), 'utf8')
  const pictures = [...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, picture]) => picture)
  assert.ok(pictures.length > 0)
  for (const picture of pictures) assert.ok(existsSync(path.join(ROOT, 'docs', picture)), picture)
})
