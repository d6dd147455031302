const assert = require('node:assert/strict')
const { test } = require('node:test')
const { compare } = require('../../lib/cli/decimal.js')

const PAIRS = [
  ['1', '1.0', 0],
  ['0.30000000000000004', '0.30000000000000003', 1],
  ['9007199254740993', '9007199254740992', 1],
  ['-1', '0.5', -1],
  ['-0', '0', 0],
  ['+1.5', '1.50', 0],
  ['10', '9.99', 1],
  ['1e5', '1', 0],
  ['9'.repeat(101), '1', 0],
]
test('decimals are compared exactly', () => {
  for (const [left, right, expected] of PAIRS) {
    assert.equal(compare(left, right), expected, `${left} ${right}`)
    assert.equal(compare(right, left), expected === 0 ? 0 : -expected)
  }
})
