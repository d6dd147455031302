/** The command line is wrong. Nothing was sent. */
class UsageError extends Error {
  name = 'UsageError'
  code = 'ERR_USAGE'
}

module.exports = { UsageError }
