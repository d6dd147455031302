'use strict'

// Who keeps a price for a day keeps the price, and not the answer that it came in.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')
const { ROOT } = require('../support/script.js')

/** One text in a poll is so little that the heap of the calls themselves shows beside it. */
const TIMES = { 'one of these in a poll': 8 }

test('texts that are kept take at most 2.5 times the heap that they take from JSON.parse', async (t) => {
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
