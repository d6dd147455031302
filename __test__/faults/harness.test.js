'use strict'

const assert = require('node:assert/strict')
const { describe, it } = require('node:test')
const { rows } = require('./rows/must-fail.js')
const { runRow } = require('./harness/row.js')

describe('a row of faults fails, and says', { concurrency: 4 }, () => {
  for (const { id } of rows) {
    it(id, () =>
      assert.rejects(runRow(require.resolve('./rows/must-fail.js'), id), ({ message }) => {
        assert.ok(message.includes(id), message)
        return true
      }),
    )
  }
})
