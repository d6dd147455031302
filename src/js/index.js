'use strict'

const { CoinPort } = require('./coinport.js')
const { configure } = require('./default-client.js')
const errors = require('./errors.js')

module.exports = {
  CoinPort,
  configure,
  ...require('./functions.js'),
  CoinPortError: errors.CoinPortError,
  ApiError: errors.ApiError,
  AuthenticationError: errors.AuthenticationError,
  PermissionError: errors.PermissionError,
  RateLimitError: errors.RateLimitError,
  DecodeError: errors.DecodeError,
  TimeoutError: errors.TimeoutError,
  NetworkError: errors.NetworkError,
  CanceledError: errors.CanceledError,
  ConfigError: errors.ConfigError,
}
