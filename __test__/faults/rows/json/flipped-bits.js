'use strict'

const { randomNumbers } = require('./random-documents.js')

const BALANCES = JSON.stringify([
  { currency: 'btc', balance: '0.0312500000000000', locked: '0.0' },
  { currency: 'eth', balance: 152990.1, locked: '12.000000000000000001' },
  { currency: 'aud', balance: '1500.00', locked: 7 },
])

/** Balances with one to three bits flipped, `count` times; always the same. */
function mutations(count) {
  return Array.from({ length: count }, (_, index) => {
    const random = randomNumbers(index)
    const bytes = Buffer.from(BALANCES)
    for (let flips = 1 + (random() % 3); flips > 0; flips -= 1) bytes[random() % bytes.length] ^= 1 << (random() % 8)
    return bytes
  })
}

/** The rows of an answer with all numbers as the text that was sent; undefined where it is no JSON. */
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

module.exports = { mutations, asSent }
