'use strict'

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

test('the typings say what the calls take and give', () => {
  const tsc = path.join(require.resolve('typescript/package.json'), '..', 'bin', 'tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc, '--project', path.join(__dirname, 'typings')], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stdout)
})
