const assert = require('node:assert/strict')
const { once } = require('node:events')
const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')
const { after, before, test } = require('node:test')
const { context, trace } = require('@opentelemetry/api')
const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node')
const { Registry } = require('prom-client')
const { CoinPort } = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { traceCoinPort } = require('../../examples/opentelemetry.js')
const { measureCoinPort } = require('../../examples/prometheus.js')
const { CANARY, FORMS, leaks } = require('../support/canary.js')
const { EXAMPLES, startExample } = require('../support/example.js')
const { notRunOnWindows } = require('../support/tools.js')

let sandbox
before(async () => {
  sandbox = await startSandbox({ balances: { btc: '0.03125' } })
})
after(() => sandbox.close())

/** Starts an example with the key of the sandbox. */
function start(t, file, { env, ...options } = {}) {
  const own = { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey }
  return startExample(t, file, { ...options, env: { ...own, ...env } })
}

const DEPOSIT = '\\d+,20\\d\\d-[\\dT:Z-]+,\\w+,\\d+\\.\\d+,\\d+\\.\\d+,\\w+,[\\w-]*'
const RUNS = [
  { file: 'balances.js', stdout: /^btc {4}0\.03125 \(0\.03125 available, 0\.0 locked\)\n$/ },
  {
    file: 'balances.js',
    title: 'says that a wrong key was refused',
    env: { COINPORT_API_KEY: CANARY },
    code: 1,
    stderr: /^The key was refused: jwt\.decode_and_verify\. The token is not valid.*\n$/,
  },
  {
    file: 'export-deposits.js',
    stdout: new RegExp(`^id,created_at,currency,amount,fee,state,txid\\r\\n(${DEPOSIT}\\r\\n)+$`),
  },
  { file: 'opentelemetry.js', stdout: /'http\.response\.status_code': 200/ },
  { file: 'prometheus.js', stdout: /^coinport_requests_total\{method="GET",path="account\/balances"\} 1$/m },
  { file: 'testing-with-the-sandbox.test.js', nodeArgs: ['--test', '--test-reporter=tap'], stdout: /^# pass 3$/m },
]
for (const { file, title, code = 0, stdout = /^$/, stderr = /^$/, ...options } of RUNS) {
  test(`the example ${file} ${title ?? 'runs'}`, async (t) => {
    const ran = await start(t, file, options).ended
    assert.equal(ran.code, code, ran.stderr)
    assert.match(ran.stdout, stdout)
    assert.match(ran.stderr, stderr)
    for (const text of [CANARY, sandbox.apiKey]) assert.ok(!(ran.stdout + ran.stderr).includes(text))
  })
}

test('the example watch-tickers.js prints prices until Ctrl-C', { skip: notRunOnWindows() }, async (t) => {
  const { child, ended } = start(t, 'watch-tickers.js', { args: ['btcaud', 'ethaud'] })
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  const { code, stdout, stderr } = await ended
  assert.deepEqual([code, stderr], [0, ''])
  assert.match(stdout, /^\+ btcaud \d+\.\d+ \([+-]\d+\.\d\d%\)\n\+ ethaud /)
})

test('the example express-service.js serves prices and health, handles faults, and shuts down cleanly', {
  skip: notRunOnWindows(),
}, async (t) => {
  const { child, printed, ended } = start(t, 'express-service.js')
  await once(child.stdout, 'data')
  const get = async (url) => {
    const response = await fetch(printed.stdout.trim() + url)
    return [response.status, await response.json(), response.headers.get('retry-after')]
  }
  assert.deepEqual(await get('/health'), [200, { status: 'ok' }, null])
  const [status, price] = await get('/prices/btcaud')
  assert.deepEqual([status, price.market, /^\d+\.\d+$/.test(price.last)], [200, 'btcaud', true])
  for (const name of ['nope', 'constructor']) assert.deepEqual((await get(`/prices/${name}`))[0], 404, name)

  const [refused, { error }] = await get('/prices/%00')
  assert.deepEqual([refused, error.startsWith('markets[0] must be')], [400, true])

  sandbox.fail({ path: 'public/health/ready', status: 503, body: 503 })
  assert.deepEqual(await get('/health'), [503, { status: 'unavailable', code: 'ERR_BAD_RESPONSE' }, null])
  sandbox.fail({ path: 'public/markets/tickers', status: 422 })
  assert.equal((await get('/prices/btcaud'))[0], 502)
  sandbox.fail({ path: 'public/markets/tickers', status: 429, headers: { 'retry-after': '3600' } })
  assert.deepEqual((await get('/prices/btcaud'))[2], '3600')

  child.kill('SIGTERM')
  const { code, stderr } = await ended
  assert.equal(code, 0)
  assert.equal(JSON.parse(stderr.trim().split('\n')[0]).status, 422)
})

test('the example opentelemetry.js makes one span for each call, with attempts and status, without the key', async (t) => {
  const exporter = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  provider.register()
  const own = await startSandbox({ apiKey: CANARY })
  t.after(() => own.close())
  t.after(traceCoinPort())
  const client = new CoinPort({ baseUrl: own.url, apiKey: CANARY })
  own.fail({ path: 'account/balances', status: 503, times: 2 })
  own.fail({ path: 'account/balances/btc', status: 422, body: { errors: [CANARY] } })

  const parent = trace.getTracer('test').startSpan('parent')
  await context.with(trace.setSpan(context.active(), parent), () =>
    Promise.all([
      client.getBalances(),
      assert.rejects(client.getBalance('btc')),
      assert.rejects(client.getVersion({}, { signal: AbortSignal.abort() })),
    ]),
  )
  const spans = exporter.getFinishedSpans()
  const { hostname, port } = new URL(own.url)
  const common = { 'http.request.method': 'GET', 'server.address': hostname, 'server.port': Number(port) }
  const base = '/api/v2/peatio'
  const expected = [
    ['account/balances', 0, { 'http.response.status_code': 200, 'http.request.resend_count': 2 }],
    ['account/balances/{currency}', 2, { 'http.response.status_code': 422, 'error.type': '422' }],
    ['public/version', 2, { 'error.type': 'ERR_CANCELED' }],
  ]
  const shown = spans.map(({ name, kind, status, attributes }) => ({ name, kind, code: status.code, attributes }))
  for (const [route, code, more] of expected) {
    const template = `${base}/${route}`
    const span = {
      name: `GET ${template}`,
      kind: 2,
      code,
      attributes: { ...common, 'url.template': template, ...more },
    }
    assert.deepEqual(
      shown.find(({ name }) => name === span.name),
      span,
    )
  }
  assert.equal(spans.length, expected.length)

  const { traceId, spanId } = parent.spanContext()
  for (const span of spans) {
    assert.equal(span.spanContext().traceId, traceId)
    assert.equal(span.parentSpanContext.spanId, spanId)
    assert.deepEqual(leaks({ ...shown, message: span.status.message, events: span.events }), [])
  }
  const balances = spans.find(({ name }) => name.endsWith('balances')).spanContext()
  const sent = own.requests
    .filter(({ path: requested }) => requested === 'account/balances')
    .map(({ headers }) => headers.traceparent)
  assert.deepEqual(sent, Array(3).fill(`00-${traceId}-${balances.spanId}-01`))
  assert.ok(FORMS.every((form) => !JSON.stringify(shown).includes(form)))
})

test('the example prometheus.js counts and times calls, with few labels and without the key', async (t) => {
  const register = new Registry()
  const own = await startSandbox({ apiKey: CANARY })
  t.after(() => own.close())
  const client = new CoinPort({ baseUrl: own.url, apiKey: CANARY })
  const before = client.getTicker('btcaud')
  const stop = measureCoinPort(register)
  t.after(stop)
  const sample = async (name) => {
    const { values } = await register.getSingleMetric(name).get()
    const samples = values.filter(({ metricName = name }) => metricName === name || metricName.endsWith('_count'))
    return Object.fromEntries(samples.map(({ labels, value }) => [Object.values(labels).join(' '), value]))
  }
  own.fail({ path: 'account/balances', status: 503, times: 2 })
  own.fail({ path: 'account/balances/btc', status: 422, body: { errors: [CANARY] } })
  const calls = [
    client.getBalances(),
    client.getTicker('ethaud'),
    client.getTicker('btcaud'),
    client.request('GET', 'account/balances/aud'),
    assert.rejects(client.getBalance('btc')),
    assert.rejects(client.getVersion({}, { signal: AbortSignal.abort() })),
  ]
  // The last call has ended already.
  assert.deepEqual(await sample('coinport_calls_in_progress'), { '': 5 })
  await Promise.all([before, ...calls])
  assert.deepEqual(await sample('coinport_calls_in_progress'), { '': 0 })
  assert.deepEqual(await sample('coinport_call_duration_seconds'), {
    'GET account/balances 200': 1,
    'GET account/balances/{currency} 422': 1,
    'GET other 200': 1,
    'GET public/markets/{market}/tickers 200': 2,
    'GET public/version ERR_CANCELED': 1,
  })
  assert.deepEqual(await sample('coinport_requests_total'), {
    'GET account/balances': 3,
    'GET account/balances/{currency}': 1,
    'GET other': 1,
    'GET public/markets/{market}/tickers': 2,
    'GET public/version': 0,
  })
  assert.deepEqual(leaks(await register.metrics()), [])
  stop()
  await client.getTicker('btcaud')
  assert.equal((await sample('coinport_requests_total'))['GET public/markets/{market}/tickers'], 2)
})

/** The tests that run examples. */
const TESTS = ['./examples.test.js', './examples-that-write.test.js', '../load/redis-limiter.test.js']

test('every example is listed in its README and run by a test', () => {
  const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.js'))
  const listed = [...readFileSync(path.join(EXAMPLES, 'README.md'), 'utf8').matchAll(/^\| \[(.+?)\]/gm)].map(
    ([, name]) => name,
  )
  assert.deepEqual(listed.sort(), files.sort())
  const sources = TESTS.map((file) => readFileSync(require.resolve(file), 'utf8')).join()
  for (const file of files) assert.ok(sources.includes(`'${file}'`) || sources.includes(`/${file}'`), file)
})
