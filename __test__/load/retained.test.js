'use strict'

// Keeping a price must not keep the whole response in memory.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')
const { ROOT } = require('../support/script.js')

/** One text per poll is so little that the heap of the calls themselves matters too. */
const TIMES = { 'one of these in a poll': 8 }

test('kept texts take at most 2.5 times the heap of those from JSON.parse', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(ROOT, 'bench/retained.js'), '--json'])
  const figures = Object.entries(JSON.parse(stdout))
  assert.equal(figures.length, 5)
  for (const [what, { coinport, 'JSON.parse': parse }] of figures) {
    await t.test(what, () => {
      assert.ok(parse >= 16, `${parse} bytes of JSON.parse: no text is smaller`)
      assert.ok(coinport <= parse * (TIMES[what] ?? 2.5), `${coinport} bytes, ${parse} of JSON.parse`)
    })
  }
})
