'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { readFileSync } = require('node:fs')
const net = require('node:net')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { certificates } = require('../support/certificates.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { startProxy } = require('../support/connect-proxy.js')
const { startNginx } = require('../support/nginx.js')
const { runScript } = require('../support/script.js')
const { notRunWithout } = require('../support/tools.js')

const NEEDS = { skip: notRunWithout('nginx', 'openssl') }

const BOTH = `
  const { getBalances, getTickers } = require('coinport')
  Promise.all([getBalances(), getTickers()]).then(
    ([balances, tickers]) => console.log(balances.length, Object.keys(tickers).length),
    ({ name, code, attempts }) => console.log(name, code, attempts))`

/** Starts nginx with TLS, HTTP/2 and gzip in front of a sandbox. */
async function startExchange(t) {
  const sandbox = await startSandbox()
  t.after(() => sandbox.close())
  const directory = temporaryFolder(t)
  const files = certificates(directory)
  const nginx = await startNginx(t, { directory, upstream: new URL(sandbox.url).origin, ...files })
  const env = { COINPORT_BASE_URL: nginx.baseUrl, COINPORT_API_KEY: sandbox.apiKey }
  return { ...nginx, sandbox, files, env }
}

test('calls work through nginx with TLS, HTTP/2 and gzip, trusted by NODE_EXTRA_CA_CERTS', NEEDS, async (t) => {
  const { env, files, requests } = await startExchange(t)
  const { stdout, stderr } = await runScript(BOTH, { env: { ...env, NODE_EXTRA_CA_CERTS: files.root } })
  assert.deepEqual([stdout, stderr], ['57 89\n', ''])
  const seen = requests()
  assert.equal(seen.length, 2)
  for (const line of seen) assert.match(line, /^HTTP\/2\.0 TLSv1\.3 gzip \d+ /)
})

test('an untrusted certificate fails with Node’s own code, before any byte of HTTP', NEEDS, async (t) => {
  const { env, requests, sandbox } = await startExchange(t)
  const { stdout } = await runScript(BOTH, { env })
  assert.equal(stdout, 'NetworkError UNABLE_TO_VERIFY_LEAF_SIGNATURE 1\n')
  const ignored = await runScript(BOTH, { env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
  assert.equal(ignored.stdout, 'NetworkError UNABLE_TO_VERIFY_LEAF_SIGNATURE 1\n')
  assert.deepEqual([requests(), sandbox.requests], [[], []])
})

test('the option ca may be a string, a buffer or a list of them', NEEDS, async (t) => {
  const { baseUrl, files, sandbox } = await startExchange(t)
  const buffer = readFileSync(files.root)
  for (const ca of [buffer, buffer.toString(), [buffer]]) {
    const coinport = new CoinPort({ baseUrl, apiKey: sandbox.apiKey, ca })
    assert.equal((await coinport.getBalances()).length, 57)
  }
})

test('a hundred calls at once share one HTTP/2 connection', NEEDS, async (t) => {
  const { baseUrl, files, sandbox, requests } = await startExchange(t)
  const coinport = new CoinPort({ baseUrl, apiKey: sandbox.apiKey, ca: readFileSync(files.root), rateLimit: false })
  await coinport.getTickers()
  await Promise.all(Array.from({ length: 100 }, () => coinport.getBalances()))
  const connections = new Set(requests().map((line) => line.split(' ')[3]))
  assert.equal(connections.size, 1)
})

test('a certificate for another name is refused', NEEDS, async (t) => {
  const { baseUrl, files } = await startExchange(t)
  const other = baseUrl.replace('localhost', '127.0.0.2')
  const server = net.createServer((socket) => socket.pipe(net.connect(new URL(baseUrl).port, '127.0.0.1')).pipe(socket))
  server.listen(new URL(baseUrl).port, '127.0.0.2')
  await once(server, 'listening')
  t.after(() => server.close())
  const call = new CoinPort({ baseUrl: other, ca: readFileSync(files.root) }).getTickers()
  await assert.rejects(call, { name: 'NetworkError', code: 'ERR_TLS_CERT_ALTNAME_INVALID', attempts: 1 })
})

test('a CONNECT proxy of the environment is used and sees no credential', NEEDS, async (t) => {
  const { files, sandbox, baseUrl } = await startExchange(t)
  const { requests: connects, host } = await startProxy(t, new URL(baseUrl).port)
  // The proxy connects every name to nginx, whose certificate is for localhost, so the name is refused.
  const env = {
    COINPORT_BASE_URL: 'https://exchange.invalid/api/v2/peatio',
    COINPORT_API_KEY: sandbox.apiKey,
    NODE_EXTRA_CA_CERTS: files.root,
    HTTPS_PROXY: `http://user:secret@${host}`,
  }
  assert.equal((await runScript(BOTH, { env })).stdout, 'NetworkError ERR_TLS_CERT_ALTNAME_INVALID 1\n')
  assert.match(connects[0], /^CONNECT exchange\.invalid:443 HTTP\/1\.1\r\n/)
  assert.match(connects[0], /proxy-authorization: Basic dXNlcjpzZWNyZXQ=/i)
  assert.ok(connects.every((text) => !text.includes(sandbox.apiKey) && !/^authorization/im.test(text)))
  // Loopback and names in NO_PROXY bypass it.
  connects.length = 0
  assert.equal((await runScript(BOTH, { env: { ...env, COINPORT_BASE_URL: baseUrl } })).stdout, '57 89\n')
  const excepted = await runScript(BOTH, { env: { ...env, NO_PROXY: '.invalid' } })
  assert.match(excepted.stdout, /^NetworkError (ENOTFOUND|EAI_AGAIN) 3\n$/)
  assert.deepEqual(connects, [])
})
