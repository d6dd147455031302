const VARIABLES = [
  'COINPORT_API_KEY',
  'COINPORT_API_SECRET',
  'COINPORT_BASE_URL',
  'COINPORT_READ_ONLY',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
]

/** The environment variables of a client, as JSON. Rust does not see those of a worker thread, which has its own. */
function readEnvironment(env = process.env) {
  const variables = {}
  for (const name of VARIABLES) {
    if (env[name]) variables[name] = env[name]
  }
  const flags = [...process.execArgv, ...(env.NODE_OPTIONS ?? '').split(/\s+/)]
  if (flags.includes('--use-openssl-ca') && env.SSL_CERT_FILE) {
    variables.SSL_CERT_FILE = env.SSL_CERT_FILE
    return JSON.stringify(variables)
  }
  const systemRoots = readSystemRoots(env, flags)
  if (systemRoots) variables.systemRoots = systemRoots
  return JSON.stringify(variables)
}

/** The system's root certificates in PEM, if Node is configured to trust them. */
function readSystemRoots(env, flags) {
  if (!flags.includes('--use-system-ca') && env.NODE_USE_SYSTEM_CA !== '1') return undefined
  // Loaded only now, because it takes longer to load than all of coinport.
  return require('node:tls').getCACertificates?.('system').join('\n')
}

module.exports = { readEnvironment }
