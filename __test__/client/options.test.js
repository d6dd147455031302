const assert = require('node:assert/strict')
const { test } = require('node:test')
const { CoinPort, ConfigError, CredentialsError, ParamError, configure, getBalances } = require('coinport')
const { runScript } = require('../support/script.js')
const { serve, BALANCES, TICKERS } = require('../support/server.js')

const VALUE = 'ERR_BAD_OPTION_VALUE'
const CLIENT_OPTIONS = [
  [{ apikey: 'CANARY' }, 'ERR_BAD_OPTION', 'apikey'],
  [{ apiKey: 7 }, VALUE, 'apiKey'],
  [{ apiKey: 'CANARY\n' }, VALUE, 'apiKey'],
  [{ apiKey: Buffer.from('CANARY') }, VALUE, 'apiKey'],
  [{ apiSecret: 'CANARY' }, VALUE, 'apiSecret'],
  [{ apiKey: () => 'CANARY', apiSecret: 'CANARY' }, VALUE, 'apiKey'],
  [{ timeout: Number.NaN }, VALUE, 'timeout'],
  [{ timeout: Number.POSITIVE_INFINITY }, VALUE, 'timeout'],
  [{ timeout: 10n }, VALUE, 'timeout'],
  [{ timeout: '10' }, VALUE, 'timeout'],
  [{ timeout: 1e-9 }, VALUE, 'timeout'],
  [{ timeout: 2 ** 53 }, VALUE, 'timeout'],
  [{ maxRetries: -1 }, VALUE, 'maxRetries'],
  [{ rateLimit: { requests: 1.5 } }, VALUE, 'rateLimit.requests'],
  [{ rateLimit: { every: 1 } }, 'ERR_BAD_OPTION', 'rateLimit.every'],
  [{ logger: {} }, VALUE, 'logger'],
  [{ ca: 'no certificate' }, VALUE, 'ca'],
  [{ proxy: 'socks5://user:CANARY@proxy' }, 'ERR_INVALID_URL', 'proxy'],
  [{ baseUrl: 'http://exchange.example' }, 'ERR_INVALID_URL', 'baseUrl'],
  [{ baseUrl: 'https://user:CANARY@exchange.example' }, 'ERR_INVALID_URL', 'baseUrl'],
  ['CANARY', VALUE, 'options'],
]

for (const [options, code, option] of CLIENT_OPTIONS) {
  test(`a client refuses ${option} (${code})`, () => {
    for (const make of [() => new CoinPort(options), () => configure(options)]) {
      assert.throws(make, (error) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.code, code)
        assert.equal(error.option, option)
        assert.ok(error.message.startsWith(option), error.message)
        assert.ok(!error.stack.includes('CANARY'))
        assert.ok(error.stack.includes(__filename), 'the stack shows who called')
        return true
      })
    }
  })
}

/** What a caller may have passed on, and the option or param that the error names. */
const BAD_PARAMS = [
  ['an unknown param', (coinport) => coinport.getBalances({ nonZero: true }), 'ERR_BAD_OPTION', 'nonZero'],
  [
    'an option among the params',
    (coinport) => coinport.getTickers({ signal: AbortSignal.abort() }),
    'ERR_BAD_OPTION',
    'signal',
  ],
  ['a timeout among the params', (coinport) => coinport.getTickers({ timeout: 1 }), 'ERR_BAD_OPTION', 'timeout'],
  ['a param of the wrong type', (coinport) => coinport.getBalances({ nonzero: 'yes' }), VALUE, 'nonzero'],
  ['a param that JSON would drop', (coinport) => coinport.getBalances({ nonzero: () => true }), VALUE, 'nonzero'],
  ['a lone surrogate', (coinport) => coinport.getTickers({ markets: ['\ud800'] }), VALUE, 'params'],
  ['params that are no object', (coinport) => coinport.getTickers(['btcaud']), VALUE, 'params'],
  ['params that are text', (coinport) => coinport.getTickers('btcaud'), VALUE, 'params'],
  ['a market that is no text', (coinport) => coinport.getTicker(5), VALUE, 'market'],
  ['a market that is a path', (coinport) => coinport.getTicker('a/b'), VALUE, 'market'],
  ['a missing param', (coinport) => coinport.getGeckoOrderBook({}), VALUE, 'ticker_id'],
  ['an unusable method', (coinport) => coinport.request('HEAD', 'public/version'), VALUE, 'method'],
  ['a path that leaves the base URL', (coinport) => coinport.request('GET', '../../admin'), VALUE, 'path'],
  ['a path with a query', (coinport) => coinport.request('GET', 'public/markets?limit=1'), VALUE, 'path'],
  ['an absolute URL for a path', (coinport) => coinport.request('GET', 'https://evil.example/'), VALUE, 'path'],
]
/** What only the service itself can have set. */
const BAD_OPTIONS = [
  ['an unknown option', (coinport) => coinport.getTickers({}, { retries: 1 }), 'ERR_BAD_OPTION', 'retries'],
  ['an option of the wrong type', (coinport) => coinport.getTickers({}, { timeout: 'soon' }), VALUE, 'timeout'],
  ['a limiter', (coinport) => coinport.getTickers({}, { limiter: { acquire() {} } }), 'ERR_BAD_OPTION', 'limiter'],
  ['a logger', (coinport) => coinport.getTickers({}, { logger: console }), 'ERR_BAD_OPTION', 'logger'],
  ['a timeout without an end', (coinport) => coinport.getTickers({}, { timeout: Infinity }), VALUE, 'timeout'],
  ['a signal that is none', (coinport) => coinport.getTickers({}, { signal: {} }), VALUE, 'signal'],
  ['a key with a space', (coinport) => coinport.getBalances({}, { apiKey: 'a b' }), VALUE, 'apiKey'],
]
const CALLS = [...BAD_PARAMS.map((row) => ['ParamError', ...row]), ...BAD_OPTIONS.map((row) => ['ConfigError', ...row])]

for (const [className, name, call, code, option] of CALLS) {
  test(`a call rejects with a ${className} before any request: ${name}`, async (t) => {
    const { baseUrl, requests } = await serve(t, TICKERS)
    const error = await call(new CoinPort({ baseUrl, apiKey: 'key' })).then(assert.fail, (error) => error)
    assert.ok(error instanceof ConfigError, error.stack)
    assert.equal(error.name, className)
    assert.equal(error instanceof ParamError, className === 'ParamError')
    assert.equal(error.code, code, error.message)
    assert.equal(error.option, option)
    assert.equal(requests.length, 0)
  })
}

test('the error of an unknown option of a call names all that are known', async () => {
  await assert.rejects(new CoinPort().getTickers({}, { abort: 1 }), {
    message: 'abort is unknown: known are timeout, maxRetries, signal, apiKey',
  })
})

test('null and undefined mean not given, and only own properties count', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const inherited = Object.create({ timeout: 'not a number', unknown: true })
  const coinport = new CoinPort(
    Object.assign(inherited, { baseUrl, apiKey: 'key', timeout: undefined, ca: null, logger: null }),
  )
  assert.equal(
    (await coinport.getBalances({ nonzero: null, search: undefined }, { signal: null, timeout: undefined })).length,
    1,
  )
})

test('a getter is read once', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  let asked = 0
  const options = {
    baseUrl,
    get apiKey() {
      asked += 1
      return 'key'
    },
  }
  await new CoinPort(options).getBalances()
  assert.equal(asked, 1)
})

test('without a key, a call that needs one says which variable to set, before any request', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const call = new CoinPort({ baseUrl }).getBalances()
  await assert.rejects(call, (error) => error instanceof ConfigError && /COINPORT_API_KEY/.test(error.message))
  assert.equal(requests.length, 0)
})

test('no key goes to a public endpoint, unless it is given for the call', async (t) => {
  const { baseUrl, requests } = await serve(t, TICKERS)
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  await coinport.getTickers()
  await coinport.request('GET', 'public/unknown')
  await coinport.getTickers({}, { apiKey: 'other' })
  assert.deepEqual(
    requests.map((request) => request.headers.authorization),
    [undefined, undefined, 'Bearer other'],
  )
})

test('the default client takes its options from the environment', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const script =
    "require('coinport').getBalances().then((rows) => console.log(rows.length), (error) => console.log(error.message))"
  const from = (env) => runScript(script, { env: { COINPORT_BASE_URL: baseUrl, ...env } })

  assert.equal((await from({ COINPORT_API_KEY: 'from-env' })).stdout, '1\n')
  assert.equal(requests.at(-1).headers.authorization, 'Bearer from-env')

  assert.equal((await from({ COINPORT_API_KEY: 'kid', COINPORT_API_SECRET: 'secret' })).stdout, '1\n')
  const { headers } = requests.at(-1)
  assert.equal(headers['x-auth-apikey'], 'kid')
  assert.match(headers['x-auth-nonce'], /^\d{13}$/)
  assert.match(headers['x-auth-signature'], /^[0-9a-f]{64}$/)
  assert.equal(headers.authorization, undefined)

  assert.match((await from({ COINPORT_API_SECRET: 'secret' })).stdout, /COINPORT_API_KEY/)
  assert.match((await from({ COINPORT_API_KEY: 'two words' })).stdout, /from COINPORT_API_KEY/)
})

test('an explicit key never pairs with the secret of the environment', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const script = `new (require('coinport').CoinPort)({ apiKey: 'explicit' }).getBalances().then((rows) => console.log(rows.length))`
  const env = { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'kid', COINPORT_API_SECRET: 'secret' }
  assert.equal((await runScript(script, { env })).stdout, '1\n')
  assert.equal(requests[0].headers.authorization, 'Bearer explicit')
  assert.equal(requests[0].headers['x-auth-apikey'], undefined)
})

test('configure() replaces the default client', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  configure({ baseUrl, apiKey: 'first' })
  const running = getBalances()
  configure({ baseUrl, apiKey: 'second' })
  await Promise.all([running, getBalances()])
  assert.deepEqual(requests.map((request) => request.headers.authorization).sort(), ['Bearer first', 'Bearer second'])
})

test('a key function is called once per call that needs a key', async (t) => {
  const { baseUrl, requests } = await serve(t, (request) => (request.url.includes('tickers') ? TICKERS : BALANCES))
  const keys = ['one', Promise.resolve('two')]
  const coinport = new CoinPort({ baseUrl, apiKey: () => keys.shift() })
  await coinport.getTickers()
  await coinport.getBalances()
  await coinport.getBalances()
  assert.deepEqual(
    requests.map((request) => request.headers.authorization),
    [undefined, 'Bearer one', 'Bearer two'],
  )
})

const FAILING_FUNCTIONS = [
  [
    'throws',
    () => {
      throw new Error('vault is sealed')
    },
  ],
  ['rejects', () => Promise.reject(new Error('vault is sealed'))],
]

for (const [name, apiKey] of FAILING_FUNCTIONS) {
  test(`a key function that ${name} is a CredentialsError, which is no mistake in the configuration`, async (t) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    const coinport = new CoinPort({ baseUrl, apiKey, timeout: 1234 })
    const error = await coinport.getBalances({ nonzero: true }).then(assert.fail, (error) => error)
    assert.ok(error instanceof CredentialsError && !(error instanceof ConfigError), error.stack)
    assert.deepEqual([error.code, error.cause.message], ['ERR_CREDENTIALS', 'vault is sealed'])
    assert.match(error.hint, /where the function gets the key from/)
    const url = `${baseUrl}/account/balances`
    assert.deepEqual(error.request, { method: 'GET', url })
    assert.deepEqual(error.config, { method: 'get', url, timeout: 1234, params: { nonzero: true } })
    await assert.rejects(coinport.request('POST', 'market/orders', { otp: '1' }), (error) => {
      assert.deepEqual([error.outcome, error.config.params], ['not_sent', undefined])
      return true
    })
    assert.equal(requests.length, 0)
  })
}

const BAD_FUNCTIONS = [
  ['gives no string', () => 42],
  ['gives a key with a line break', () => 'CANARY\n'],
]

for (const [name, apiKey] of BAD_FUNCTIONS) {
  test(`a key function that ${name} is a ConfigError`, async (t) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    const error = await new CoinPort({ baseUrl, apiKey }).getBalances().then(assert.fail, (error) => error)
    assert.ok(error instanceof ConfigError, error.stack)
    assert.equal(error.option, 'apiKey')
    assert.ok(!error.stack.includes('CANARY'))
    assert.equal(requests.length, 0)
  })
}

test('a key function that hangs is a TimeoutError of the phase credentials', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const coinport = new CoinPort({ baseUrl, apiKey: () => new Promise(() => {}), timeout: 30 })
  await assert.rejects(coinport.getBalances(), { name: 'TimeoutError', code: 'ECONNABORTED', phase: 'credentials' })
  const abort = new AbortController()
  const call = coinport.getBalances({}, { signal: abort.signal, timeout: 10_000 })
  abort.abort()
  await assert.rejects(call, { name: 'CanceledError' })
})

test('close() does not wait for a key function, and the call is not sent', async () => {
  const coinport = new CoinPort({ apiKey: () => new Promise(() => {}) })
  const call = coinport.request('POST', 'market/orders')
  coinport.close()
  await assert.rejects(call, { code: 'ERR_CLIENT_CLOSED', outcome: 'not_sent' })
})

test('an invalid timeout is refused before the key function is called', async () => {
  const coinport = new CoinPort({ apiKey: () => assert.fail('asked') })
  for (const timeout of [0, 1.5, 2 ** 31, '10'])
    await assert.rejects(coinport.getBalances({}, { timeout }), { name: 'ConfigError', option: 'timeout' })
})

test('a client that signs requests refuses a key per call', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const call = new CoinPort({ baseUrl, apiKey: 'kid', apiSecret: 'secret' }).getBalances({}, { apiKey: 'other' })
  await assert.rejects(call, { name: 'ConfigError', option: 'apiKey' })
  assert.equal(requests.length, 0)
})
