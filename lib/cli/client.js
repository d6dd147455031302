const { CoinPort } = require('../client.js')
const { readKeyFile } = require('./key-file.js')

/** The key that the command was given: from the file that it names, else from the environment. A pipe has it only once. */
function readKey(values, env = process.env) {
  const file = values['api-key-file']
  if (file !== undefined) return { ...readKeyFile(file), source: file }
  const { COINPORT_API_KEY: apiKey, COINPORT_API_SECRET: apiSecret } = env
  return apiKey ? { apiKey, apiSecret: apiSecret || undefined, source: 'COINPORT_API_KEY' } : {}
}

/** A client for one run of the command; what is not given comes from the environment. */
function createClient(values, { apiKey, apiSecret }) {
  const key = values['api-key-file'] === undefined ? {} : { apiKey, apiSecret }
  return new CoinPort({ ...key, baseUrl: values['base-url'] })
}

module.exports = { createClient, readKey }
