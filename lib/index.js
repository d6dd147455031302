const { CoinPort } = require('./client.js')
const { configure, reconcile } = require('./default-client.js')
const { checkOrder } = require('./orders/check-order.js')
const { quantize } = require('./orders/quantize.js')
const { intentOf } = require('./reconcile/intent.js')
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
  CredentialsError,
  ConfigError,
  ParamError,
} = require('./errors.js')

// Written as plain names and a spread of require(), because Node finds no other named exports for `import`.
module.exports = {
  // The calls, such as getBalances().
  ...require('./generated/functions.js'),
  CoinPort,
  configure,
  reconcile,
  intentOf,
  quantize,
  checkOrder,
  CoinPortError,
  ApiError,
  AuthenticationError,
  PermissionError,
  RateLimitError,
  DecodeError,
  TimeoutError,
  NetworkError,
  CanceledError,
  CredentialsError,
  ConfigError,
  ParamError,
}
