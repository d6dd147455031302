const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { test } = require('node:test')
const { inspect } = require('node:util')
const { startSandbox } = require('coinport/sandbox')
const { sign } = require('../../lib/sandbox/auth.js')
const { format, formatNumber, over, parse, read, times } = require('../../lib/sandbox/decimal.js')
const { start } = require('../support/sandbox.js')
const { ROOT } = require('../support/script.js')

const compare = (a, b) => Number(parse(a) - parse(b))

for (const [tickerShape, keys] of [
  ['cron', ['at', 'avg_price', 'high', 'last', 'low', 'open', 'price_change_percent', 'volume', 'amount']],
  ['computed', ['low', 'high', 'open', 'last', 'volume', 'amount', 'avg_price', 'price_change_percent', 'vol']],
]) {
  test(`89 tickers of the shape ${tickerShape} are plausible, and all prices move`, async (t) => {
    const { get } = await start(t, { tickerShape })
    const [first, second] = [(await get('public/markets/tickers')).body, (await get('public/markets/tickers')).body]
    assert.equal(Object.keys(first).length, 89)
    for (const [id, { at, ticker }] of Object.entries(first)) {
      assert.match(at, /^\d{10}$/)
      assert.deepEqual(Object.keys(ticker), keys, id)
      const { price_change_percent: percent, at: _at, ...decimals } = ticker
      for (const [name, value] of Object.entries(decimals)) assert.match(value, /^\d+\.\d+$/, `${id} ${name}`)
      assert.match(percent, /^[+-]\d+\.\d\d%$/)
      for (const price of [ticker.open, ticker.last, ticker.avg_price]) {
        assert.ok(
          compare(ticker.low, price) <= 0 && compare(price, ticker.high) <= 0,
          `${id}: ${price} is not between low and high`,
        )
      }
      assert.equal(percent.startsWith('-'), compare(ticker.last, ticker.open) < 0, id)
      assert.notEqual(second[id].ticker.last, ticker.last, `${id} did not move`)
    }
  })
}

test('there are 57 currencies, one of them fiat, and 89 markets with these currencies', async (t) => {
  const { get } = await start(t)
  const currencies = (await get('public/currencies?limit=1000')).body
  assert.equal(currencies.length, 57)
  assert.deepEqual(
    currencies.filter(({ type }) => type === 'fiat').map(({ id }) => id),
    ['aud'],
  )
  const markets = (await get('public/markets?limit=1000')).body
  assert.equal(markets.length, 89)
  const known = new Set(currencies.map(({ id }) => id))
  for (const market of markets) assert.ok(known.has(market.base_unit) && known.has(market.quote_unit), market.id)
  assert.equal((await get('public/markets?base_unit=btc&quote_unit=aud')).body[0].id, 'btcaud')
  assert.equal((await get('public/currencies/BTC')).body.id, 'btc')
})

test('balances have every currency, page headers and filters', async (t) => {
  const { get, sandbox } = await start(t, { balances: { btc: '0.50', aud: { balance: '1', locked: '2.5' } } })
  const { body, headers } = await get('account/balances')
  assert.equal(body.length, 57)
  assert.deepEqual(
    ['total', 'per-page', 'page'].map((name) => headers.get(name)),
    ['57', '100', '1'],
  )
  assert.deepEqual(
    body.find(({ currency }) => currency === 'aud'),
    { currency: 'aud', balance: '1.0', locked: '2.5', account_type: 'spot' },
  )
  assert.equal(body.find(({ currency }) => currency === 'btc').balance, '0.5')
  assert.deepEqual(
    (await get('account/balances?nonzero=on')).body.map(({ currency }) => currency),
    ['aud', 'btc'],
  )
  assert.deepEqual(
    (await get('account/balances?search[currency_name]=BITC')).body.map(({ currency }) => currency),
    ['btc'],
  )
  const past = await get('account/balances?page=9&limit=10')
  assert.deepEqual([past.body, past.headers.get('page'), past.headers.get('total')], [[], '9', '57'])
  assert.equal(sandbox.requests[0].path, 'account/balances')
  assert.deepEqual(sandbox.requests.at(-1).query, { page: '9', limit: '10' })
})

test('250 balances take three pages if pages are capped', async (t) => {
  const balances = Object.fromEntries(Array.from({ length: 193 }, (_, index) => [`x${index}`, `${index}.5`]))
  const { get } = await start(t, { balances, pageCap: 100 })
  const sizes = []
  for (const page of [1, 2, 3]) {
    const { body, headers } = await get(`account/balances?limit=1000&page=${page}`)
    sizes.push(body.length)
    assert.deepEqual([headers.get('total'), headers.get('per-page')], ['250', '100'])
  }
  assert.deepEqual(sizes, [100, 100, 50])
})

const KID = 'a1b2c3d4e5f60718'
const SECRET = '0123456789abcdef0123456789abcdef'

test('the signature equals the published example', () => {
  assert.equal(sign(SECRET, '1700000000000', KID), '455a50c9982417b526bddaa95c9f2a5e922c962a861da75983efcf16ab2adc27')
})

const signed = ({ key = KID, nonce = String(Date.now()), signature = sign(SECRET, nonce, key) } = {}) => ({
  'x-auth-apikey': key,
  'x-auth-nonce': nonce,
  'x-auth-signature': signature,
})
const CREDENTIALS = [
  ['a Bearer key', () => ({ authorization: `Bearer ${KID}` }), 200],
  ['a signature', () => signed(), 200],
  ['nothing', () => ({}), 401, 'authz.invalid_session'],
  ['a wrong Bearer key', () => ({ authorization: 'Bearer other' }), 401, 'jwt.decode_and_verify'],
  ['another scheme', () => ({ authorization: `Basic ${KID}` }), 401, 'jwt.decode_and_verify'],
  ['two of three headers', () => ({ ...signed(), 'x-auth-nonce': '' }), 422, 'authz.invalid_api_key_headers'],
  ['an unknown key', () => signed({ key: 'ffff' }), 401, 'authz.unexistent_apikey'],
  ['a nonce that is no time', () => signed({ nonce: 'abc' }), 401, 'authz.nonce_not_valid_timestamp'],
  ['an old nonce', () => signed({ nonce: String(Date.now() - 5001) }), 401, 'authz.nonce_expired'],
  ['a nonce of the future', () => signed({ nonce: String(Date.now() + 6000) }), 401, 'authz.nonce_expired'],
  ['a wrong signature', () => signed({ signature: '0'.repeat(64) }), 401, 'authz.invalid_signature'],
]

for (const [name, headers, status, code] of CREDENTIALS) {
  test(`credentials: ${name}`, async (t) => {
    const { get } = await start(t, { apiKey: KID, apiSecret: SECRET })
    const response = await get('account/balances', { headers: headers() })
    assert.equal(response.status, status)
    if (code) assert.deepEqual(response.body, { errors: [code] })
  })
}

test('a strict gateway refuses a Bearer key, and asks for a key on unknown paths', async (t) => {
  const { get } = await start(t, { apiKey: KID, apiSecret: SECRET, strictGateway: true })
  assert.deepEqual((await get('account/balances')).body, { errors: ['authz.invalid_session'] })
  for (const path of ['account/balances', 'coingecko/pairs', 'coinmarketcap/trades/BTC_AUD']) {
    assert.deepEqual((await get(path, { headers: {} })).body, { errors: ['authz.invalid_session'] }, path)
    assert.equal((await get(path, { headers: signed() })).status, 200, path)
  }
})

test('nonces are checked against the sandbox’s clock', async (t) => {
  const clock = () => Date.now() - 60_000
  const { get } = await start(t, { apiKey: KID, apiSecret: SECRET, clock })
  assert.deepEqual((await get('account/balances', { headers: signed() })).body, { errors: ['authz.nonce_expired'] })
  const wide = await start(t, { apiKey: KID, apiSecret: SECRET, clock, nonceWindowMs: 90_000 })
  assert.equal((await wide.get('account/balances', { headers: signed() })).status, 200)
})

test('the sandbox is as lenient as the exchange', async (t) => {
  const { get, sandbox } = await start(t)
  for (const path of ['public/version.json', 'public/version/', 'public/version?unknown=1'])
    assert.equal((await get(path)).status, 200, path)
  assert.match((await get('public/timestamp')).body, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
  assert.equal((await get('public/version', { method: 'POST' })).status, 405)
  assert.equal((await get('account/none', { headers: {} })).status, 401)
  const time = await (await fetch(new URL('/api/v2/barong/identity/time', sandbox.url))).json()
  assert.ok(Math.abs(time.time_ms - Date.now()) < 5000)
  const ticker = (await get('public/markets/btcaud/tickers')).body
  assert.equal(ticker.ticker.at, null)
  assert.equal(ticker.ticker.vol, ticker.ticker.volume)
})

test('fail() replaces the given number of responses', async (t) => {
  const { get, sandbox } = await start(t)
  sandbox.fail({ path: '/public/version', status: 429, headers: { 'retry-after': '3' }, times: 2 })
  sandbox.fail({ status: 422, body: { errors: ['any'] } })
  const statuses = []
  for (const path of ['public/version', 'public/version', 'public/version', 'public/version'])
    statuses.push((await get(path)).status)
  assert.deepEqual(statuses, [429, 429, 422, 200])
})

const BAD_OPTIONS = [
  [{ prot: 1 }, 'ERR_BAD_OPTION', 'prot'],
  [{ port: '80' }, 'ERR_BAD_OPTION_VALUE', 'port'],
  [{ port: 70_000 }, 'ERR_BAD_OPTION_VALUE', 'port'],
  [{ apiKey: '' }, 'ERR_BAD_OPTION_VALUE', 'apiKey'],
  [{ apiSecret: 'a b' }, 'ERR_BAD_OPTION_VALUE', 'apiSecret'],
  [{ balances: { btc: 0.5 } }, 'ERR_BAD_OPTION_VALUE', 'balances'],
  [{ balances: { btc: '1e5' } }, 'ERR_BAD_OPTION_VALUE', 'balances'],
  [{ balances: ['btc'] }, 'ERR_BAD_OPTION_VALUE', 'balances'],
  [{ markets: ['nonsense'] }, 'ERR_BAD_OPTION_VALUE', 'markets'],
  [{ latency: -1 }, 'ERR_BAD_OPTION_VALUE', 'latency'],
  [{ orderDelay: -1 }, 'ERR_BAD_OPTION_VALUE', 'orderDelay'],
  [{ cancelDelay: '5' }, 'ERR_BAD_OPTION_VALUE', 'cancelDelay'],
  [{ withdrawDelay: 0.5 }, 'ERR_BAD_OPTION_VALUE', 'withdrawDelay'],
  [{ forceWhitelisting: 'no' }, 'ERR_BAD_OPTION_VALUE', 'forceWhitelisting'],
  [{ tickerShape: 'other' }, 'ERR_BAD_OPTION_VALUE', 'tickerShape'],
  [{ pageCap: 0 }, 'ERR_BAD_OPTION_VALUE', 'pageCap'],
  [{ strictGateway: 1 }, 'ERR_BAD_OPTION_VALUE', 'strictGateway'],
  [{ hiddenMarkets: ['none'] }, 'ERR_BAD_OPTION_VALUE', 'hiddenMarkets'],
  [{ staleTickers: 1 }, 'ERR_BAD_OPTION_VALUE', 'staleTickers'],
  [{ nonceWindowMs: 0 }, 'ERR_BAD_OPTION_VALUE', 'nonceWindowMs'],
  [{ rails61: 'yes' }, 'ERR_BAD_OPTION_VALUE', 'rails61'],
  [{ tz: 'Sydney' }, 'ERR_BAD_OPTION_VALUE', 'tz'],
  [{ seed: 0.5 }, 'ERR_BAD_OPTION_VALUE', 'seed'],
  [{ clock: 1732350000 }, 'ERR_BAD_OPTION_VALUE', 'clock'],
  [{ clock: () => new Date() }, 'ERR_BAD_OPTION_VALUE', 'clock'],
  [{ balances: { btc: '0.12345678901234567' } }, 'ERR_BAD_OPTION_VALUE', 'balances'],
  [[], 'ERR_BAD_OPTION_VALUE', 'options'],
]

for (const [options, code, option] of BAD_OPTIONS) {
  test(`a sandbox refuses ${inspect(options)}`, async () => {
    await assert.rejects(startSandbox(options), (error) => {
      assert.ok(error instanceof TypeError)
      assert.deepEqual([error.code, error.option], [code, option])
      assert.ok(error.message.startsWith(option), error.message)
      return true
    })
  })
}

test('fail() refuses invalid arguments', async (t) => {
  const { sandbox } = await start(t)
  for (const [fault, option] of [
    [{ code: 500 }, 'code'],
    [{ status: 99 }, 'status'],
    [{ times: 0 }, 'times'],
    [{ path: 1 }, 'path'],
    [{ headers: 'retry-after: 3' }, 'headers'],
    [{ headers: { 'retry-after': undefined } }, 'headers'],
    [{ headers: { 'retry-after': '3\r\nx: y' } }, 'headers'],
    [{ headers: { 'retry after': '3' } }, 'headers'],
    [7, 'fault'],
  ]) {
    assert.throws(() => sandbox.fail(fault), { option }, option)
  }
})

test('any request gets a response', async (t) => {
  const { sandbox, get } = await start(t)
  const { origin } = new URL(sandbox.url)
  for (const path of [
    '/%',
    '/api/v2/peatio/%ff',
    '//',
    '/api/v2/peatio/public/markets/%2e%2e/tickers',
    `/${'x'.repeat(8000)}`,
  ]) {
    const response = await fetch(origin + path, { method: 'POST', body: 'x'.repeat(1_100_000) })
    assert.ok(response.status >= 400 && response.status < 500, `${path}: ${response.status}`)
  }
  assert.equal((await get('public/version')).status, 200)
})

test('requests has every value of a repeated param, and keeps the last 10,000 requests', async (t) => {
  const { sandbox, get } = await start(t)
  await get('market/orders?market[]=btcaud&limit=5&market[]=ethaud')
  assert.deepEqual(sandbox.requests[0].query, { 'market[]': ['btcaud', 'ethaud'], limit: '5' })
  sandbox.requests.push(...Array(9_999).fill('earlier'))
  await get('public/version')
  assert.equal(sandbox.requests.length, 10_000)
  assert.deepEqual([sandbox.requests[0], sandbox.requests.at(-1).path], ['earlier', 'public/version'])
})

test('a delayed response does not keep the process alive', () => {
  const script = `
    const { startSandbox } = require('coinport/sandbox')
    startSandbox({ latency: 600_000 }).then((sandbox) => {
      fetch(sandbox.url + '/public/version').catch(() => console.log('ended'))
      const look = setInterval(() => {
        if (sandbox.requests.length === 0) return
        clearInterval(look)
        sandbox.close()
      }, 5)
    })`
  const { stdout, signal } = spawnSync(process.execPath, ['-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
  })
  assert.deepEqual([stdout, signal], ['ended\n', null])
})

test('close() may be called twice', async () => {
  const sandbox = await startSandbox()
  await Promise.all([sandbox.close(), sandbox.close()])
  await sandbox.close()
  await assert.rejects(fetch(sandbox.url))
})

test('decimals and numbers are formatted like the exchange’s', () => {
  const texts = ['1', '0.500', '00.0', '1520.55', '0.0000929900', '0.00001', '1000', '0.0001']
  assert.deepEqual(
    texts.map((text) => format(parse(text))),
    ['1.0', '0.5', '0.0', '1520.55', '0.00009299', '0.00001', '1000.0', '0.0001'],
  )
  assert.deepEqual(
    texts.map((text) => formatNumber(parse(text))),
    ['1', '0.5', '0', '1520.55', '9.299e-05', '1e-05', '1000', '0.0001'],
  )
  assert.equal(format(-parse('0.0025')), '-0.0025')
  assert.equal(format(times(parse('151555.55'), parse('0.00009299'))), '14.0931505945')
  assert.equal(format(over(parse('1'), parse('3'))), '0.3333333333333333')
})

test('decimals of requests are read exactly', () => {
  for (const [text, expected] of [
    ['1500', '1500.0'],
    ['.5', '0.5'],
    [' 1e-8 ', '0.00000001'],
    ['12.5E2', '1250.0'],
    ['-1.5', '-1.5'],
    ['9999999999999999.9999999999999999', '9999999999999999.9999999999999999'],
    ['1e-30', '0.0000000000000001'],
  ]) {
    assert.equal(format(read(text)), expected, text)
  }
  for (const text of ['', '.', 'abc', '1,5', '0x1', '1e999', '٣', 'NaN']) assert.equal(read(text), undefined, text)
})
