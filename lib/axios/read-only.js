const { assertMayWrite } = require('../client.js')
const { withCause } = require('./native-client.js')

/** Throws if the request of `config` changes something and the client only reads. axios's own adapter does not check this. */
function assertMayHandOn(axios, config, copy, clients) {
  if (String(config.method ?? 'get').toUpperCase() === 'GET') return
  try {
    // axios's own adapter chooses the proxy. One that cannot be used here may be right there.
    assertMayWrite(clients.get({ withoutProxy: true }).client)
  } catch (cause) {
    cause.outcome = 'not_sent'
    throw copy.adopt(withCause(new axios.AxiosError(cause.message, cause.code, config), cause))
  }
}

module.exports = { assertMayHandOn }
