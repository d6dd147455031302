'use strict'

const assert = require('node:assert/strict')
const { describe, it } = require('node:test')
const { rows } = require('./harness/rows-that-fail.js')
const { runRow } = require('./harness/row.js')

describe('the harness fails a row with the message', { concurrency: 4 }, () => {
  for (const { id } of rows) {
    it(id, () =>
      assert.rejects(runRow(require.resolve('./harness/rows-that-fail.js'), id), ({ message }) => {
        assert.ok(message.includes(id), message)
        return true
      }),
    )
  }
})
