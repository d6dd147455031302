'use strict'

// Made by `npm run generate` from src/client/config: limits that the addon checks, and a default.

module.exports = {
  DEFAULT_BASE_URL: 'https://www.coinport.com.au/api/v2/peatio',
  MAX_MILLISECONDS: 2147483647,
  MAX_RESPONSE_SIZE: 536870888,
}
