'use strict'

// Proxies of the environment and of the option `proxy`.

const { HEALTHY } = require('../servers/fault-server.js')
const { expect } = require('../harness/invariants.js')
const { SUCCESS } = require('../harness/outcomes.js')

const rows = [
  {
    id: 'K08',
    title: 'proxies of the environment',
    async run({ faultServer, child }) {
      const trap = await faultServer([['stall']])
      const server = await faultServer(HEALTHY)
      const proxy = `http://127.0.0.1:${trap.port}`
      const loopback = { baseUrl: server.baseUrl }
      const elsewhere = { baseUrl: 'https://exchange.invalid/api', maxRetries: 0 }
      const all = { HTTPS_PROXY: proxy, ALL_PROXY: proxy, https_proxy: proxy, all_proxy: proxy }
      const unreached = { code: /^(ENOTFOUND|EAI_AGAIN)$/ }
      for (const [env, options, expected] of [
        [{ HTTP_PROXY: proxy, http_proxy: proxy }, loopback, SUCCESS],
        [all, loopback, SUCCESS],
        [{ ...all, NO_PROXY: 'exchange.invalid' }, elsewhere, unreached],
        [{ ...all, NO_PROXY: '*' }, elsewhere, unreached],
        [all, { ...elsewhere, proxy: false }, unreached],
        [{ HTTP_PROXY: proxy, http_proxy: proxy }, elsewhere, unreached],
      ]) {
        const caller = await child({ env })
        expect(JSON.stringify(env), await caller.ask('call', { kind: 'read', options }), expected)
        await caller.end()
      }
      if (trap.connections.length > 0) throw new Error(`${trap.connections.length} connections to the trap`)
      // Without an exception the proxy is used, so the test can detect it.
      const caller = await child({ env: all })
      await caller.ask('call', { kind: 'read', options: { ...elsewhere, connectTimeout: 300 } })
      if (trap.connections.length === 0) throw new Error('the trap would not have been met')
      await caller.end()
    },
  },
  {
    id: 'K09',
    title: 'a proxy that fails',
    healthy: false,
    cases: [
      ...[
        ['407', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n', /status 407/, /user name/],
        ['403', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nnobody'],
        ['302', 'HTTP/1.1 302 Found\r\nLocation: http://login.invalid/\r\n\r\n'],
        ['429', 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n\r\n'],
        ['500', 'HTTP/1.1 500 Internal Server Error\r\n\r\n'],
        ['502', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'],
        ['503', 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\n'],
        ['garbage', 'garbage\r\n\r\n'],
        ['headers without an end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(9000)}`],
        ['TLS', '\x15\x03\x03\x00\x02\x02\x28\r\n\r\n'],
      ].map(([name, bytes, message, hint]) => ({
        name,
        steps: [['until', '\r\n\r\n'], ['write', bytes], ['stall']],
        ...throughProxy({ code: 'ERR_PROXY_TUNNEL', attempts: 1, connections: 1 }, message, hint),
      })),
      {
        name: 'a closed connection',
        steps: [['until', '\r\n\r\n'], ['close']],
        ...throughProxy({ code: 'ECONNRESET' }, /closed the connection without a response/),
      },
      {
        name: 'a reset',
        steps: [['until', '\r\n\r\n'], ['rst']],
        ...throughProxy({ code: 'ECONNRESET' }),
      },
      {
        name: 'silence',
        steps: [['until', '\r\n\r\n'], ['stall']],
        clocks: true,
        ...throughProxy({ class: 'TimeoutError', code: /^(ETIMEDOUT|ECONNABORTED)$/ }),
      },
      ...[
        ['connection refused', 'http://user:proxy-password@127.0.0.1:1', /^ECONNREFUSED$/],
        ['a name without an address', 'http://user:proxy-password@proxy.invalid:3128', /^(ENOTFOUND|EAI_AGAIN)$/],
      ].map(([name, proxy, code]) => {
        const { read, write } = throughProxy({ code })
        const unmet = { connections: 0, check: undefined }
        return {
          name,
          steps: HEALTHY,
          options: { baseUrl: 'https://exchange.invalid/api', proxy },
          read: { ...read, ...unmet, attempts: 3 },
          write: { ...write, ...unmet },
        }
      }),
      // A proxy that does not speak TLS, although its URL says https.
      {
        name: 'that does not speak TLS',
        // Reads the start of the handshake first: data that is not read when the connection closes would reset it.
        steps: [['read', 5], ['write', 'HTTP/1.1 400 Bad Request\r\n\r\n'], ['close']],
        ...throughProxy({ code: 'EPROTO', attempts: 1, check: undefined }),
        options: ({ port }) => ({ baseUrl: 'https://exchange.invalid/api', proxy: `https://127.0.0.1:${port}` }),
      },
    ],
    options: ({ port }) => ({
      baseUrl: 'https://exchange.invalid/api',
      proxy: `http://user:proxy-password@127.0.0.1:${port}`,
    }),
  },
]

/**
 * The expectation for a proxy that fails: an error about the proxy, without its password, and no request of the exchange
 * at the proxy.
 */
function throughProxy(expected, message = /./, hint = /HTTPS_PROXY/) {
  const read = {
    class: 'NetworkError',
    phase: 'connect',
    message: (text) =>
      message.test(text) &&
      /the proxy https?:\/\/(127\.0\.0\.1|proxy\.invalid):\d+/.test(text) &&
      !text.includes('proxy-password'),
    hint: (text) => hint.test(text) && /HTTPS_PROXY/.test(text) && !text.includes('baseUrl'),
    check: sawOnlyConnect,
    ...expected,
  }
  return { read, write: { ...read, outcome: 'not_sent', attempts: 1 } }
}

function sawOnlyConnect({ faultServer }) {
  // On a busy machine, a connection may time out before anything was sent.
  for (const { received } of faultServer.connections.filter(({ received }) => received.length > 0)) {
    const text = received.toString('latin1')
    if (!text.startsWith('CONNECT exchange.invalid:443 ')) throw new Error(`the proxy got ${text.slice(0, 80)}`)
    if (/^authorization:/im.test(text)) throw new Error('the proxy got the key')
    if (!/^proxy-authorization: Basic /im.test(text)) throw new Error('the proxy got no password')
  }
}

module.exports = { rows }
