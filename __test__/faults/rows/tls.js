'use strict'

const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { notRunWithout } = require('../../support/tools.js')
const { startProxy } = require('../../support/connect-proxy.js')
const { counts } = require('../../support/counts.js')
const { HEALTHY } = require('../servers/fault-server.js')
const { serverHello, record, CLOSE_NOTIFY, HANDSHAKE_FAILURE } = require('../servers/tls-records.js')
const { expect } = require('../harness/invariants.js')
const { BODY_TRUNCATED, CONNECT_TIMEOUT, LOST, SUCCESS } = require('../harness/outcomes.js')
const { authority, chain, issue, permittedName, rsa, served, tangle } = require('../servers/bad-certificates.js')
const { BALANCES } = require('../servers/replies.js')
const { startOpensslServer } = require('../servers/openssl-server.js')

/** The root that the clients trust, and a valid certificate from it. */
let trusted
function trustedRoot() {
  trusted ??= (async () => {
    const root = await authority(undefined, 'CN=coinport test root')
    return { root, proper: served(await issue({ issuer: root })) }
  })()
  return trusted
}

/** Fails if the server received application data. */
function noDataReceived({ faultServer }) {
  const bytes = faultServer.connections.reduce(
    (sum, { received, isSecured }) => sum + (isSecured ? received.length : 0),
    0,
  )
  if (bytes > 0) throw new Error(`${bytes} bytes were sent to an untrusted server`)
}

const refused = (code, more = {}) => {
  const once = { class: 'NetworkError', code, phase: 'connect', connections: 1, requests: 0, attempts: 1 }
  const end = { check: noDataReceived, ended: true, ...more }
  return { read: { ...once, ...end }, write: { ...once, outcome: 'not_sent', ...end } }
}

/** A server with the certificate that `make(root)` returns. */
const presenting = (make) => ({
  steps: HEALTHY,
  async prepare() {
    const { root, proper } = await trustedRoot()
    return { ca: root.pem, proper, bad: await make(root) }
  },
  server: ({ bad, proper }) => ({ tls: { ciphers: 'DEFAULT@SECLEVEL=0', ...bad }, healed: proper }),
  options: ({ ca }) => ({ ca }),
})
const leaf = (how) => presenting(async (root) => served(await issue({ issuer: root, ...how })))
const PROPER = presenting(async () => (await trustedRoot()).proper)

/** The same under a host name. A proxy connects the name to the server. */
const named = (name, make) => ({
  ...presenting(make),
  async prepare(after) {
    const proxy = await startProxy({ after })
    return { ...(await presenting(make).prepare()), proxy: `http://${proxy.host}` }
  },
  server: ({ bad, proper }) => ({ name, tls: bad, healed: proper }),
  options: ({ ca, proxy }) => ({ ca, proxy }),
  // The valid certificate is not for this name.
  healthy: false,
})

const HANDSHAKE = { ...PROPER, server: ({ proper }) => ({ tls: proper, handshake: true }) }
const HELLO = ['until', '\x16\x03\x01']
const FAILED = refused('EPROTO')
const cut = ({ raw }) => raw.end()

const ALTNAME = refused('ERR_TLS_CERT_ALTNAME_INVALID')
const UNTRUSTED = refused('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
/** The certificates of the first four rows. B19 repeats them with checks disabled in the environment. */
const INVALID = {
  expired: { ...leaf({ days: [-3, -1] }), ...refused('CERT_HAS_EXPIRED') },
  'not yet valid': { ...leaf({ days: [1, 3] }), ...refused('CERT_NOT_YET_VALID') },
  'unknown CA': {
    ...presenting(async () => served(await issue({ issuer: await authority(undefined, 'CN=stranger') }))),
    ...UNTRUSTED,
  },
  'another host': { ...leaf({ names: ['other.test'] }), ...ALTNAME },
}

const rows = [
  { id: 'B01', title: 'an expired certificate', ...INVALID.expired },
  { id: 'B02', title: 'a certificate that is not valid yet', ...INVALID['not yet valid'] },
  {
    id: 'B03',
    title: 'an unknown issuer',
    cases: [
      {
        name: 'self-signed',
        ...presenting(async () => served(await issue({}))),
        ...refused(/^(DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/),
      },
      { name: 'unknown CA', ...INVALID['unknown CA'] },
    ],
  },
  { id: 'B04', title: 'a certificate for another host', ...INVALID['another host'] },
  { id: 'B05', title: 'a name only in the CN', ...leaf({ names: [] }), ...ALTNAME },
  {
    id: 'B06',
    title: 'an address instead of a name, a name instead of an address',
    cases: [
      {
        name: 'the certificate has the address, and the URL the name',
        ...leaf({ names: ['127.0.0.1'] }),
        server: ({ bad, proper }) => ({ name: 'localhost', tls: bad, healed: proper }),
        ...ALTNAME,
      },
      { name: 'the certificate has the name, and the URL the address', ...leaf({ names: ['localhost'] }), ...ALTNAME },
    ],
  },
  {
    id: 'B07',
    title: 'an issuer that is no authority, an unknown intermediate, another purpose',
    cases: [
      {
        name: 'CA:FALSE',
        ...presenting(async (root) => {
          const middle = await issue({ issuer: root, subject: 'CN=no authority' })
          return served(await issue({ issuer: middle }), middle)
        }),
        ...refused(/^(CERT_REJECTED|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/),
      },
      {
        name: 'without its intermediate',
        ...presenting(async (root) => served(await issue({ issuer: await authority(root, 'CN=middle') }))),
        ...UNTRUSTED,
      },
      { name: 'for clients', ...leaf({ usage: '1.3.6.1.5.5.7.3.2' }), ...refused('INVALID_PURPOSE') },
    ],
  },
  {
    id: 'B08',
    title: 'a name outside the name constraints of the authority',
    cases: [
      ['plain', 'www.evil.test', 'www.evil.test'],
      ['wildcard', 'www.evil.test', '*.evil.test'],
      ['a wildcard wider than what is permitted', 'allowed.test', '*.test'],
      ['a wildcard beside what is permitted', 'b.allowed.test', '*.allowed.test', 'a.allowed.test'],
    ].map(([name, host, altName, permitted = 'allowed.test']) => ({
      name,
      ...named(host, async (root) => {
        const middle = await authority(root, 'CN=middle', { extensions: [permittedName(permitted)] })
        return served(await issue({ issuer: middle, names: [altName] }), middle)
      }),
      ...refused(/^(CERT_REJECTED|ERR_TLS_CERT_ALTNAME_INVALID)$/),
    })),
  },
  {
    id: 'B09',
    title: 'pathological chains',
    cases: [
      ['200 deep', (root) => chain(root, 200)],
      ['20 authorities with one name', (root) => tangle(root, 20)],
    ].map(([name, make]) => ({
      name,
      ...presenting(make),
      ...refused(/^(CERT_REJECTED|UNABLE_TO_VERIFY_LEAF_SIGNATURE|EPROTO)$/, { cpu: 100 }),
    })),
  },
  {
    id: 'B10',
    title: 'weak certificates',
    cases: [
      { name: 'RSA-2048, for comparison', ...leaf({ algorithm: rsa(2048, 'SHA-256') }), read: SUCCESS },
      { name: 'RSA-1024', ...leaf({ algorithm: rsa(1024, 'SHA-256') }), ...refused('CERT_SIGNATURE_FAILURE') },
      {
        name: 'signed with SHA-1',
        ...presenting(async () => {
          const root = await authority(undefined, 'CN=weak root', { algorithm: rsa(2048, 'SHA-1') })
          return { ...served(await issue({ issuer: root })), root: root.pem }
        }),
        options: ({ ca, bad }) => ({ ca: [ca, bad.root] }),
        ...refused('CERT_REJECTED'),
      },
    ],
  },
  {
    id: 'B11',
    title: 'TLS 1.0 and 1.1',
    notRun: notRunWithout('openssl'),
    async run({ after, child }) {
      const { root, proper } = await trustedRoot()
      for (const version of ['-tls1', '-tls1_1']) {
        const server = await startOpensslServer(after, proper, [version, '-cipher', 'DEFAULT@SECLEVEL=0', '-www'])
        const caller = await child()
        const options = { baseUrl: server.baseUrl, ca: root.pem }
        const failed = { class: 'NetworkError', code: 'EPROTO', phase: 'connect', attempts: 1 }
        expect('read', await caller.ask('call', { kind: 'read', options }), failed)
        const write = await caller.ask('call', { kind: 'write', options })
        expect('write', write, { ...failed, outcome: 'not_sent' })
        await caller.end()
      }
    },
  },
  {
    id: 'B12',
    title: 'a forced downgrade to TLS 1.2',
    ...HANDSHAKE,
    cases: [
      { name: 'from TLS 1.3', steps: [HELLO, ['write', serverHello('DOWNGRD\x01')], ['stall']], ...FAILED },
      {
        name: 'the same hello without the downgrade marker, which is accepted',
        steps: [HELLO, ['write', serverHello()], ['stall']],
        shortTimeouts: true,
        read: { ...CONNECT_TIMEOUT, requests: 0 },
      },
    ],
  },
  {
    id: 'B13',
    title: 'a TLS alert',
    ...HANDSHAKE,
    cases: [
      { name: 'after the ClientHello', steps: [HELLO, ['write', HANDSHAKE_FAILURE], ['close']], ...FAILED },
      {
        name: 'after the ServerHello',
        steps: [HELLO, ['write', serverHello()], ['write', HANDSHAKE_FAILURE], ['close']],
        ...FAILED,
      },
    ],
    notRun: notRunWithout('openssl'),
    async run({ after, child }) {
      const { root, proper } = await trustedRoot()
      for (const version of ['-tls1_2', '-tls1_3']) {
        const server = await startOpensslServer(after, proper, [version, '-Verify', '1', '-verify_return_error'])
        const caller = await child()
        const options = { baseUrl: server.baseUrl, ca: root.pem }
        const failed = { class: 'NetworkError', code: 'EPROTO', attempts: 1 }
        expect('read', await caller.ask('call', { kind: 'read', options }), failed)
        await caller.end()
      }
    },
  },
  {
    id: 'B14',
    title: 'a handshake that stalls',
    ...HANDSHAKE,
    options: ({ ca }) => ({ ca, connectTimeout: 300, timeout: 5000 }),
    cases: [
      ['after the ClientHello', []],
      ['after the ServerHello', [['write', serverHello()]]],
    ].map(([name, steps]) => ({
      name,
      steps: [HELLO, ...steps, ['stall']],
      read: { ...CONNECT_TIMEOUT, attempts: 3, connections: 3, requests: 0, elapsed: [900, 1500], ended: true },
      write: { ...CONNECT_TIMEOUT, attempts: 1, outcome: 'not_sent', elapsed: [300, 550], ended: true },
    })),
  },
  {
    id: 'B15',
    title: 'close_notify in the handshake',
    ...HANDSHAKE,
    shortTimeouts: true,
    cases: [
      ['and FIN', ['close'], { ...LOST, phase: 'connect', attempts: 3 }],
      ['and silence', ['stall'], { class: /^(TimeoutError|NetworkError)$/ }],
    ].map(([name, end, read]) => ({
      name,
      steps: [HELLO, ['write', CLOSE_NOTIFY], end],
      read: { ...read, phase: 'connect', requests: 0, cpu: 75 },
    })),
  },
  {
    id: 'B16',
    title: 'an end without close_notify',
    ...PROPER,
    cases: [
      { name: 'after a complete body', steps: [['request'], ['reply'], cut], read: { ...SUCCESS, requests: 1 } },
      {
        name: 'in a body that ends with the connection',
        steps: [['request'], ['write', `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${BALANCES}`], cut],
        read: { ...BODY_TRUNCATED, attempts: 3 },
      },
    ],
  },
  {
    id: 'B17',
    title: 'ALPN',
    steps: HEALTHY,
    ...PROPER,
    cases: [
      { name: 'none', read: { ...SUCCESS, requests: 1 } },
      {
        name: 'only http/1.1',
        server: ({ proper }) => ({ tls: { ...proper, ALPNProtocols: ['http/1.1'] } }),
        read: { ...SUCCESS, requests: 1 },
      },
      {
        name: 'only an unknown protocol',
        server: ({ proper }) => ({ tls: { ...proper, ALPNProtocols: ['foo'] } }),
        healthy: false,
        ...FAILED,
      },
    ],
    async run({ after, child }) {
      const { once } = require('node:events')
      const { root, proper } = await trustedRoot()
      const server = require('node:http2').createSecureServer({ ...proper, allowHTTP1: false })
      server.on('request', (_request, response) => response.end(BALANCES))
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      after(() => server.close())
      const caller = await child()
      const options = { baseUrl: `https://127.0.0.1:${server.address().port}/api/v2/peatio`, ca: root.pem }
      expect('read', await caller.ask('call', { kind: 'read', options }), SUCCESS)
      await caller.end()
    },
  },
  {
    id: 'B18',
    title: 'oversized records, and floods of empty ones',
    ...HANDSHAKE,
    shortTimeouts: true,
    cases: [
      ['a record of more than 16 KiB', ['write', record(22, Buffer.alloc(0x4901))]],
      ['empty handshake records', ['flood', record(22, Buffer.alloc(0)), 1000]],
      ['empty data records', ['flood', record(23, Buffer.alloc(0)), 1000]],
      ['ChangeCipherSpec', ['flood', record(20, Buffer.from([1])), 1000]],
    ].map(([name, flood]) => ({
      name,
      steps: [HELLO, flood, ['stall']],
      read: { code: /^(EPROTO|ETIMEDOUT|ECONNRESET)$/, phase: 'connect', requests: 0, cpu: 300 },
    })),
    notRun: notRunWithout('openssl'),
    async run({ after, child }) {
      const { root, proper } = await trustedRoot()
      const server = await startOpensslServer(after, proper, ['-tls1_3'])
      const caller = await child()
      const options = { baseUrl: server.baseUrl, ca: root.pem, timeout: 1500 }
      const call = caller.ask('call', { kind: 'read', options })
      await server.until(/GET \/api/)
      server.say('k\n'.repeat(counts(100_000)))
      const report = await call
      expect('read', report, { code: /^(ECONNABORTED|EPROTO|ECONNRESET)$/, cpu: (cpu) => cpu < 750 })
      await caller.end()
    },
  },
  {
    id: 'B19',
    title: 'environment variables that weaken trust',
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    cases: Object.entries(INVALID).map(([name, row]) => ({ name, ...row })),
    async run(tools) {
      const { root, proper } = await trustedRoot()
      const stranger = await authority(undefined, 'CN=stranger')
      const directory = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
      tools.after(() => rmSync(directory, { recursive: true }))
      const write = (name, pem) => {
        writeFileSync(path.join(directory, name), pem)
        return path.join(directory, name)
      }
      const files = { stranger: write('stranger.pem', stranger.pem), root: write('root.pem', root.pem) }
      const forged = served(await issue({ issuer: stranger }))
      const untrusted = { class: 'NetworkError', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', attempts: 1 }
      for (const [env, tls, expected] of [
        [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, forged, untrusted],
        [{ SSL_CERT_FILE: files.stranger, SSL_CERT_DIR: directory }, forged, untrusted],
        [{ NODE_EXTRA_CA_CERTS: files.root }, forged, untrusted],
        [{ NODE_EXTRA_CA_CERTS: files.root }, proper, SUCCESS],
      ]) {
        const server = await tools.faultServer(HEALTHY, { tls })
        const caller = await tools.child({ env })
        const report = await caller.ask('call', { kind: 'read', options: { baseUrl: server.baseUrl } })
        expect(JSON.stringify(env), report, expected)
        await caller.end()
      }
    },
  },
  {
    id: 'B20',
    title: 'an http:// base URL',
    steps: [],
    healthy: false,
    cases: [
      {
        name: 'another host',
        options: { baseUrl: 'http://exchange.test/api/v2/peatio' },
        read: { class: 'ConfigError', code: 'ERR_INVALID_URL', option: 'baseUrl', connections: 0 },
      },
      { name: 'loopback', steps: HEALTHY, read: { ...SUCCESS, requests: 1 } },
      {
        name: 'allowed',
        options: { baseUrl: 'http://exchange.test/api/v2/peatio', allowInsecure: true },
        read: { code: /^(ENOTFOUND|EAI_AGAIN)$/ },
      },
    ],
  },
]

module.exports = { group: 'B', title: 'TLS', rows }
