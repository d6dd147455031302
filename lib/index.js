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

// Only plain names and spreads of require(): Node finds no other named exports for `import`.
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
