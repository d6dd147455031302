const { CoinPort } = require('./coinport.js')
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
  ...require('./functions.js'),
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
