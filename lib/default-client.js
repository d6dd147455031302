const { CoinPort } = require('./client.js')
const { withResponse } = require('./with-response.js')

let client
/** Whether the client was made from an environment without a key. It is made again once there is one. */
let lacksKey = false

/** The client of the top-level functions, made from the environment on first use. */
function defaultClient() {
  if (!client || (lacksKey && process.env.COINPORT_API_KEY)) {
    client = new CoinPort()
    lacksKey = !process.env.COINPORT_API_KEY
  }
  return client
}

/** Calls the method `name` of the default client. If it cannot be created, the call rejects with the reason. */
function callDefault(name, args) {
  try {
    return defaultClient()[name](...args)
  } catch (error) {
    const rejected = withResponse(Promise.reject(error))
    return Object.defineProperty(rejected, Symbol.asyncIterator, {
      value: async function* rows() {
        yield* await rejected
      },
    })
  }
}

async function reconcile(what, options) {
  return await defaultClient().reconcile(what, options)
}

/** Sets the default client. Running calls finish on the previous one. */
function configure(options) {
  client = new CoinPort(options)
  lacksKey = false
}

module.exports = { callDefault, configure, defaultClient, reconcile }
