'use strict'

// Made by `npm run generate` from src/client: limits and defaults that the addon has too, times in milliseconds.

module.exports = {
  DEFAULT_BASE_URL: 'https://www.coinport.com.au/api/v2/peatio',
  MAX_MILLISECONDS: 2147483647,
  MAX_RESPONSE_SIZE: 536870888,
  CLOCK_MARGIN: 5000,
  DEFAULT_WAIT: 30000,
}
