const assert = require('node:assert/strict')
const { once } = require('node:events')
const http = require('node:http')
const { test } = require('node:test')
const { inspect } = require('node:util')
const { startSandbox } = require('coinport/sandbox')
const { createClock, start } = require('../support/sandbox.js')

// Planned faults: which request they meet, whether the exchange has acted, and how the response is lost.

const ORDER = { market: 'btcaud', side: 'sell', volume: '0.01', price: '200000' }
const PLACE = { method: 'POST', path: 'market/orders' }

const open = (t) => start(t, { balances: { btc: '1' }, clock: createClock() })

/** The number of orders that the exchange has. */
const placed = ({ orders }) => orders.filter(({ state }) => state === 'wait' || state === 'pending').length

const FAULTS = [
  [{ status: 503 }, 503, 0],
  [{ after: 'arrived', status: 503 }, 503, 0],
  [{ after: 'accepted' }, 500, 1],
  [{ after: 'accepted', status: 504, body: '<html>' }, 504, 1],
  [{ after: 'accepted', body: { errors: ['market.order.create_error'] } }, 500, 1],
  [{ drop: false, status: 503 }, 503, 0],
  [{ drop: true }, 'lost', 0],
  [{ after: 'accepted', drop: true }, 'lost', 1],
  [{ cut: 20 }, 'lost', 1],
  [{ cut: 0 }, 'lost', 1],
  [{ cut: 1_000_000 }, 'lost', 1],
  [{ cut: 5, status: 502, body: 'Bad Gateway' }, 'lost', 0],
]

for (const [fault, expected, count] of FAULTS) {
  test(`a new order with the fault ${inspect(fault)}`, async (t) => {
    const { sandbox, send } = await open(t)
    sandbox.fail({ ...PLACE, ...fault })
    const result = await send('POST', 'market/orders', ORDER).then(
      ({ status }) => status,
      () => 'lost',
    )
    assert.deepEqual([result, placed(sandbox)], [expected, count])
    assert.equal((await send('POST', 'market/orders', ORDER)).status, 201, 'it happens once')
    assert.equal(placed(sandbox), count + 1)
  })
}

test('a cut sends the head and part of the body', async (t) => {
  const { sandbox } = await open(t)
  sandbox.fail({ path: 'account/balances', cut: 10 })
  const headers = { authorization: `Bearer ${sandbox.apiKey}` }
  const request = http.get(`${sandbox.url}/account/balances`, { headers })
  const [response] = await once(request, 'response')
  let body = ''
  response.on('data', (chunk) => {
    body += chunk
  })
  const [error] = await once(response, 'error')
  assert.deepEqual(
    [response.statusCode, response.headers.total, body, error.code],
    [200, '57', '[{"currenc', 'ECONNRESET'],
  )
})

test('a silent fault never responds, and close() ends it', async () => {
  const sandbox = await startSandbox()
  sandbox.fail({ silent: true })
  const pending = fetch(`${sandbox.url}/public/version`)
  while (sandbox.requests.length === 0) await new Promise(setImmediate)
  await sandbox.close()
  await assert.rejects(pending)
})

test('late: a request that arrived acts later, the response does not wait', async (t) => {
  const clock = createClock()
  const { sandbox, send } = await start(t, { balances: { btc: '1' }, clock })
  sandbox.fail({ ...PLACE, status: 504, late: 10_000 })
  assert.equal((await send('POST', 'market/orders', ORDER)).status, 504)
  clock.advance(9_999)
  assert.equal(placed(sandbox), 0)
  clock.advance(1)
  assert.deepEqual([placed(sandbox), sandbox.orders[0].state], [1, 'wait'])
  assert.equal(sandbox.orders[0].created_at, '2026-11-24T09:00:10Z')
})

test('late: a request that is refused then, or has the wrong key, does nothing', async (t) => {
  const clock = createClock()
  const { sandbox, send, get } = await start(t, { balances: { btc: '1' }, clock })
  sandbox.fail({ ...PLACE, drop: true, late: 1000, times: 2 })
  await assert.rejects(send('POST', 'market/orders', { ...ORDER, volume: '2' }))
  const body = JSON.stringify(ORDER)
  await assert.rejects(get('market/orders', { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
  clock.advance(1000)
  assert.equal(placed(sandbox), 0)
})

test('late: an accepted order stays pending until then', async (t) => {
  const clock = createClock()
  const { sandbox, send } = await start(t, { balances: { btc: '1' }, clock })
  sandbox.fail({ ...PLACE, after: 'accepted', late: 10_000 })
  assert.equal((await send('POST', 'market/orders', ORDER)).status, 201)
  clock.advance(9_999)
  assert.equal(sandbox.orders[0].state, 'pending')
  clock.advance(1)
  assert.equal(sandbox.orders[0].state, 'wait')
})

test('late: only the order of that request is delayed', async (t) => {
  const clock = createClock()
  const { sandbox, send } = await start(t, { balances: { btc: '1' }, clock })
  sandbox.fail({ ...PLACE, status: 504, late: 1000 })
  await send('POST', 'market/orders', ORDER)
  sandbox.fail({ ...PLACE, after: 'accepted', late: 10_000 })
  clock.advance(1000)
  // The first order is placed while the second request is handled.
  await send('POST', 'market/orders', ORDER)
  assert.deepEqual(
    sandbox.orders
      .slice(0, 2)
      .map(({ state }) => state)
      .sort(),
    ['pending', 'wait'],
  )
})

test('a fault after acceptance leaves a refusal as it is, and waits for a request that is accepted', async (t) => {
  const { sandbox, send } = await open(t)
  sandbox.fail({ ...PLACE, after: 'accepted', status: 502 })
  assert.equal((await send('POST', 'market/orders', { ...ORDER, volume: '9' })).status, 422)
  assert.equal((await send('POST', 'market/orders', ORDER)).status, 502)
})

const MATCHES = [
  [{ path: 'public/markets/{market}/depth' }, 'public/markets/ethaud/depth', true],
  [{ path: 'public/markets/{market}/depth' }, 'public/markets/btcaud/trades', false],
  [{ path: '/public/markets/{id}/depth/' }, 'public/markets/btcaud/depth.json', true],
  [{ path: 'public/markets/btcaud/depth' }, 'public/markets/ethaud/depth', false],
  [{ path: 'market/orders', method: 'POST' }, 'market/orders', false],
  [{ path: 'market/orders', method: 'GET' }, 'market/orders', true],
  [{ method: 'GET' }, 'market/orders/7', true],
  [{ path: 'market/orders/{id}' }, 'market/orders/7', true],
  [{ path: 'market/orders/7' }, 'market/orders/8', false],
]

for (const [fault, path, isMet] of MATCHES) {
  test(`the fault ${inspect(fault)} ${isMet ? 'meets' : 'does not meet'} GET ${path}`, async (t) => {
    const { sandbox, get } = await open(t)
    sandbox.fail({ ...fault, status: 418 })
    assert.equal((await get(path)).status === 418, isMet)
  })
}

test('the clock of the gateway can fail too', async (t) => {
  const { sandbox } = await open(t)
  sandbox.fail({ path: '/api/v2/barong/identity/time', status: 503 })
  assert.equal((await fetch(new URL('/api/v2/barong/identity/time', sandbox.url))).status, 503)
})

const REFUSED = [
  [{ path: 'account/balance' }, 'path', /is no path of the exchange/],
  [{ path: 'public/markets/depth' }, 'path', /\{market\}/],
  [{ path: '/api/v2/peatio/account/balances' }, 'path', /below the base URL/],
  [{ path: 'account/balances?limit=5' }, 'path', /is no path/],
  [{ path: '{any}/balances' }, 'path', /is no path/],
  [{ path: '' }, 'path', /is no path/],
  [{ path: 'account/balances', method: 'POST' }, 'path', /has no method POST/],
  [{ method: 'post' }, 'method', /POST/],
  [{ after: 'sent' }, 'after', /'arrived' or 'accepted'/],
  [{ drop: true, silent: true }, 'silent', /cannot be combined with drop/],
  [{ drop: true, status: 500 }, 'status', /never sent with drop/],
  [{ silent: true, body: 'x' }, 'body', /never sent with silent/],
  [{ drop: 1 }, 'drop', /must be true or false/],
  [{ cut: -1 }, 'cut', /whole number of bytes/],
  [{ cut: 5, after: 'arrived' }, 'cut', /after: 'accepted'/],
  [{ late: 1.5 }, 'late', /whole milliseconds/],
  [{ late: 5, method: 'GET' }, 'late', /not for GET/],
]

for (const [fault, option, message] of REFUSED) {
  test(`fail(${inspect(fault)}) is refused`, async (t) => {
    const { sandbox } = await open(t)
    assert.throws(() => sandbox.fail(fault), { name: 'TypeError', code: 'ERR_BAD_OPTION_VALUE', option, message })
  })
}
