'use strict'

const { randomNumbers } = require('../../../support/random.js')

const PIECES = [
  ...'[]{}:,[]{}:,',
  ...['"a"', '""', '"\\u00e9"', '"\\ud83d"', '"\\x"', '"\t"', '"\\n\\""', '"__proto__"', '"é€😀"', '"a":', '"b":'],
  ...['0', '-0', '1', '-1.5', '1e5', '1E-5', '0.10', '01', '.5', '1.', '+1', '1e', '-', '1e400', '9007199254740993'],
  ...['true', 'false', 'null', 'NaN', 'True', 'undefined', ' ', '\n', '\t', '\f', '\u00a0', '/**/', "'a'", '\0'],
]
const VALUES = [
  '0',
  '-1.5',
  '"a"',
  '"\\u0031"',
  'true',
  'null',
  '1e21',
  '{}',
  '[]',
  '12345678901234567890',
  '"\\ud83d\\ude00"',
]

const made = []

/** `count` reproducible JSON documents, about half of them broken. */
function documents(count) {
  while (made.length < count) made.push(document(made.length))
  return made.slice(0, count)
}

function document(index) {
  const random = randomNumbers(index)
  if (index % 4 === 0) return pick(random, PIECES, 1 + (random() % 8)).join('')
  const good = value(random, 0)
  if (index % 4 !== 1) return good
  const at = random() % (good.length + 1)
  return good.slice(0, at) + pick(random, PIECES, random() % 2).join('') + good.slice(at + (random() % 2))
}

function value(random, depth) {
  const kind = random() % (depth > 5 ? 2 : 4)
  if (kind < 2) return VALUES[random() % VALUES.length]
  const items = Array.from({ length: random() % 4 }, () => value(random, depth + 1))
  if (kind === 2) return `[${items.join(random() % 2 ? ',' : ' , ')}]`
  return `{${items.map((item, index) => `"k${index}"${random() % 2 ? ' : ' : ':'}${item}`).join()}}`
}

const pick = (random, list, count) => Array.from({ length: count }, () => list[random() % list.length])

module.exports = { documents }
