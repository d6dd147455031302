const { CoinPort } = require('./client.js')
const { listCall } = require('./lists/list-call.js')
const { withResponse } = require('./with-response.js')

/** The options that say how the exchange is reached. They apply to requests of axios too. */
const CONNECTION = ['baseUrl', 'proxy', 'ca', 'userAgent', 'allowInsecure', 'logger', 'readOnly']

let client
/** Those of `configure()`. */
let connection = Object.freeze({})
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
    return listCall(rejected, async function* rows() {
      yield* await rejected
    })
  }
}

async function reconcile(what, options) {
  return await defaultClient().reconcile(what, options)
}

/** Sets the default client. Running calls finish on the previous one. */
function configure(options) {
  client = new CoinPort(options)
  const set = CONNECTION.filter((name) => options && Object.hasOwn(options, name) && options[name] != null)
  connection = Object.freeze(Object.fromEntries(set.map((name) => [name, options[name]])))
  lacksKey = false
}

/** The options of `configure()` that apply to requests of axios. After another call, it is another object. */
function configuredConnection() {
  return connection
}

module.exports = { callDefault, configure, configuredConnection, defaultClient, reconcile }
