const { CoinPort } = require('../client.js')
const { readKeyFile } = require('./key-file.js')

/** Reads the key from --api-key-file, else from the environment. Call once: a pipe can be read only once. */
async function readKey(values, env = process.env) {
  const file = values['api-key-file']
  if (file !== undefined) return readKeyFile(file)
  const { COINPORT_API_KEY: apiKey, COINPORT_API_SECRET: apiSecret } = env
  return apiKey ? { apiKey, apiSecret: apiSecret || undefined, source: 'COINPORT_API_KEY' } : {}
}

/** A client for one run of the command. Options that are not given come from the environment. */
function createClient(values, { apiKey, apiSecret }) {
  const key = values['api-key-file'] === undefined ? {} : { apiKey, apiSecret }
  return new CoinPort({ ...key, baseUrl: values['base-url'] })
}

module.exports = { createClient, readKey }
