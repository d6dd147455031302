'use strict'

const { randomNumbers } = require('../../../support/random.js')

const BALANCES = JSON.stringify([
  { currency: 'btc', balance: '0.0312500000000000', locked: '0.0' },
  { currency: 'eth', balance: 152990.1, locked: '12.000000000000000001' },
  { currency: 'aud', balance: '1500.00', locked: 7 },
])

/** `count` reproducible copies of the balances, each with one to three flipped bits. */
function flippedBits(count) {
  return Array.from({ length: count }, (_, index) => {
    const random = randomNumbers(index)
    const bytes = Buffer.from(BALANCES)
    for (let flips = 1 + (random() % 3); flips > 0; flips -= 1) bytes[random() % bytes.length] ^= 1 << (random() % 8)
    return bytes
  })
}

/** The rows, with every number as the text that was sent. Undefined if the bytes are not JSON. */
function asSent(bytes) {
  const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    JSON.parse(text)
    return JSON.parse(text.replace(token, (found) => (found.startsWith('"') ? found : `"${found}"`)))
  } catch {
    return undefined
  }
}

module.exports = { flippedBits, asSent }
