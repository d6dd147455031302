const assert = require('node:assert/strict')
const https = require('node:https')
const net = require('node:net')
const { readFileSync } = require('node:fs')
const { describe, test } = require('node:test')
const { startSandbox } = require('coinport/sandbox')
const { CANARY } = require('../support/canary.js')
const { certificates } = require('../support/certificates.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { runCommand } = require('../support/command.js')
const { startProxy } = require('../support/connect-proxy.js')
const { closedPort, listen } = require('../support/server.js')
const { notRunWithout } = require('../support/tools.js')

/** Runs the doctor; returns its checks by name. */
async function examine(env, args = []) {
  const { code, stdout, stderr } = await runCommand(['doctor', '--json', ...args], { env })
  assert.ok(!stderr.includes('coinport'), stderr)
  const checks = Object.fromEntries(JSON.parse(stdout).map(({ check, ...rest }) => [check, rest]))
  return {
    code,
    checks,
    results: Object.fromEntries(Object.entries(checks).map(([name, { result }]) => [name, result])),
  }
}

const HEALTHY = {
  setup: 'ok',
  name: 'ok',
  tls: 'skipped',
  exchange: 'ok',
  latency: 'ok',
  clock: 'ok',
  key: 'ok',
  balances: 'ok',
}

/** A token like the exchange's, with claims that must not be shown. */
function token(secondsLeft) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { exp: Math.floor(Date.now() / 1000) + secondsLeft, email: `${CANARY}@example.com`, uid: CANARY }
  return `${part({ alg: 'RS256' })}.${part(claims)}.${part(CANARY)}`
}

const date = (seconds) => ({ headers: { date: new Date(Date.now() + seconds * 1000).toUTCString() } })
const CASES = [
  { title: 'everything works', differs: {} },
  {
    title: 'there is no key',
    env: { COINPORT_API_KEY: '' },
    differs: { key: ['skipped', /no key: public calls only/, /COINPORT_API_KEY/], balances: ['skipped', /no key/] },
  },
  {
    title: 'the key is wrong',
    env: { COINPORT_API_KEY: CANARY },
    differs: { balances: ['failed', /401: jwt\.decode_and_verify/, /get a new one/] },
  },
  {
    title: 'the key signs',
    env: ({ apiSecret }) => ({ COINPORT_API_SECRET: apiSecret }),
    differs: { key: ['ok', /requests are signed/] },
  },
  {
    title: 'the secret is wrong',
    env: { COINPORT_API_SECRET: CANARY },
    differs: { balances: ['failed', /authz\.invalid_signature/, /secret/] },
  },
  {
    title: 'the token is good',
    sandbox: { apiKey: token(3600) },
    differs: { key: ['ok', /JSON Web Token.*expires in 60 min, at 20/] },
  },
  {
    title: 'the token expires soon',
    sandbox: { apiKey: token(120) },
    differs: { key: ['warning', /expires in 2 min/, /new one/] },
  },
  {
    title: 'the token has expired',
    env: { COINPORT_API_KEY: token(-7200) },
    differs: { key: ['failed', /expired 2 h ago/, /new one/], balances: ['failed', /401/] },
  },
  {
    title: 'the clock is behind, for a key that signs',
    env: ({ apiSecret }) => ({ COINPORT_API_SECRET: apiSecret }),
    timestamp: () => date(60),
    differs: { key: ['ok', /signed/], clock: ['failed', /this clock is (5\d|60)\.\d s behind/, /NTP/] },
  },
  {
    title: 'the clock is ahead',
    timestamp: () => date(-8),
    differs: { clock: ['warning', /([789]|1\d)\.\d s ahead of/, /NTP/] },
  },
  {
    title: 'the clock is off a little',
    timestamp: () => date(-3),
    differs: { clock: ['ok|warning', /[2-9]\.\d s ahead of/] },
  },
  {
    title: 'responses come from a cache',
    timestamp: () => ({ headers: { ...date(-60).headers, age: '60' } }),
    differs: { clock: ['skipped', /usable date/] },
  },
  {
    title: 'the exchange is down',
    timestamp: () => ({ status: 503, body: { errors: [`down\x1b[2J`] } }),
    differs: {
      exchange: ['failed', /503: down/, /later/],
      latency: ['skipped', /not reached/],
      clock: ['skipped', /not reached/],
      balances: ['skipped', /not reached/],
    },
  },
  {
    title: 'the key lacks the permission',
    balances: { status: 403, body: { errors: ['user.ability.not_permitted'] } },
    differs: { balances: ['failed', /403/, /permission/] },
  },
]
describe('coinport doctor', { concurrency: 3 }, () => {
  for (const { title, env = {}, sandbox: options, timestamp, balances, differs } of CASES) {
    test(`doctor if ${title}`, async (t) => {
      const sandbox = await startSandbox(options)
      t.after(() => sandbox.close())
      const always = { times: Number.POSITIVE_INFINITY }
      if (timestamp)
        sandbox.fail({
          path: 'public/timestamp',
          status: 200,
          body: '"2026-01-01T00:00:00Z"',
          ...always,
          ...timestamp(),
        })
      if (balances) sandbox.fail({ path: 'account/balances', ...always, ...balances })
      const own = typeof env === 'function' ? env(sandbox) : env
      const all = { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey, ...own }
      const [{ code, checks, results }, { stdout }] = await Promise.all([
        examine(all),
        runCommand(['doctor'], { env: all }),
      ])

      for (const [name, healthy] of Object.entries(HEALTHY)) {
        const [result, found, advice] = differs[name] ?? [healthy, /./]
        assert.match(results[name], new RegExp(`^(${result})$`), `${name}: ${checks[name].found}`)
        assert.match(checks[name].found, found)
        if (advice) assert.match(checks[name].advice, advice)
      }
      assert.equal(code, Object.values(results).includes('failed') ? 1 : 0)
      for (const text of [CANARY, all.COINPORT_API_KEY, all.COINPORT_API_SECRET]) {
        if (text) assert.ok(!JSON.stringify(checks).includes(text), 'no part of the key may be shown')
      }
      assert.match(stdout, /^ok {7}setup {5}coinport \d/)
      assert.match(stdout, /^[^\p{Cc}]*$/mu)
      assert.ok(!/[^\P{Cc}\n]/u.test(stdout))
    })
  }

  test('doctor if an option is invalid', async () => {
    const { code, checks } = await examine({ COINPORT_BASE_URL: 'http://exchange.example' })
    assert.equal(code, 1)
    assert.deepEqual(Object.keys(checks), ['setup'])
    assert.match(checks.setup.found, /^COINPORT_BASE_URL must start with https/)
  })

  test('doctor if the host is unknown, and if the connection is refused', async () => {
    const unknown = await examine({
      COINPORT_BASE_URL: 'https://exchange.invalid/api/v2/peatio',
      COINPORT_API_KEY: CANARY,
    })
    assert.deepEqual(
      [unknown.code, unknown.results],
      [
        1,
        {
          setup: 'ok',
          name: 'failed',
          tls: 'skipped',
          exchange: 'failed',
          latency: 'skipped',
          clock: 'skipped',
          key: 'ok',
          balances: 'skipped',
        },
      ],
    )
    assert.match(unknown.checks.name.found, /^exchange\.invalid has no address \((ENOTFOUND|EAI_AGAIN)\)$/)
    const refused = await examine({ COINPORT_BASE_URL: `https://127.0.0.1:${await closedPort()}` })
    assert.deepEqual([refused.results.name, refused.results.tls, refused.results.exchange], ['ok', 'failed', 'failed'])
    assert.match(refused.checks.exchange.found, /^ECONNREFUSED/)
  })

  const TLS = [
    {
      title: 'a trusted certificate',
      days: [-1, 30],
      trusted: true,
      tls: ['ok', /^TLSv1\.3, certificate of coinport test root, valid for (29|30) more days$/],
      exchange: 'ok',
    },
    {
      title: 'a certificate that expires this week',
      days: [-1, 3],
      trusted: true,
      tls: ['warning', /valid for [23] more days/],
      exchange: 'ok',
    },
    {
      title: 'an expired certificate',
      days: [-3, -1],
      trusted: true,
      tls: ['failed', /^CERT_HAS_EXPIRED/, /date of this machine/],
      exchange: 'failed',
    },
    {
      title: 'a certificate of an unknown authority',
      days: [-1, 30],
      tls: ['failed', /^UNABLE_TO_VERIFY/, /NODE_EXTRA_CA_CERTS/],
      exchange: 'failed',
    },
    {
      title: 'a certificate for another host',
      days: [-1, 30],
      names: 'DNS:other.example',
      trusted: true,
      tls: ['failed', /ERR_TLS_CERT_ALTNAME_INVALID/],
      exchange: 'failed',
    },
  ]
  for (const { title, days, names, trusted, tls, exchange } of TLS) {
    test(`doctor with ${title}`, { skip: notRunWithout('openssl') }, async (t) => {
      const sandbox = await startSandbox()
      t.after(() => sandbox.close())
      const files = certificates(temporaryFolder(t), names ? { days, names } : { days })
      const options = { key: readFileSync(files.key), cert: readFileSync(files.certificate) }
      const server = https.createServer(options, async (request, response) => {
        const upstream = await fetch(new URL(request.url, sandbox.url))
        response.writeHead(upstream.status, { 'content-type': 'application/json' }).end(await upstream.text())
      })
      const env = {
        COINPORT_BASE_URL: `https://127.0.0.1:${await listen(t, server)}/api/v2/peatio`,
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      }
      const { checks } = await examine(trusted ? { ...env, NODE_EXTRA_CA_CERTS: files.root } : env)
      const [result, found, advice] = tls
      assert.equal(checks.tls.result, result, checks.tls.found)
      assert.match(checks.tls.found, found)
      if (advice) assert.match(checks.tls.advice, advice)
      assert.equal(checks.exchange.result, exchange, checks.exchange.found)
    })
  }

  const PROXIES = [
    {
      title: 'refuses the host',
      bytes: 'HTTP/1.1 403 Forbidden\r\n\r\n',
      proxy: ['failed', /with status 403/, /allows this host/],
    },
    { title: 'fails', bytes: 'HTTP/1.1 502 Bad Gateway\r\n\r\n', proxy: ['failed', /with status 502/, /HTTPS_PROXY/] },
    {
      title: 'does not speak HTTP',
      bytes: 'what?\r\n\r\n',
      proxy: ['failed', /is not an HTTP proxy \(HPE_/, /HTTPS_PROXY/],
    },
    {
      title: 'is down',
      proxy: ['failed', /cannot be reached or is not an HTTP proxy \(ECONNREFUSED\)/, /HTTPS_PROXY/],
    },
    {
      title: 'refuses the password',
      bytes: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n',
      proxy: ['ok', /asks for a user name and password/],
      exchange: ['failed', /^ERR_PROXY_TUNNEL: the proxy refused .* with status 407/, /user name/],
    },
  ]
  for (const { title, bytes, proxy: expected, exchange = ['skipped', /the proxy failed/] } of PROXIES) {
    test(`doctor blames the proxy, not the exchange, if the proxy ${title}`, async (t) => {
      const proxy = net.createServer((socket) => socket.on('error', () => {}).end(bytes))
      const origin = `http://127.0.0.1:${bytes ? await listen(t, proxy) : await closedPort()}`
      const { code, checks } = await examine({
        HTTPS_PROXY: origin.replace('//', `//user:${encodeURIComponent(CANARY)}@`),
      })
      assert.ok(checks.setup.found.endsWith(`through the proxy ${origin}`))
      for (const [name, [result, found, advice]] of Object.entries({ proxy: expected, exchange })) {
        assert.equal(checks[name].result, result, checks[name].found)
        assert.match(checks[name].found, found)
        if (advice) assert.match(checks[name].advice, advice)
      }
      assert.ok(checks.proxy.found.includes(origin))
      assert.deepEqual([code, checks.name.result, checks.tls.result], [1, 'skipped', 'skipped'])
      assert.ok(!JSON.stringify(checks).includes('CANARY'))
    })
  }

  test('doctor behind a proxy that works', async (t) => {
    const beyond = net.createServer((socket) => socket.destroy())
    const { host } = await startProxy(t, await listen(t, beyond))
    const { checks } = await examine({ HTTPS_PROXY: `http://${host}` })
    assert.deepEqual(
      [checks.proxy.result, checks.proxy.found],
      ['ok', `http://${host} connects to www.coinport.com.au`],
    )
  })
})
