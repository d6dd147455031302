'use strict'

// The adapter without options changes nothing that a program computes with.

const assert = require('node:assert/strict')
const https = require('node:https')
const http = require('node:http')
const { Readable } = require('node:stream')
const { test } = require('node:test')
const { inspect } = require('node:util')
const axios = require('axios')
const { configure } = require('coinport')
const adapter = require('coinport/axios')
const pino = require('pino')
const winston = require('winston')
const { CANARY, FORMS, leaks } = require('../support/canary.js')
const { runScript } = require('../support/script.js')
const { serve, json, BALANCES } = require('../support/server.js')

const AUTHORIZATION = `Bearer ${CANARY}`
const failed = (call) => call.then(assert.fail, (error) => error)
const agents = (requests) => requests.map(({ headers }) => headers['user-agent'].split('/')[0])

async function startExchange(t, reply) {
  const { baseUrl, requests } = await serve(t, reply)
  configure({ baseUrl })
  return { requests, baseUrl, instance: axios.create({ adapter, baseURL: baseUrl }) }
}

test('numbers stay numbers, and simplified bodies of documented paths are returned', async (t) => {
  const bodies = {
    'public/markets/btcaud/k-line?period=1': [[1_732_350_000, 151_600.5, 151_700, 151_500, 151_650, 0.5]],
    'public/markets/tickers': { btcaud: { ticker: { high: 151_800, low: 151_500 } } },
    'account/balances': [{ currency: 'btc', balance: {} }],
  }
  const { instance, requests, baseUrl } = await startExchange(t, ({ url }) =>
    JSON.stringify(bodies[url.split('/peatio/')[1]]),
  )
  for (const [path, body] of Object.entries(bodies)) assert.deepEqual((await instance.get(path)).data, body)
  const { high, low } = (await instance.get('public/markets/tickers')).data.btcaud.ticker
  assert.equal((high + low) / 2, 151_650)
  assert.deepEqual(agents(requests), Array(4).fill('coinport'), baseUrl)
})

test('five hundred requests at once are all in flight at once', async (t) => {
  const waiting = []
  const { instance } = await startExchange(t, (_, response) => {
    waiting.push(response)
    if (waiting.length === 500) for (const each of waiting) json(each, 200, '{}')
  })
  const calls = Array.from({ length: 500 }, () => instance.get('a/b', { headers: { Authorization: AUTHORIZATION } }))
  assert.equal((await Promise.all(calls)).length, 500)
})

test('a 429 does not delay or answer the next request', async (t) => {
  let count = 0
  const { instance, requests } = await startExchange(t, (_, response) => {
    count += 1
    if (count === 1) json(response, 429, '{"errors":["first"]}', { 'retry-after': '3600' })
    else json(response, 200, '{"second":true}')
  })
  const headers = { Authorization: AUTHORIZATION }
  assert.equal((await failed(instance.get('a/b', { headers }))).status, 429)
  assert.deepEqual((await instance.get('c/d', { headers })).data, { second: true })
  assert.equal(requests.length, 2)
})

const CARRIED = {
  'proxy: false': { proxy: false },
  'no limits': { maxContentLength: Number.POSITIVE_INFINITY, maxBodyLength: Number.POSITIVE_INFINITY },
  'maxRedirects: 5': { maxRedirects: 5 },
  'responseEncoding: utf-8': { responseEncoding: 'utf-8' },
  'a slash at the end': { url: 'account/balances/' },
  'an agent for the other protocol': { httpsAgent: new https.Agent() },
  'settings that are off': { auth: null, insecureHTTPParser: false, socketPath: null, onUploadProgress: undefined },
}
for (const [name, settings] of Object.entries(CARRIED)) {
  test(`the native client sends a request with ${name}`, async (t) => {
    const { instance, requests } = await startExchange(t, BALANCES)
    const { data } = await instance.request({ url: 'account/balances', ...settings })
    assert.deepEqual(data, JSON.parse(BALANCES))
    assert.deepEqual(agents(requests), ['coinport'])
    assert.ok(requests[0].url.endsWith(`/${settings.url ?? 'account/balances'}`))
  })
}

test('proxy: false does not use the proxy of the environment', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  const script = `
    const axios = require('axios')
    const { configure } = require('coinport')
    configure({ baseUrl: '${baseUrl.replace('127.0.0.1', 'localhost.test')}', allowInsecure: true })
    axios.get('x/y', { adapter: require('coinport/axios'), baseURL: '${baseUrl}' }).then(({ status }) => console.log(status))`
  const { stdout, stderr } = await runScript(script, { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } })
  assert.deepEqual([stdout, stderr, requests.length], ['200\n', '', 1])
})

const HANDED_ON = {
  'an agent': { httpAgent: new http.Agent() },
  'a limit': { maxContentLength: 1e6 },
  'a stream': { responseType: 'stream' },
  'a body that is a stream': { method: 'post', data: () => Readable.from(['{}']) },
  'a path with an escape': { url: 'account%20/balances' },
  'a signed request': { headers: { 'X-Auth-Apikey': CANARY, 'X-Auth-Signature': CANARY, 'X-Auth-Nonce': '1' } },
}
for (const [name, settings] of Object.entries(HANDED_ON)) {
  test(`axios's http adapter sends a request with ${name}, and nothing prints its key`, async (t) => {
    const { instance, requests } = await startExchange(t, (request, response) => {
      request.resume()
      json(response, 401, `{"errors":["unknown key ${settings.responseType ? '' : CANARY}"]}`)
    })
    const config = { url: 'account/balances', headers: { Authorization: AUTHORIZATION }, ...settings }
    if (typeof config.data === 'function') config.data = config.data()
    const error = await failed(instance.request(config))
    assert.equal(error.status, 401)
    assert.deepEqual(agents(requests), ['axios'])
    assert.ok(Object.values(requests[0].headers).join().includes(CANARY))
    const printable = leaks(error).filter((channel) => /String|JSON|inspect|format/.test(channel))
    assert.deepEqual(config.headers['X-Auth-Apikey'] ? [] : printable, [])
    assert.ok(!inspect(error.config, { depth: 9 }).includes(CANARY))
    assert.equal(error.config.headers.Authorization, config.headers.Authorization)
  })
}

for (const [name, print] of Object.entries({
  pino: (error, write) => pino({}, { write }).error({ err: error, error }, 'failed'),
  winston: (error, write) => {
    const { Writable } = require('node:stream')
    const stream = new Writable({ write: (chunk, _, done) => done(write(String(chunk))) })
    const transports = [new winston.transports.Stream({ stream })]
    winston.createLogger({ transports, format: winston.format.json() }).error('failed', { error, nested: { error } })
  },
})) {
  test(`${name} prints no key of a request that axios's http adapter sent`, async (t) => {
    const { instance } = await startExchange(t, (_, response) => json(response, 500, '{}'))
    for (const settings of [{}, { maxContentLength: 1e6 }]) {
      const error = await failed(instance.get('a/b', { headers: { Authorization: AUTHORIZATION }, ...settings }))
      let text = ''
      print(error, (chunk) => {
        text += chunk
      })
      await new Promise(setImmediate)
      assert.match(text, /failed/)
      assert.ok(!FORMS.some((form) => text.includes(form)), text)
    }
  })
}

test('the methods of headers give the key, and texts do not', async (t) => {
  const { instance, requests } = await startExchange(t, (_, response) => json(response, 401, '{}'))
  const error = await failed(instance.get('a/b', { headers: { Authorization: AUTHORIZATION } }))
  const { headers } = error.config
  for (const read of [headers.toJSON(), headers.toJSON(true), { ...headers }, Object.fromEntries(headers)])
    assert.equal(read.Authorization, AUTHORIZATION)
  for (const text of [String(headers), JSON.stringify(headers), JSON.stringify({ headers }), inspect(headers)])
    assert.match(text, /\[redacted\]/)
  await failed(instance.get('a/b', { headers: headers.toJSON() }))
  assert.equal(requests[1].headers.authorization, AUTHORIZATION)
})

test('an empty key is sent as axios sends it', async (t) => {
  const { instance, requests } = await startExchange(t, (_, response) => json(response, 401, '{"errors":["a.b"]}'))
  for (const Authorization of ['Bearer ', 'Bearer', 'Basic YTpi', 'Bearer a b', '']) {
    const theirs = await failed(instance.get('a/b', { headers: { Authorization }, adapter: 'http' }))
    const ours = await failed(instance.get('a/b', { headers: { Authorization } }))
    assert.deepEqual(ours.response.data, theirs.response.data)
    const [sent, expected] = requests.splice(0).reverse()
    assert.equal(sent.headers.authorization, expected.headers.authorization)
  }
})

for (const [name, settings] of Object.entries({ native: {}, 'handed on': { maxContentLength: 1e6 } })) {
  test(`paramsSerializer runs once: ${name}`, async (t) => {
    const { instance, requests, baseUrl } = await startExchange(t, '{}')
    const { baseUrl: elsewhere, requests: others } = await serve(t, '{}')
    let runs = 0
    const paramsSerializer = () => {
      runs += 1
      return `run=${runs}`
    }
    await instance.get('a/b', { params: { a: 1 }, paramsSerializer, ...settings })
    await instance.get(`${elsewhere}/a/b`, { params: { a: 1 }, paramsSerializer, ...settings })
    assert.match(requests[0].url, /\?run=1$/)
    assert.match(others[0].url, /\?run=2$/)
    const broken = (adapter) => {
      let calls = 0
      const paramsSerializer = () => {
        calls += 1
        throw new Error('mine')
      }
      return failed(axios.get(`${baseUrl}/a/b`, { adapter, params: {}, paramsSerializer, ...settings })).then(
        ({ message, code, url, exists, isAxiosError }) => ({ message, code, url, exists, isAxiosError, calls }),
      )
    }
    assert.deepEqual(await broken(adapter), await broken('http'))
  })
}

/** The environment of a request to CoinPort, and how that request ends. */
const BAD_ENVIRONMENTS = {
  COINPORT_API_KEY: [{ COINPORT_API_KEY: 'a\nb' }, /^CoinPort 200$/m],
  HTTPS_PROXY: [
    { HTTPS_PROXY: 'socks5://127.0.0.1:1', COINPORT_BASE_URL: 'https://exchange.test/api' },
    /^AxiosError ConfigError .*(HTTPS_PROXY|proxy)/m,
  ],
  COINPORT_BASE_URL: [
    { COINPORT_BASE_URL: 'http://exchange.example/api' },
    /^AxiosError ConfigError .*COINPORT_BASE_URL/m,
  ],
  NODE_EXTRA_CA_CERTS: [{ NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' }, /^CoinPort 200$/m],
}
for (const [variable, [bad, expected]] of Object.entries(BAD_ENVIRONMENTS)) {
  test(`a bad ${variable} fails no other request`, async (t) => {
    const { baseUrl } = await serve(t, '{}')
    const { baseUrl: elsewhere, requests } = await serve(t, '{}')
    const script = `
      const axios = require('axios')
      axios.defaults.adapter = require('coinport/axios')
      axios.get('${elsewhere}/a/b').then(({ status }) => console.log('elsewhere', status))
      axios.get(process.env.COINPORT_BASE_URL + '/a/b').then(
        ({ status }) => console.log('CoinPort', status),
        ({ name, cause, message }) => console.log(name, cause?.name, message))`
    const { stdout } = await runScript(script, { env: { COINPORT_BASE_URL: baseUrl, no_proxy: '127.0.0.1', ...bad } })
    assert.match(stdout, /^elsewhere 200$/m)
    assert.match(stdout, expected)
    assert.equal(requests.length, 1)
  })
}

test('a proxy that only axios may use fails no request that axios itself sends', async () => {
  const script = `
    const axios = require('axios')
    const { Agent } = require('node:https')
    axios.defaults.adapter = require('coinport/axios')
    const settings = { proxy: false, httpsAgent: new Agent({ lookup: (_host, _options, done) => done(new Error('reached')) }) }
    for (const method of ['get', 'post', 'delete'])
      axios({ method, url: 'https://www.coinport.com.au/api/v2/peatio/a', ...settings }).catch((e) => console.log(e.message))`
  const { stdout } = await runScript(script, { env: { HTTPS_PROXY: 'socks5://127.0.0.1:1' } })
  assert.equal(stdout, 'reached\n'.repeat(3))
})

test('an empty body with a coding, and a coding in capitals, are read', async (t) => {
  const { gzipSync } = require('node:zlib')
  const { instance } = await startExchange(t, ({ url }, response) => {
    const [coding, status] = url.split('/').slice(-2)
    const headers = { 'content-encoding': coding, 'content-type': 'application/json' }
    response.writeHead(Number(status), headers).end(coding === 'GZIP' ? gzipSync('{"a":1}') : undefined)
  })
  for (const path of ['gzip/204', 'gzip/201', 'br/200', 'BR/204'])
    assert.equal((await instance.delete(`x/${path}`)).data, '', path)
  assert.deepEqual((await instance.get('x/GZIP/200')).data, { a: 1 })
})

test('the cause of a refused write has the outcome', async (t) => {
  const { instance } = await startExchange(t, ({ url }, response) =>
    json(response, Number(url.split('/').at(-1)), '{"errors":["market.order.insufficient_balance"]}'),
  )
  for (const [status, outcome] of [
    [422, 'rejected'],
    [500, 'unknown'],
    [502, 'unknown'],
  ]) {
    const headers = { Authorization: AUTHORIZATION }
    const error = await failed(instance.post(`market/orders/${status}`, { market: 'btcaud' }, { headers }))
    assert.deepEqual([error.status, error.cause.status, error.cause.outcome], [status, status, outcome])
    assert.deepEqual(error.cause.errors, ['market.order.insufficient_balance'])
    assert.deepEqual(leaks(error), [])
    assert.equal((await failed(instance.get(`x/${status}`))).cause, undefined)
  }
})
