const { CoinPort } = require('./client.js')
const { configure } = require('./default-client.js')
const {
  CoinPortError,
  ApiError,
  AuthenticationError,
  PermissionError,
  RateLimitError,
  DecodeError,
  TimeoutError,
  NetworkError,
  CanceledError,
  ConfigError,
} = require('./errors.js')

// Plain names and spreads of require(): `import` sees no others.
module.exports = {
  ...require('./generated/functions.js'),
  CoinPort,
  configure,
  CoinPortError,
  ApiError,
  AuthenticationError,
  PermissionError,
  RateLimitError,
  DecodeError,
  TimeoutError,
  NetworkError,
  CanceledError,
  ConfigError,
}
