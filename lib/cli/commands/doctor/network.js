const dns = require('node:dns/promises')
const http = require('node:http')
const https = require('node:https')
const net = require('node:net')
const tls = require('node:tls')
const { failed, ok, skipped, warning } = require('./result.js')

const TIMEOUT_MS = 5000
const DAY_MS = 86_400_000
/** Certificates are normally renewed weeks before they expire. */
const WARNING_DAYS = 7

/** Resolves the host of `url`. */
async function checkName(url, proxy) {
  const host = hostOf(url)
  if (net.isIP(host)) return ok(`${host} is an address already`)
  if (proxy) return skipped('the proxy resolves names')
  const limit = AbortSignal.timeout(TIMEOUT_MS)
  const late = new Promise((_, reject) => {
    limit.onabort = () => reject(Object.assign(new Error(), { code: 'ETIMEOUT' }))
  })
  try {
    const addresses = await Promise.race([dns.lookup(host, { all: true }), late])
    return ok(`${host} is ${addresses.map(({ address }) => address).join(', ')}`)
  } catch ({ code }) {
    return failed(
      `${host} has no address (${code})`,
      'Check the base URL, the network and the name server of this machine.',
    )
  } finally {
    limit.onabort = null
  }
}

/**
 * Sends the proxy a CONNECT for the host of `url`. A 407 is not a failure: the user name and password of the proxy are
 * not known here.
 */
async function checkProxy(url, proxy) {
  try {
    const status = await askProxy(url, new URL(proxy))
    if (status === 200) return ok(`${proxy} connects to ${hostOf(url)}`)
    if (status === 407) return ok(`${proxy} responds, and asks for a user name and password`)
    return failed(
      `${proxy} responded with status ${status} to a CONNECT for ${hostOf(url)}`,
      'Ask whoever runs the proxy whether it allows this host, and check HTTPS_PROXY or ALL_PROXY.',
    )
  } catch ({ code, message }) {
    return failed(
      `the proxy ${proxy} cannot be reached or is not an HTTP proxy (${code ?? message})`,
      'Check the proxy and its URL in HTTPS_PROXY or ALL_PROXY.',
    )
  }
}

function askProxy({ hostname, port }, { protocol, hostname: host, port: proxyPort }) {
  const { request } = protocol === 'https:' ? https : http
  const path = `${hostname}:${port || 443}`
  return new Promise((resolve, reject) => {
    const connect = request({
      method: 'CONNECT',
      host: hostOf({ hostname: host }),
      port: proxyPort || (protocol === 'https:' ? 443 : 80),
      path,
      headers: { host: path },
      rejectUnauthorized: true,
      agent: false,
      timeout: TIMEOUT_MS,
    })
    const end = ({ statusCode }) => {
      resolve(statusCode)
      connect.destroy()
    }
    connect.once('connect', end)
    connect.once('response', end)
    connect.once('timeout', () => connect.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
    connect.on('error', reject)
    connect.end()
  })
}

/** Whether Node trusts the certificate of the host of `url`. */
async function checkTls(url, proxy) {
  if (url.protocol === 'http:') return skipped('not used with an http:// base URL')
  if (proxy) return skipped('runs inside the proxy tunnel: see exchange')
  try {
    const { protocol, certificate } = await handshake(url)
    const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / DAY_MS)
    const issuer = certificate.issuer?.O ?? certificate.issuer?.CN ?? 'an unnamed issuer'
    const found = `${protocol}, certificate of ${issuer}, valid for ${days} more days`
    return days > WARNING_DAYS ? ok(found) : warning(found, 'It must be renewed soon: tell the exchange.')
  } catch (error) {
    return failed(`${error.code ?? 'no handshake'}: ${error.message}`, advise(error.code))
  }
}

function handshake(url) {
  const host = hostOf(url)
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host,
      port: Number(url.port || 443),
      servername: net.isIP(host) ? '' : host,
      // The client ignores NODE_TLS_REJECT_UNAUTHORIZED, so this does too.
      rejectUnauthorized: true,
      timeout: TIMEOUT_MS,
    })
    socket.once('secureConnect', () => {
      resolve({ protocol: socket.getProtocol(), certificate: socket.getPeerCertificate() })
      socket.destroy()
    })
    socket.once('timeout', () => {
      socket.destroy(Object.assign(new Error(`no handshake within ${TIMEOUT_MS} ms`), { code: 'ETIMEDOUT' }))
    })
    socket.once('error', reject)
  })
}

function advise(code = '') {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'The certificate is for another host: check the base URL.'
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return 'Check the date of this machine first.'
  if (/SELF_SIGNED|UNABLE_TO|CERT_/.test(code)) {
    return 'If a proxy or firewall inspects TLS, add its certificate (PEM) to the file that NODE_EXTRA_CA_CERTS names; otherwise do not send a key to this host.'
  }
  return 'Check the network and the firewall; behind a proxy, set HTTPS_PROXY.'
}

/** The host name, or an IPv6 address without its brackets. */
const hostOf = ({ hostname }) => hostname.replace(/^\[|\]$/g, '')

module.exports = { checkName, checkProxy, checkTls }
