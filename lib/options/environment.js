// Lower case first, as is the custom with the proxy variables.
const VARIABLES = [
  'COINPORT_API_KEY',
  'COINPORT_API_SECRET',
  'COINPORT_BASE_URL',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
]

/** The variables that a client is made of, as a JSON object. Worker threads have their own `process.env`. */
function readEnvironment(env = process.env) {
  const found = {}
  for (const name of VARIABLES) {
    if (env[name]) found[name] = env[name]
  }
  const flags = [...process.execArgv, ...(env.NODE_OPTIONS ?? '').split(' ')]
  if (flags.includes('--use-openssl-ca') && env.SSL_CERT_FILE) {
    found.SSL_CERT_FILE = env.SSL_CERT_FILE
    return JSON.stringify(found)
  }
  const systemRoots = readSystemRoots(env, flags)
  if (systemRoots) found.systemRoots = systemRoots
  return JSON.stringify(found)
}

/** The system's own roots in PEM, where Node was told to trust them. */
function readSystemRoots(env, flags) {
  if (!flags.includes('--use-system-ca') && env.NODE_USE_SYSTEM_CA !== '1') return undefined
  // Loaded where it is needed: it takes longer than all of coinport.
  return require('node:tls').getCACertificates?.('system').join('\n')
}

module.exports = { readEnvironment }
