const dns = require('node:dns/promises')
const http = require('node:http')
const https = require('node:https')
const net = require('node:net')
const tls = require('node:tls')
const { failed, ok, skipped, warning } = require('./result.js')

const PATIENCE_MS = 5000
const DAY_MS = 86_400_000
/** Certificates are renewed weeks before their end; later than this, somebody has forgotten it. */
const SOON_DAYS = 7

/** Whether the host of `url` has an address. */
async function checkName(url, proxy) {
  const host = hostOf(url)
  if (net.isIP(host)) return ok(`${host} is an address already`)
  if (proxy) return skipped('the proxy looks names up')
  const limit = AbortSignal.timeout(PATIENCE_MS)
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
 * Whether the proxy can be reached, and what it says when it is asked for a connection to the host of `url`. Its user
 * name and password are not known here: that it asks for them is no failure.
 */
async function checkProxy(url, proxy) {
  try {
    const status = await askProxy(url, new URL(proxy))
    if (status === 200) return ok(`${proxy} connects to ${hostOf(url)}`)
    if (status === 407) return ok(`${proxy} answers, and asks who is there`)
    return failed(
      `${proxy} answers with status ${status} when it is asked for a connection to ${hostOf(url)}`,
      'Ask whoever runs the proxy whether it allows this host, and check HTTPS_PROXY or ALL_PROXY.',
    )
  } catch ({ code, message }) {
    return failed(
      `the proxy ${proxy} cannot be reached, or is none (${code ?? message})`,
      'Check the proxy, and its URL in HTTPS_PROXY or ALL_PROXY. Nothing is known of the exchange.',
    )
  }
}

function askProxy({ hostname, port }, { protocol, hostname: host, port: proxyPort }) {
  const { request } = protocol === 'https:' ? https : http
  const path = `${hostname}:${port || 443}`
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      host: hostOf({ hostname: host }),
      port: proxyPort || (protocol === 'https:' ? 443 : 80),
      path,
      headers: { host: path },
      rejectUnauthorized: true,
      agent: false,
      timeout: PATIENCE_MS,
    })
    const end = ({ statusCode }) => {
      resolve(statusCode)
      asked.destroy()
    }
    asked.once('connect', end)
    asked.once('response', end)
    asked.once('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
    asked.on('error', reject)
    asked.end()
  })
}

/** Whether Node trusts the certificate of the host of `url`. */
async function checkTls(url, proxy) {
  if (url.protocol === 'http:') return skipped('not used with an http:// base URL')
  if (proxy) return skipped('within the tunnel of the proxy: see exchange')
  try {
    const { protocol, certificate } = await handshake(url)
    const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / DAY_MS)
    const issuer = certificate.issuer?.O ?? certificate.issuer?.CN ?? 'an unnamed issuer'
    const found = `${protocol}, certificate of ${issuer}, valid for ${days} more days`
    return days > SOON_DAYS ? ok(found) : warning(found, 'The exchange must renew it soon: tell it.')
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
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says: the client does not heed it either.
      rejectUnauthorized: true,
      timeout: PATIENCE_MS,
    })
    socket.once('secureConnect', () => {
      resolve({ protocol: socket.getProtocol(), certificate: socket.getPeerCertificate() })
      socket.destroy()
    })
    socket.once('timeout', () => {
      socket.destroy(Object.assign(new Error(`no handshake within ${PATIENCE_MS} ms`), { code: 'ETIMEDOUT' }))
    })
    socket.once('error', reject)
  })
}

function advise(code = '') {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Another host answers there: check the base URL.'
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return 'Check the date of this machine first.'
  if (/SELF_SIGNED|UNABLE_TO|CERT_/.test(code)) {
    return 'If something on the way inspects TLS, put its certificate (PEM) into the file that NODE_EXTRA_CA_CERTS names; otherwise do not send a key there.'
  }
  return 'Check the network and the firewall; behind a proxy, set HTTPS_PROXY.'
}

/** Without the brackets of an IPv6 address. */
const hostOf = ({ hostname }) => hostname.replace(/^\[|\]$/g, '')

module.exports = { checkName, checkProxy, checkTls }
