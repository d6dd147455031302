const assert = require('node:assert/strict')
const net = require('node:net')
const { test } = require('node:test')
const coinport = require('coinport')
const { serve, listen, closedPort, json, BALANCES } = require('../support/server.js')

const { CoinPort, CoinPortError } = coinport

const STATUSES = [
  [
    400,
    '{"errors":"server.method.invalid_message_body"}',
    'ApiError',
    'ERR_BAD_REQUEST',
    ['server.method.invalid_message_body'],
  ],
  [401, '{"errors":["authz.invalid_session"]}', 'AuthenticationError', 'ERR_BAD_REQUEST', ['authz.invalid_session']],
  [
    403,
    '{"errors":["user.ability.not_permitted"]}',
    'PermissionError',
    'ERR_BAD_REQUEST',
    ['user.ability.not_permitted'],
  ],
  [403, '', 'PermissionError', 'ERR_BAD_REQUEST', []],
  [404, '404 Not Found', 'ApiError', 'ERR_BAD_REQUEST', []],
  [415, '{"error":"not supported"}', 'ApiError', 'ERR_BAD_REQUEST', ['not supported']],
  [422, '{"errors":["a.b","c.d"]}', 'ApiError', 'ERR_BAD_REQUEST', ['a.b', 'c.d']],
  [471, '{"errors":["authz.restrict.maintenance"]}', 'ApiError', 'ERR_BAD_REQUEST', ['authz.restrict.maintenance']],
  [429, 'Retry later\n', 'RateLimitError', 'ERR_BAD_REQUEST', []],
  [500, '{"errors":["server.internal_error"]}', 'ApiError', 'ERR_BAD_RESPONSE', ['server.internal_error']],
  [502, '<html>bad gateway</html>', 'ApiError', 'ERR_BAD_RESPONSE', []],
  [202, '[]', 'ApiError', 'ERR_BAD_RESPONSE', []],
]

for (const [status, body, name, code, errors] of STATUSES) {
  test(`status ${status} with ${body || 'an empty body'} is a ${name}`, async (t) => {
    const { baseUrl } = await serve(t, (_request, response) => json(response, status, body))
    const error = await new CoinPort({ baseUrl, apiKey: 'key', maxRetries: 0 })
      .getBalances()
      .then(assert.fail, (error) => error)
    assert.ok(
      error instanceof CoinPortError && error instanceof coinport.ApiError && error instanceof coinport[name],
      error.stack,
    )
    assert.equal(error.name, name)
    assert.equal(error.code, code)
    assert.equal(error.status, status)
    assert.deepEqual(error.errors, errors)
    assert.equal(
      error.message,
      `${[`Request failed with status code ${status}`, ...(errors.length ? [errors.join(', ')] : [])].join(': ')} ` +
        `(GET ${baseUrl}/account/balances)`,
    )
    assert.equal(error.isAxiosError, true)
    assert.equal(error.attempts, 1)
    assert.deepEqual(error.request, { method: 'GET', url: `${baseUrl}/account/balances` })
    assert.deepEqual(error.config, { method: 'get', url: `${baseUrl}/account/balances`, timeout: 30_000 })
    assert.equal(error.response.status, status)
    assert.equal(error.response.headers['content-type'], 'application/json')
    assert.deepEqual(error.response.data, body.startsWith('{') || body === '[]' ? JSON.parse(body) : body)
    assert.equal(error.toJSON().code, code)
  })
}

test('Retry-After is given in seconds, and every call with the key waits for it or fails at once', async (t) => {
  const { baseUrl, requests } = await serve(t, (_request, response) =>
    json(response, 429, '', { 'retry-after': '3600' }),
  )
  const clients = [undefined, false, { burst: 7 }].map(
    (rateLimit) => new CoinPort({ baseUrl, apiKey: 'throttled', rateLimit }),
  )
  for (const client of clients) {
    const error = await client.getBalances().then(assert.fail, (error) => error)
    assert.equal(error.name, 'RateLimitError')
    assert.equal(error.retryAfter, 3600)
  }
  assert.equal(requests.length, 1)
})

test('a Retry-After also delays calls that are already in the queue', async (t) => {
  const { baseUrl, requests } = await serve(t, (_request, response) =>
    json(response, 429, '', { 'retry-after': '3600' }),
  )
  const rateLimit = { requests: 1, interval: 1000, burst: 1 }
  const client = new CoinPort({ baseUrl, apiKey: 'in-line', rateLimit })
  const ended = await Promise.allSettled(Array.from({ length: 20 }, () => client.getBalances()))
  assert.ok(ended.every(({ reason }) => reason?.name === 'RateLimitError' && reason.retryAfter >= 3599))
  assert.equal(requests.length, 1)
})

test('a short Retry-After is waited for in full', async (t) => {
  const times = []
  const { baseUrl } = await serve(t, (_request, response) => {
    times.push(performance.now())
    return times.length === 1 ? json(response, 429, '', { 'retry-after': '1' }) : BALANCES
  })
  assert.equal((await new CoinPort({ baseUrl, apiKey: 'patient' }).getBalances()).length, 1)
  assert.ok(times[1] - times[0] >= 1000, `${times[1] - times[0]} ms`)
})

test('a read is sent at most three times', async (t) => {
  let failures = 2
  const { baseUrl, requests } = await serve(t, (_request, response) =>
    failures-- > 0 ? json(response, 503, '') : BALANCES,
  )
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  assert.equal((await client.getBalances()).length, 1)
  assert.equal(requests.length, 3)
  failures = 3
  await assert.rejects(client.getBalances(), { status: 503, attempts: 3 })
})

const HINTS = [
  ['a wrong key', 401, ['authz.invalid_session'], (client) => client.getBalances(), /COINPORT_API_KEY/],
  ['a clock that is off', 401, ['authz.nonce_expired'], (client) => client.getBalances(), /clock/],
  ['a missing permission', 403, ['user.ability.not_permitted'], (client) => client.getOrders(), /permission/],
  ['an unknown market', 422, ['public.market.doesnt_exist'], (client) => client.getTicker('nope'), /getMarkets\(\)/],
  ['a currency never held', 404, ['record.not_found'], (client) => client.getBalance('btc'), /getBalances\(\)/],
  ['throttling', 429, [], (client) => client.getVersion(), /rateLimit/],
]
for (const [name, status, errors, call, hint] of HINTS) {
  test(`the hint says what to do about ${name}`, async (t) => {
    const { baseUrl } = await serve(t, (_request, response) => json(response, status, JSON.stringify({ errors })))
    const client = new CoinPort({ baseUrl, apiKey: 'key', maxRetries: 0 })
    await assert.rejects(call(client), (error) => hint.test(error.hint) && error.toJSON().hint === error.hint)
  })
}

const MARKETS = [
  ['BTCAUD', 'btcaud'],
  ['Btc-Aud', 'btcaud'],
  ['BTC_AUD', 'btcaud'],
  ['nope', undefined],
]
for (const [market, id] of MARKETS) {
  test(`the hint names the market that ${market} may mean`, async (t) => {
    const { baseUrl } = await serve(t, (request, response) => {
      const area = request.url.includes('/public/') ? 'public' : 'market'
      json(response, 422, JSON.stringify({ errors: [`${area}.market.doesnt_exist`] }))
    })
    const client = new CoinPort({ baseUrl, apiKey: 'key' })
    const calls = [
      () => client.getTicker(market),
      () => client.getDepth(market, { limit: 5 }),
      () => client.getOrders({ market }),
    ]
    for (const call of calls) {
      const { hint } = await call().then(assert.fail, (error) => error)
      if (id) assert.ok(hint.includes(`try ${id}.`), hint)
      else assert.ok(hint.includes('getMarkets()') && !hint.includes('try'), hint)
    }
  })
}

test('a market with a slash is refused, and the error names the market that it may mean', async () => {
  await assert.rejects(new CoinPort().getTicker('BTC/AUD'), {
    name: 'ParamError',
    message: 'market must be as the exchange writes it: btcaud',
  })
})

test('getTickers() refuses a market that is not written as the exchange does, because it would be absent', async () => {
  for (const market of ['BTCAUD', 'BTC/AUD', 'btc-aud']) {
    await assert.rejects(new CoinPort().getTickers({ markets: ['ethaud', market] }), {
      name: 'ParamError',
      option: 'markets',
      message: 'markets must be as the exchange writes it: btcaud',
    })
  }
})

test('a key that is too short to be one leaves errors readable', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) =>
    json(response, 422, '{"errors":["account.deposit.empty"]}'),
  )
  const error = await new CoinPort({ baseUrl, apiKey: 'e' }).getDeposits().then(assert.fail, (error) => error)
  assert.deepEqual(error.errors, ['account.deposit.empty'])
  assert.equal(error.response.headers['content-type'], 'application/json')
})

test('the hint for a missing key says where a key comes from', async () => {
  await assert.rejects(new CoinPort({ baseUrl: 'http://127.0.0.1:1' }).getBalances(), {
    name: 'ConfigError',
    message: /COINPORT_API_KEY/,
    hint: /account settings/,
  })
})

test('a 401 for a request without a key says that none was sent', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) =>
    json(response, 401, '{"errors":["authz.invalid_session"]}'),
  )
  const hintOf = (client) => client.request('GET', 'account/new').then(assert.fail, ({ hint }) => hint)
  assert.match(await hintOf(new CoinPort({ baseUrl })), /^No key was sent: set COINPORT_API_KEY or apiKey/)
  assert.match(await hintOf(new CoinPort({ baseUrl, apiKey: 'a-key' })), /^Check that the key/)
})

for (const [around, apiKey, message] of [
  ['quotes', '"CANARY"', 'apiKey is in quotes: remove them'],
  ['the name of its variable', 'COINPORT_API_KEY=CANARY', 'apiKey has the form NAME=value: give the value alone'],
]) {
  test(`a key with ${around} is refused`, async () => {
    assert.throws(() => new CoinPort({ apiKey }), { name: 'ConfigError', option: 'apiKey', message })
    await assert.rejects(new CoinPort().getTickers({}, { apiKey }), { name: 'ConfigError', option: 'apiKey', message })
  })
}

test('a health check that fails is not retried', async (t) => {
  const { baseUrl, requests } = await serve(t, (_request, response) => json(response, 503, '503'))
  await assert.rejects(new CoinPort({ baseUrl }).getReadiness(), { name: 'ApiError', status: 503, attempts: 1 })
  assert.equal(requests.length, 1)
})

/** A server that replies to every request with `bytes`, and then ends the connection. */
async function raw(t, bytes, end = (socket) => socket.end()) {
  let requests = 0
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      requests += 1
      socket.write(bytes, () => end(socket))
    })
  })
  return { baseUrl: `http://127.0.0.1:${await listen(t, server)}`, requests: () => requests }
}

const NETWORK = [
  ['a connection that is closed before the response', '', undefined, 'ECONNRESET', 'headers', 3],
  ['a connection that is reset', '', (socket) => socket.resetAndDestroy(), 'ECONNRESET', 'headers', 3],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[', undefined, 'ECONNRESET', 'body', 3],
  ['a response that is not HTTP', 'NONSENSE\r\n\r\n', undefined, 'EPROTO', 'headers', 1],
  [
    'two Content-Length headers',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n[]',
    undefined,
    'EPROTO',
    'headers',
    1,
  ],
]

for (const [name, bytes, end, code, phase, attempts] of NETWORK) {
  test(`a NetworkError has Node's code: ${name}`, async (t) => {
    const { baseUrl, requests } = await raw(t, bytes, end)
    const error = await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances().then(assert.fail, (error) => error)
    assert.equal(error.name, 'NetworkError', error.stack)
    assert.deepEqual([error.code, error.phase, error.attempts, requests()], [code, phase, attempts, attempts])
  })
}

test('a closed port is ECONNREFUSED, an unknown host ENOTFOUND', async () => {
  const port = await closedPort()
  await assert.rejects(new CoinPort({ baseUrl: `http://127.0.0.1:${port}` }).getTickers(), {
    name: 'NetworkError',
    code: 'ECONNREFUSED',
    message: new RegExp(`\\(GET http://127.0.0.1:${port}/public/markets/tickers\\)$`),
    hint: /baseUrl/,
  })
  const unknown = new CoinPort({ baseUrl: 'https://exchange.invalid', proxy: false, maxRetries: 0 }).getTickers()
  await assert.rejects(unknown, (error) => error.name === 'NetworkError' && /^(ENOTFOUND|EAI_AGAIN)$/.test(error.code))
})

test('a response over maxResponseSize is refused, also if only its decompressed size is', async (t) => {
  const { gzipSync } = require('node:zlib')
  const large = `[${' '.repeat(100_000)}]`
  const { baseUrl } = await serve(t, (request, response) => {
    if (!request.url.includes('nonzero')) return json(response, 200, large)
    return json(response, 200, gzipSync(large), { 'content-encoding': 'gzip' })
  })
  const client = new CoinPort({ baseUrl, apiKey: 'key', maxResponseSize: 50_000 })
  for (const params of [{}, { nonzero: true }]) {
    await assert.rejects(client.getBalances(params), {
      name: 'DecodeError',
      message: /larger than maxResponseSize \(50000 bytes\)/,
    })
  }
})

test('the stack shows the caller', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => json(response, 404, ''))
  const client = new CoinPort({ baseUrl })
  async function theCaller() {
    return await client.getTickers()
  }
  await assert.rejects(theCaller(), (error) => error.stack.includes('theCaller'))
  async function anotherCaller() {
    return await client.getTickers().withResponse()
  }
  await assert.rejects(anotherCaller(), (error) => error.stack.includes('anotherCaller'))
})

test('a write is sent once, and its error has the outcome', async (t) => {
  const replies = {
    rejected: [422, '{"errors":["market.order.invalid_price"]}'],
    unknown: [422, '{"errors":["market.order.create_error"]}'],
  }
  for (const [outcome, [status, body]] of Object.entries(replies)) {
    const { baseUrl, requests } = await serve(t, (_request, response) => json(response, status, body))
    const client = new CoinPort({ baseUrl, apiKey: 'key' })
    const params = { market: 'btcaud', otp: '012345' }
    const error = await client.request('POST', 'market/orders', params).then(assert.fail, (error) => error)
    assert.equal(error.outcome, outcome)
    assert.equal(requests.length, 1)
    assert.equal(requests[0].headers['content-type'], 'application/json')
    assert.ok(!JSON.stringify(error).includes('012345'))
  }
  const dropped = await raw(t, '')
  await assert.rejects(new CoinPort({ baseUrl: dropped.baseUrl, apiKey: 'key' }).request('POST', 'market/orders'), {
    outcome: 'unknown',
    attempts: 1,
  })
  assert.equal(dropped.requests(), 1)
  const refused = new CoinPort({ baseUrl: 'http://127.0.0.1:1', apiKey: 'key' }).request(
    'DELETE',
    'account/beneficiaries/1',
  )
  await assert.rejects(refused, { outcome: 'not_sent', attempts: 1 })
  const client = new CoinPort({ apiKey: 'key' })
  for (const [name, path, params, options] of [
    ['ParamError', 'market/../orders', {}],
    ['ParamError', 'market/orders', { price: 1n }],
    ['ConfigError', 'market/orders', {}, { timeout: 0 }],
    ['ConfigError', 'market/orders', {}, { signal: {} }],
  ]) {
    const call = client.request('POST', path, params, options)
    await assert.rejects(call, { name, outcome: 'not_sent' })
  }
})

test('request() gives typed results on a known path, and those of JSON.parse on any other', async (t) => {
  const { baseUrl, requests } = await serve(t, '[{"currency":"btc","balance":1.50,"locked":"0"}]')
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  assert.deepEqual(await client.request('GET', '/account/balances'), [
    { currency: 'btc', balance: '1.50', locked: '0' },
  ])
  assert.deepEqual(await client.request('GET', 'account/other', { state: ['a', 'b'], from: 1 }), [
    { currency: 'btc', balance: 1.5, locked: '0' },
  ])
  assert.equal(requests[1].url, '/api/v2/peatio/account/other?state[]=a&state[]=b&from=1')
  assert.equal(requests[1].headers.authorization, 'Bearer key')
})
