'use strict'

// Made by `npm run generate` from src/api: the calls, in the order in which the addon knows them.

module.exports = [
  { name: 'getTickers', keys: [], auth: 'public' },
  { name: 'getBalances', keys: [], auth: 'key' },
]
