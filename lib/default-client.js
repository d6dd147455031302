const { CoinPort } = require('./client.js')
const { withResponse } = require('./with-response.js')

let client

/** The client behind the top-level functions, made on first use from the environment. */
function defaultClient() {
  client ??= new CoinPort()
  return client
}

/** Calls `name` on the default client. */
function callDefault(name, args) {
  try {
    return defaultClient()[name](...args)
  } catch (error) {
    const refused = withResponse(Promise.reject(error))
    return Object.defineProperty(refused, Symbol.asyncIterator, {
      value: async function* rows() {
        yield* await refused
      },
    })
  }
}

/** Calls in flight finish on the client that they started on. */
function configure(options) {
  client = new CoinPort(options)
}

module.exports = { callDefault, configure, defaultClient }
