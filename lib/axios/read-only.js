const { assertMayWrite } = require('../client.js')
const { withCause } = require('./native-client.js')

/** Throws if the request of `config` changes something and the client only reads. axios's own adapter does not check this. */
function assertMayHandOn(axios, config, copy, clients) {
  if (String(config.method ?? 'get').toUpperCase() === 'GET') return
  try {
    assertMayWrite(clients.get({ withoutProxy: false }).client)
  } catch (cause) {
    cause.outcome = 'not_sent'
    throw copy.adopt(withCause(new axios.AxiosError(cause.message, cause.code, config), cause))
  }
}

module.exports = { assertMayHandOn }
