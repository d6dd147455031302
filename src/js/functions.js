'use strict'

// Made by `npm run generate` from src/api: each call on the default client. Listed one by one, so that `import` sees the names.

const { callDefault } = require('./default-client.js')

exports.getTickers = (...args) => callDefault('getTickers', args)
exports.getBalances = (...args) => callDefault('getBalances', args)
exports.request = (...args) => callDefault('request', args)
