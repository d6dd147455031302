const assert = require('node:assert/strict')
const { once } = require('node:events')
const { test } = require('node:test')
const { CoinPort, CanceledError } = require('coinport')
const { serve, BALANCES, TICKERS } = require('./support/server.js')

/** A server that never answers, and tells when a request has arrived. */
const silent = (t) => serve(t, () => undefined)

test('an aborted call rejects with the reason as its cause, and its socket ends', async (t) => {
  const { baseUrl, server } = await silent(t)
  const abort = new AbortController()
  const call = new CoinPort({ baseUrl }).getTickers({}, { signal: abort.signal })
  const [request] = await once(server, 'request')
  const reason = new Error('shutting down')
  abort.abort(reason)
  await assert.rejects(
    call,
    (error) => error instanceof CanceledError && error.code === 'ERR_CANCELED' && error.cause === reason,
  )
  await once(request.socket, 'close')
})

test('a signal that has fired already sends nothing', async (t) => {
  const { baseUrl, requests } = await serve(t, TICKERS)
  await assert.rejects(new CoinPort({ baseUrl }).getTickers({}, { signal: AbortSignal.abort('late') }), {
    cause: 'late',
  })
  assert.equal(requests.length, 0)
})

test('a thousand calls share one listener of their signal, and leave none behind', async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const warnings = []
  const warn = (warning) => warnings.push(warning)
  process.on('warning', warn)
  t.after(() => process.off('warning', warn))
  const { signal } = new AbortController()
  const counts = { add: 0, remove: 0 }
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...args) => {
    counts.add += 1
    return addEventListener.apply(signal, args)
  }
  signal.removeEventListener = (...args) => {
    counts.remove += 1
    return removeEventListener.apply(signal, args)
  }
  const coinport = new CoinPort({ baseUrl, rateLimit: false })
  await Promise.all(Array.from({ length: 1000 }, () => coinport.getTickers({}, { signal })))
  assert.deepEqual(counts, { add: 1, remove: 1 })
  assert.deepEqual(warnings, [])
})

test('a call ends within its timeout, and says what it was doing', async (t) => {
  const { baseUrl, server } = await silent(t)
  const coinport = new CoinPort({ baseUrl, timeout: 100 })
  const [error] = await Promise.all([
    coinport.getTickers().then(assert.fail, (error) => error),
    once(server, 'request'),
  ])
  assert.equal(error.name, 'TimeoutError')
  assert.equal(error.code, 'ECONNABORTED')
  assert.equal(error.phase, 'headers')
  assert.match(error.message, /timeout of 100ms exceeded/)
  const body = await serve(t, (_request, response) => {
    response.writeHead(200)
    response.write('{')
  })
  await assert.rejects(new CoinPort({ baseUrl: body.baseUrl }).getTickers({}, { timeout: 100 }), { phase: 'body' })
})

test('close() rejects the calls of this client only, and every later one', async (t) => {
  const { baseUrl, server } = await silent(t)
  const closing = new CoinPort({ baseUrl })
  const staying = new CoinPort({ baseUrl, timeout: 150 })
  const calls = [closing.getTickers(), staying.getTickers()]
  await once(server, 'request')
  closing.close()
  closing.close()
  await assert.rejects(calls[0], { code: 'ERR_CLIENT_CLOSED' })
  await assert.rejects(closing.getTickers(), { code: 'ERR_CLIENT_CLOSED' })
  await assert.rejects(calls[1], { code: 'ECONNABORTED' })
})

test('dispose symbols close the client', {
  skip: Symbol.asyncDispose ? false : 'not run: this Node has no Symbol.asyncDispose',
}, async () => {
  for (const symbol of [Symbol.dispose, Symbol.asyncDispose]) {
    const coinport = new CoinPort()
    await coinport[symbol]()
    await assert.rejects(coinport.getTickers(), { code: 'ERR_CLIENT_CLOSED' })
  }
})

test('a client that nobody holds any more finishes its call', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const call = new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
  assert.equal((await call).length, 1)
})
