const assert = require('node:assert/strict')
const { once } = require('node:events')
const { test } = require('node:test')
const { CoinPort, CanceledError } = require('coinport')
const { runScript } = require('../support/script.js')
const { serve, BALANCES, TICKERS } = require('../support/server.js')

/** A server that never responds. */
const silent = (t) => serve(t, () => undefined)

test('an aborted call rejects with the reason as its cause, and closes its socket', async (t) => {
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

test('a call with an aborted signal sends nothing', async (t) => {
  const { baseUrl, requests } = await serve(t, TICKERS)
  await assert.rejects(new CoinPort({ baseUrl }).getTickers({}, { signal: AbortSignal.abort('late') }), {
    cause: 'late',
  })
  assert.equal(requests.length, 0)
})

const REQUESTS = [
  ['getTicker', ['btcaud', {}], 'GET', 'public/markets/btcaud/tickers', {}],
  ['getOrders', [{ market: 'btcaud' }], 'GET', 'market/orders', { market: 'btcaud' }],
  ['request', ['get', '/public/anything', {}], 'GET', 'public/anything', {}],
  ['request', ['POST', 'market/orders', { otp: '123456' }], 'POST', 'market/orders', undefined],
]
/** When the call ends: before it starts, while the key function is asked, and while it waits for the response. */
const MOMENTS = {
  before: { abort: (stop) => stop.abort(), key: 'key' },
  'while the key is fetched': { abort: (stop) => setImmediate(() => stop.abort()), key: () => new Promise(() => {}) },
  later: { abort: (stop) => setImmediate(() => stop.abort()), key: 'key' },
}

for (const [moment, { abort, key }] of Object.entries(MOMENTS)) {
  for (const [name, args, method, path, params] of REQUESTS) {
    test(`the error of a call that is canceled ${moment} says which one: ${method} ${path}`, async (t) => {
      const { baseUrl } = await silent(t)
      const stop = new AbortController()
      const signal = moment === 'before' ? AbortSignal.abort() : stop.signal
      const options = { signal, timeout: 4321 }
      const call = new CoinPort({ baseUrl, apiKey: key })[name](...args.slice(0, -1), args.at(-1), options)
      abort(stop)
      const error = await call.then(assert.fail, (error) => error)
      const url = `${baseUrl}/${path}`
      assert.equal(error.message, `canceled (${method} ${url})`)
      assert.deepEqual(error.request, { method, url })
      assert.deepEqual(error.config, { method: method.toLowerCase(), url, timeout: 4321, ...(params && { params }) })
    })
  }
}

test('the error of a canceled call does not show the query of a path that is not checked yet', async () => {
  const call = new CoinPort().request('GET', 'public/markets?key=CANARY', {}, { signal: AbortSignal.abort() })
  const error = await call.then(assert.fail, (error) => error)
  assert.ok(error.request.url.endsWith('/public/markets') && !error.stack.includes('CANARY'), error.stack)
})

test('the error of a closed client says which call ended', async (t) => {
  const { baseUrl } = await silent(t)
  const coinport = new CoinPort({ baseUrl })
  const message = `this client was closed (GET ${baseUrl}/public/markets/btcaud/depth)`
  const pending = coinport.getDepth('btcaud')
  coinport.close()
  await assert.rejects(pending, { code: 'ERR_CLIENT_CLOSED', message })
  await assert.rejects(coinport.getDepth('btcaud'), { code: 'ERR_CLIENT_CLOSED', message })
})

test('a thousand calls share one listener on their signal, which is removed afterwards', async (t) => {
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

test('a call ends within its timeout, and its error has the phase', async (t) => {
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

test('close() rejects pending and later calls of this client only', async (t) => {
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

test('a client that is no longer referenced finishes its call', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const call = new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
  assert.equal((await call).length, 1)
})

const GIVEN_UP = {
  abort: (_client, controller) => controller.abort(),
  'close()': (client) => client.close(),
}

for (const [how, giveUp] of Object.entries(GIVEN_UP)) {
  test(`the error of a write that ${how} ends has the outcome`, async (t) => {
    const { baseUrl, server, requests } = await silent(t)
    // The first request takes the only token; the others would wait for an hour.
    const rateLimit = { requests: 1, interval: 3_600_000 }
    const client = new CoinPort({ baseUrl, apiKey: `key-for-${how}`, rateLimit })
    const controller = new AbortController()
    const { signal } = controller
    const calls = [client.request('POST', 'market/orders', { market: 'btcaud' }, { signal })]
    await once(server, 'request')
    calls.push(client.request('POST', 'market/orders', {}, { signal }), client.getTickers({}, { signal }))
    await new Promise(setImmediate)
    giveUp(client, controller)
    calls.push(client.request('POST', 'market/orders', {}, { signal }))
    const outcomes = (await Promise.allSettled(calls)).map(({ reason }) => reason.outcome)
    assert.deepEqual(outcomes, ['unknown', 'not_sent', undefined, 'not_sent'])
    assert.equal(requests.filter(({ method }) => method === 'POST').length, 1)
  })
}

/** More than the buffers of both sides hold, so that the client has read the head of the response if this was sent. */
const LONG = 16 * 1024 * 1024

for (const [how, giveUp] of Object.entries(GIVEN_UP)) {
  test(`the error of a write that ${how} ends within its response has the status of that`, async (t) => {
    const controller = new AbortController()
    let client
    const { baseUrl } = await serve(t, (_request, response) => {
      response.writeHead(201, { 'content-length': 2 * LONG })
      response.write(' '.repeat(LONG), () => giveUp(client, controller))
    })
    client = new CoinPort({ baseUrl, apiKey: 'key', maxResponseSize: 3 * LONG })
    const call = client.request('POST', 'market/orders', {}, { signal: controller.signal })
    const { status, attempts, outcome } = await call.then(assert.fail, (error) => error)
    assert.deepEqual([status, attempts, outcome], [201, 1, 'unknown'])
  })
}

test('a write that is canceled with the outcome not_sent is never received', async (t) => {
  const received = new Set()
  const { baseUrl } = await serve(t, (request, response) => {
    let body = ''
    request.on('data', (text) => {
      body += text
    })
    request.on('end', () => {
      received.add(JSON.parse(body).number)
      response.end('{}')
    })
  })
  const client = new CoinPort({ baseUrl, apiKey: 'key', rateLimit: false })
  const outcomes = await Promise.all(
    Array.from({ length: 400 }, async (_, number) => {
      const controller = new AbortController()
      const call = client.request('POST', 'market/unlisted', { number }, { signal: controller.signal })
      const settled = call.then(
        () => 'sent',
        (error) => error.outcome,
      )
      for (let turns = number % 20; turns > 0; turns -= 1) await new Promise(setImmediate)
      controller.abort()
      return settled
    }),
  )
  await client.request('POST', 'market/unlisted', { number: -1 })
  assert.deepEqual(
    [...new Set(outcomes)].filter((outcome) => !['sent', 'unknown', 'not_sent'].includes(outcome)),
    [],
  )
  assert.ok(outcomes.includes('not_sent'))
  outcomes.forEach((outcome, number) => {
    if (outcome === 'not_sent') assert.ok(!received.has(number), `${number} was received`)
    if (outcome === 'sent') assert.ok(received.has(number), `${number} was not received`)
  })
})

test('a signal without removeEventListener is refused', async () => {
  const signal = { aborted: false, addEventListener() {} }
  await assert.rejects(new CoinPort({ apiKey: 'key' }).getTickers({}, { signal }), { option: 'signal' })
})

/** A signal of another library; `broken` names the member that throws. */
function signalThatThrows(broken) {
  const signal = {
    aborted: false,
    addEventListener: (_type, listener) => signal.listeners.push(listener),
    listeners: [],
  }
  signal.removeEventListener = () => {}
  const fail = () => {
    throw new Error(`broken ${broken}`)
  }
  if (broken === 'removeEventListener' || broken === 'addEventListener') signal[broken] = fail
  else Object.defineProperty(signal, broken, { get: fail })
  return signal
}

test('an error of removeEventListener is reported and changes no result', async (t) => {
  const { baseUrl } = await serve(t, TICKERS)
  const script = `
    const { CoinPort } = require('coinport')
    const warnings = []
    process.on('warning', ({ message }) => warnings.push(message))
    ${signalThatThrows}
    const coinport = new CoinPort({ rateLimit: false, apiKey: 'key' })
    const calls = Array.from({ length: 40 }, (_, index) => {
      const signal = index % 4 === 0 ? signalThatThrows('removeEventListener') : undefined
      return index % 8 === 0 ? coinport.request('POST', 'market/unlisted', {}, { signal }) : coinport.getTickers({}, { signal })
    })
    async function main() {
      await coinport.getTickers()
      const ended = (await Promise.allSettled(calls)).map(({ status }) => status)
      await new Promise(setImmediate)
      console.log(new Set(ended).size, ended[0], warnings.length, warnings[0])
    }
    main()`
  const { code, stdout } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl }, timeout: 20_000 })
  assert.equal(code, 0)
  assert.equal(stdout, '1 fulfilled 10 a signal given to coinport failed: Error: broken removeEventListener\n')
})

test('a completion that throws is reported and does not affect the rest of its batch', async () => {
  const script = `
    const { startTimer } = require('./lib/native/completion-queue.js')
    const ended = { rung: 0, reported: 0 }
    process.on('unhandledRejection', () => { ended.reported += 1 })
    process.on('exit', () => console.log(JSON.stringify(ended)))
    for (let index = 0; index < 40; index += 1) {
      startTimer(1, () => {
        if (index % 3 === 0) throw new Error('broken')
        ended.rung += 1
      })
    }
    // Blocks until all have ended, so that they come in one batch.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)`
  assert.equal((await runScript(script)).stdout, '{"rung":26,"reported":14}\n')
})

for (const broken of ['aborted', 'addEventListener']) {
  test(`a signal whose ${broken} throws is refused`, async (t) => {
    const { baseUrl, requests } = await serve(t, TICKERS)
    const call = new CoinPort({ baseUrl }).getTickers({}, { signal: signalThatThrows(broken) })
    await assert.rejects(call, ({ option, cause }) => option === 'signal' && cause.message === `broken ${broken}`)
    assert.equal(requests.length, 0)
  })
}

test('a signal whose reason throws cancels all its calls', async (t) => {
  const { baseUrl, server } = await silent(t)
  const signal = signalThatThrows('reason')
  const coinport = new CoinPort({ baseUrl })
  const calls = [1, 2, 3].map(() => coinport.getTickers({}, { signal }))
  await once(server, 'request')
  for (const listener of signal.listeners) listener()
  for (const call of calls)
    await assert.rejects(call, ({ code, cause }) => code === 'ERR_CANCELED' && /broken/.test(cause))
})

test('a signal that is aborted while its listener is added cancels the call, and nothing is sent', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const coinport = new CoinPort({ baseUrl, apiKey: 'key' })
  for (const call of [
    (options) => coinport.getBalances({}, options),
    (options) => coinport.request('POST', 'market/orders', {}, options),
  ]) {
    const signal = { aborted: false, reason: 'why', removeEventListener() {} }
    signal.addEventListener = (_type, listener) => listener()
    const error = await call({ signal }).catch((error) => error)
    assert.deepEqual([error.code, error.cause], ['ERR_CANCELED', 'why'])
    assert.equal(error.outcome, call.toString().includes('POST') ? 'not_sent' : undefined)
  }
  assert.equal(requests.length, 0)
})
