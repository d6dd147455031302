'use strict'

// The documents show the figures of bench/results.json.

const assert = require('node:assert/strict')
const { existsSync, readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { documents, images } = require('../../bench/report.js')
const results = require('../../bench/results.json')
const { ROOT } = require('../support/script.js')
const { notRun } = require('../support/tools.js')

const withoutCharts =
  !existsSync(path.join(ROOT, 'bench/node_modules/echarts')) && notRun('echarts is missing (npm ci --prefix bench)')

function assertWritten(files) {
  for (const [file, expected] of Object.entries(files)) {
    assert.equal(readFileSync(path.join(ROOT, file), 'utf8'), expected, `${file} differs; run \`npm run bench\``)
  }
}

test('the documents show the results', () => assertWritten(documents(results)))

test('the plots show the results', { skip: withoutCharts }, () => assertWritten(images(results)))

test('every picture of docs/performance.md exists', () => {
  const text = readFileSync(path.join(ROOT, 'docs/performance.md'), 'utf8')
  const pictures = [...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, picture]) => picture)
  assert.ok(pictures.length > 0)
  for (const picture of pictures) assert.ok(existsSync(path.join(ROOT, 'docs', picture)), picture)
})
