'use strict'

// Made by `npm run generate` from src/client/config: limits that the addon checks.

module.exports = { MAX_MILLISECONDS: 2147483647 }
