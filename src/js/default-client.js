const { CoinPort } = require('./coinport.js')
const { withResponse } = require('./with-response.js')

let client

/** Calls `name` on the client behind the top-level functions, made on first use from the environment. */
function callDefault(name, args) {
  try {
    client ??= new CoinPort()
  } catch (error) {
    const refused = withResponse(Promise.reject(error))
    return Object.defineProperty(refused, Symbol.asyncIterator, {
      value: async function* rows() {
        yield* await refused
      },
    })
  }
  return client[name](...args)
}

/** Calls in flight finish on the client that they started on. */
function configure(options) {
  client = new CoinPort(options)
}

module.exports = { callDefault, configure }
