'use strict'

const assert = require('node:assert/strict')
const { describe, it } = require('node:test')
const { rows } = require('./faults/broken.js')
const { runRow } = require('./faults/row.js')

describe('a row of faults fails, and says', { concurrency: 4 }, () => {
  for (const { id } of rows) {
    it(id, () =>
      assert.rejects(runRow(require.resolve('./faults/broken.js'), id), ({ message }) => {
        assert.ok(message.includes(id), message)
        return true
      }),
    )
  }
})
