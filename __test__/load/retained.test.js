'use strict'

// A price that is kept must not keep the whole response in memory.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')
const { ROOT } = require('../support/script.js')

/** The heap also contains the calls themselves, which matters if only one text of each response is kept. */
const TIMES = { 'one of these in a poll': 8 }

test('kept texts use at most 2.5 times the heap that they use with JSON.parse', async (t) => {
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
