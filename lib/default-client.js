const { CoinPort } = require('./client.js')
const { withResponse } = require('./with-response.js')

let client
/** Whether the client awaits a key: it was made from an environment without one, which may get it later. */
let awaitsKey = false

/** The client behind the top-level functions, made on first use from the environment. */
function defaultClient() {
  if (!client || (awaitsKey && process.env.COINPORT_API_KEY)) {
    client = new CoinPort()
    awaitsKey = !process.env.COINPORT_API_KEY
  }
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
  awaitsKey = false
}

module.exports = { callDefault, configure, defaultClient }
