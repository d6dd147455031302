const assert = require('node:assert/strict')
const { once } = require('node:events')
const { describe, test } = require('node:test')
const { CoinPort, CoinPortError, configure } = require('coinport')
const { serve, json, BALANCES, TICKERS } = require('../support/server.js')

/** A limiter that lets every call pass, and notes what it is told. */
function noting(more = {}) {
  const acquired = []
  const spent = []
  const limiter = {
    acquire: async (call) => void acquired.push(call),
    spent: (count) => void spent.push(count),
    ...more,
  }
  return { limiter, acquired, spent }
}

const described = ({ name, method, path }) => `${name} ${method} ${path}`

test('the limiter is asked once per call, before the key function, with the call and without its params', async (t) => {
  const { baseUrl } = await serve(t, ({ url }) => (url.includes('tickers') ? TICKERS : BALANCES))
  const order = []
  const { limiter, acquired } = noting()
  const acquire = limiter.acquire
  limiter.acquire = (call) => {
    order.push('limiter')
    return acquire(call)
  }
  const coinport = new CoinPort({ baseUrl, limiter, apiKey: () => order.push('key') && 'key', timeout: 9_000 })
  await coinport.getTickers()
  await coinport.getBalances({ nonzero: true })
  await coinport.request('post', '/market/orders?otp=1', {}).catch(() => {})
  await coinport.request('post', '/market/anything', { otp: '123456' })
  assert.deepEqual(acquired.map(described), [
    'getTickers GET public/markets/tickers',
    'getBalances GET account/balances',
    'request POST market/orders',
    'request POST market/anything',
  ])
  assert.deepEqual(order, ['limiter', 'limiter', 'key', 'limiter', 'key', 'limiter', 'key'])
  for (const call of acquired) {
    assert.deepEqual(Object.keys(call).sort(), ['method', 'name', 'path', 'signal', 'timeout'])
    assert.equal(call.timeout, 9_000)
    assert.ok(call.signal instanceof AbortSignal && !call.signal.aborted)
  }
})

test('no request is sent before the limiter lets it pass, and the time counts', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  let pass
  const { limiter } = noting({
    acquire: () =>
      new Promise((resolve) => {
        pass = resolve
      }),
  })
  const coinport = new CoinPort({ baseUrl, apiKey: 'key', limiter })
  const call = coinport.getBalances()
  await new Promise(setImmediate)
  assert.equal(requests.length, 0)
  pass()
  assert.equal((await call).length, 1)
})

describe('a limiter that refuses', () => {
  const reason = new Error('the store is down')
  for (const [how, acquire] of [
    ['rejects', () => Promise.reject(reason)],
    [
      'throws',
      () => {
        throw reason
      },
    ],
  ]) {
    test(`if it ${how}, the call fails with ERR_LIMITER and is not sent`, async (t) => {
      const { baseUrl, requests } = await serve(t, BALANCES)
      const asked = []
      const coinport = new CoinPort({ baseUrl, apiKey: () => asked.push('key') && 'key', limiter: { acquire } })
      const read = await coinport.getBalances().then(assert.fail, (error) => error)
      const write = await coinport.request('POST', 'market/orders', {}).then(assert.fail, (error) => error)
      for (const error of [read, write]) {
        assert.ok(error.constructor === CoinPortError)
        assert.equal(error.code, 'ERR_LIMITER')
        assert.equal(error.cause, reason)
        assert.ok(error.stack.includes(__filename), error.stack)
      }
      assert.deepEqual([read.outcome, write.outcome], [undefined, 'not_sent'])
      assert.deepEqual([requests.length, asked.length], [0, 0])
    })
  }
})

describe('a limiter that hangs', () => {
  const hanging = async (t, options) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    const { limiter, acquired } = noting({ acquire: (call) => acquired.push(call) && new Promise(() => {}) })
    return { coinport: new CoinPort({ baseUrl, apiKey: 'key', limiter, ...options }), acquired, requests }
  }
  const aborted = ([call]) => call.signal.aborted

  test('ends at the deadline of the call, in the phase queue', async (t) => {
    const { coinport, acquired, requests } = await hanging(t, { timeout: 30 })
    const error = await coinport.request('POST', 'market/orders', {}).then(assert.fail, (error) => error)
    const { name, code, phase, outcome } = error
    assert.deepEqual([name, code, phase, outcome], ['TimeoutError', 'ECONNABORTED', 'queue', 'not_sent'])
    assert.match(error.message, /timeout of 30ms exceeded while waiting for the limiter/)
    assert.match(error.hint, /limiter/)
    assert.ok(aborted(acquired))
    assert.equal(requests.length, 0)
  })

  test('ends when the signal is aborted or the client is closed', async (t) => {
    for (const [give, code] of [
      [(abort) => abort.abort(), 'ERR_CANCELED'],
      [(_abort, client) => client.close(), 'ERR_CLIENT_CLOSED'],
    ]) {
      const { coinport, acquired, requests } = await hanging(t)
      const abort = new AbortController()
      const call = coinport.request('POST', 'market/orders', {}, { signal: abort.signal })
      give(abort, coinport)
      await assert.rejects(call, { code, outcome: 'not_sent' })
      assert.ok(aborted(acquired))
      assert.equal(requests.length, 0)
    }
  })
})

test('the limiter is not asked for a call that is refused before', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const { limiter, acquired } = noting()
  const coinport = new CoinPort({ baseUrl, limiter, apiKey: 'key' })
  await assert.rejects(coinport.getBalances({}, { timeout: 0 }), { option: 'timeout' })
  await assert.rejects(coinport.getBalances({}, { signal: AbortSignal.abort() }), { code: 'ERR_CANCELED' })
  await assert.rejects(coinport.getBalances(new Map()), { name: 'ParamError' })
  coinport.close()
  await assert.rejects(coinport.getBalances(), { code: 'ERR_CLIENT_CLOSED' })
  assert.deepEqual(acquired, [])
})

describe('requests beyond the first are reported afterwards', () => {
  const failing = (times) => (_request, response) => (times-- > 0 ? json(response, 503, '') : BALANCES)

  test('retries of a call that succeeds, and of one that fails', async (t) => {
    const { limiter, spent } = noting()
    const { baseUrl } = await serve(t, failing(2))
    await new CoinPort({ baseUrl, apiKey: 'key', limiter }).getBalances()
    assert.deepEqual(spent, [2])
    const { baseUrl: down } = await serve(t, failing(9))
    await assert.rejects(new CoinPort({ baseUrl: down, apiKey: 'other', limiter, maxRetries: 1 }).getBalances())
    assert.deepEqual(spent, [2, 1])
    const { baseUrl: up } = await serve(t, BALANCES)
    await new CoinPort({ baseUrl: up, apiKey: 'key', limiter }).getBalances()
    assert.deepEqual(spent, [2, 1])
  })

  test('retries of a call that is canceled', async (t) => {
    const { limiter, spent } = noting()
    const abort = new AbortController()
    const { baseUrl, server } = await serve(t, (_request, response) => {
      if (response.req.socket.server.asked) return abort.abort()
      response.req.socket.server.asked = true
      return json(response, 503, '')
    })
    const call = new CoinPort({ baseUrl, apiKey: 'key', limiter }).getBalances({}, { signal: abort.signal })
    await assert.rejects(call, { code: 'ERR_CANCELED', attempts: 2 })
    assert.deepEqual(spent, [1])
    assert.ok(server.asked)
  })

  test('further pages of a complete list', async (t) => {
    const { limiter, acquired, spent } = noting()
    const row = (number) => ({ currency: `c${number}`, balance: '0.5', locked: '0.0', account_type: 'spot' })
    const { baseUrl, requests } = await serve(t, (request, response) => {
      const page = Number(new URL(request.url, 'http://x').searchParams.get('page') ?? 1)
      const rows = Array.from({ length: page < 3 ? 100 : 7 }, (_, index) => row(1000 * page + index))
      return json(response, 200, JSON.stringify(rows), { total: '207', 'per-page': '100', page: String(page) })
    })
    const rows = await new CoinPort({ baseUrl, apiKey: 'key', limiter }).getBalances()
    assert.equal(rows.length, 207)
    assert.equal(acquired.length, 1)
    assert.deepEqual(spent, [requests.length - 1])
  })

  test('a method spent that fails only warns', async (t) => {
    for (const spent of [
      () => Promise.reject(new Error('lost')),
      () => {
        throw new Error('lost')
      },
    ]) {
      const { baseUrl } = await serve(t, failing(1))
      const warned = once(process, 'warning')
      const { limiter } = noting({ spent })
      assert.equal((await new CoinPort({ baseUrl, apiKey: 'key', limiter }).getBalances()).length, 1)
      assert.match((await warned)[0].message, /the limiter given to coinport failed: Error: lost/)
    }
  })
})

test('a limiter without acquire, or with another spent, is refused', () => {
  for (const limiter of [{}, 7, 'x', () => {}, { acquire: 1 }, { acquire() {}, spent: 1 }])
    assert.throws(() => new CoinPort({ limiter }), { name: 'ConfigError', option: 'limiter' })
  for (const limiter of [null, undefined, { acquire() {} }, { acquire() {}, spent: undefined }]) configure({ limiter })
  configure()
})
