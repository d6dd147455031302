const assert = require('node:assert/strict')
const { AsyncLocalStorage } = require('node:async_hooks')
const { tracingChannel } = require('node:diagnostics_channel')
const { test } = require('node:test')
const axios = require('axios')
const coinport = require('coinport')
const { CANARY, leaks } = require('../support/canary.js')
const { serve, json, BALANCES } = require('../support/server.js')

const { CoinPort } = coinport
const EVENTS = ['start', 'end', 'error', 'asyncStart', 'asyncEnd']

/** Records the events of the channel until the test ends; also calls `hooks`. */
function listen(t, hooks = {}) {
  const channel = tracingChannel('coinport:call')
  const heard = []
  const subscribers = Object.fromEntries(
    EVENTS.map((event) => [
      event,
      (context) => {
        heard.push({ event, context })
        hooks[event]?.(context)
      },
    ]),
  )
  channel.subscribe(subscribers)
  t.after(() => channel.unsubscribe(subscribers))
  return { channel, heard, events: () => heard.map(({ event }) => event) }
}

/** Records the warnings of the process until the test ends. */
function warnings(t) {
  const heard = []
  const hear = ({ message }) => heard.push(message)
  process.on('warning', hear)
  t.after(() => process.off('warning', hear))
  return heard
}

/** Fails `times` times before it replies with `body`. */
const flaky = (failures, body) => (_request, response) => (failures-- > 0 ? json(response, 503, '') : body)

const TICKER = `{"at":"1","ticker":${JSON.stringify({ low: '1.0', high: '1.0', open: '1.0', last: '1.0', volume: '1.0', amount: '1.0', vol: '1.0', avg_price: '1.0', price_change_percent: '+0.00%', at: null })}}`
const FAILED = ['start', 'end', 'error', 'asyncStart', 'asyncEnd']
const DONE = FAILED.filter((event) => event !== 'error')

const canceling = new AbortController()
const CALLS = [
  {
    title: 'a call that succeeds',
    reply: BALANCES,
    call: (client) => client.getBalances(),
    fields: { name: 'getBalances', method: 'GET', path: 'account/balances', status: 200, attempts: 1 },
  },
  {
    title: 'a call that is retried',
    reply: flaky(2, BALANCES),
    call: (client) => client.getBalances(),
    fields: { name: 'getBalances', path: 'account/balances', status: 200, attempts: 3 },
  },
  {
    title: 'a key in the path, which is not shown',
    reply: TICKER,
    call: (client) => client.getTicker('btcaud'),
    fields: { name: 'getTicker', path: 'public/markets/{market}/tickers', status: 200, attempts: 1 },
  },
  {
    title: 'a path of the caller',
    reply: '{}',
    call: (client) => client.request('post', '/market/unlisted', { otp: CANARY }),
    fields: { name: 'request', method: 'POST', path: 'market/unlisted', status: 200, attempts: 1 },
  },
  {
    title: 'a refused path, without its query',
    reply: '{}',
    call: (client) => client.request('GET', `market/orders?key=${CANARY}`),
    fields: { name: 'request', path: 'market/orders', status: undefined },
    error: 'ParamError',
  },
  {
    title: 'a method that is not a string',
    reply: '{}',
    call: (client) => client.request(Object.create(null), 'x'),
    fields: { name: 'request', method: '', path: 'x', status: undefined },
    error: 'ParamError',
  },
  {
    title: 'an error response',
    reply: (request, response) => json(response, 401, JSON.stringify({ errors: [request.headers.authorization] })),
    call: (client) => client.getBalances(),
    fields: { name: 'getBalances', status: 401, attempts: 1 },
    error: 'AuthenticationError',
  },
  {
    title: 'a response that does not match the documentation',
    reply: '[{}]',
    call: (client) => client.getBalances(),
    fields: { status: 200, attempts: 1 },
    error: 'DecodeError',
  },
  {
    title: 'a call that is canceled',
    reply: () => canceling.abort(),
    call: (client) => client.getBalances({}, { signal: canceling.signal }),
    fields: { status: undefined, attempts: 1 },
    error: 'CanceledError',
  },
]

for (const { title, reply, call, fields, error } of CALLS) {
  test(`the channel publishes ${title}`, async (t) => {
    const { baseUrl } = await serve(t, reply)
    const { heard, events } = listen(t)
    const outcome = await call(new CoinPort({ baseUrl, apiKey: CANARY })).then(
      () => undefined,
      (thrown) => thrown,
    )
    assert.equal(outcome?.name, error)
    assert.deepEqual(events(), error ? FAILED : DONE)
    const [{ context }] = heard
    assert.ok(heard.every((entry) => entry.context === context))
    const expected = { ...fields, baseUrl }
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((field) => [field, context[field]])), expected)
    assert.equal(context.error, outcome)
    assert.ok(context.startTime <= performance.now() && context.duration >= 0 && context.duration < 30_000)
    assert.deepEqual(leaks(context), [])
    assert.ok(!('result' in context))
  })
}

test('the channel publishes a request of axios', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  coinport.configure({ baseUrl })
  const { heard, events } = listen(t, { start: ({ headers }) => Object.assign(headers, { traceparent: PARENT }) })
  const headers = { Authorization: `Bearer ${CANARY}`, 'X-Own': '1' }
  await axios.get(`${baseUrl}/account/balances`, { adapter: require('coinport/axios'), headers })
  assert.deepEqual(events(), DONE)
  const { name, method, path, status, attempts } = heard[0].context
  assert.deepEqual([name, method, path, status, attempts], ['axios', 'GET', 'account/balances', 200, 1])
  assert.deepEqual(leaks(heard[0].context), [])
  const sent = requests[0].headers
  assert.deepEqual([sent.traceparent, sent['x-own'], sent.authorization], [PARENT, '1', `Bearer ${CANARY}`])
})

test('a store that is bound to the channel is active inside the call', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const { channel, heard } = listen(t)
  const store = new AsyncLocalStorage()
  channel.start.bindStore(store, (context) => context.name)
  t.after(() => channel.start.unbindStore(store))
  const seen = []
  const apiKey = () => {
    seen.push(store.getStore())
    return 'key'
  }
  await new CoinPort({ baseUrl, apiKey }).getBalances()
  assert.deepEqual([seen, store.getStore(), heard.length], [['getBalances'], undefined, 4])
})

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const HEADERS = [
  { title: 'both headers', set: { traceparent: PARENT, tracestate: 'a=1' }, sent: [PARENT, 'a=1'] },
  { title: 'traceparent alone', set: { traceparent: PARENT }, sent: [PARENT, undefined] },
  { title: 'nothing', set: {}, sent: [undefined, undefined] },
  { title: 'tracestate alone, which says nothing', set: { tracestate: 'a=1' }, sent: [undefined, undefined] },
  { title: 'any other header', set: { authorization: 'Bearer other', 'x-a': 'b' }, sent: [undefined, undefined] },
  { title: 'a line break', set: { traceparent: `${PARENT}\r\nx-a: b` }, refused: true },
  { title: 'a trace id of zeros', set: { traceparent: PARENT.replace(/4bf\w+/, '0'.repeat(32)) }, refused: true },
  { title: 'capitals', set: { traceparent: PARENT.toUpperCase() }, refused: true },
  { title: 'a value that is no text', set: { traceparent: 7 }, refused: true },
  { title: 'a line break in tracestate', set: { traceparent: PARENT, tracestate: 'a=1\nx-a: b' }, refused: true },
]
for (const { title, set, sent = [undefined, undefined], refused } of HEADERS) {
  test(`a subscriber that sets ${title}: ${refused ? 'a warning, and nothing is sent' : 'the right headers go'}`, async (t) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    listen(t, { start: ({ headers }) => Object.assign(headers, set) })
    const warned = warnings(t)
    assert.equal((await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()).length, 1)
    const { traceparent, tracestate, authorization, 'x-a': other } = requests[0].headers
    assert.deepEqual([traceparent, tracestate, authorization, other], [...sent, 'Bearer key', undefined])
    assert.equal(warned.filter((message) => message.includes('coinport:call')).length, refused ? 1 : 0)
  })
}

test('the stack of an error shows the caller if the channel has a subscriber', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => json(response, 404, ''))
  listen(t)
  async function theCaller() {
    return await new CoinPort({ baseUrl }).getTickers()
  }
  await assert.rejects(theCaller(), (error) => error.stack.includes('theCaller'))
})
