'use strict'

// Made by `npm run generate` from src/client: limits and defaults that the addon has too, in milliseconds.

module.exports = { MAX_MILLISECONDS: 2147483647, CLOCK_MARGIN: 5000, DEFAULT_WAIT: 30000 }
