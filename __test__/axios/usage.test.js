'use strict'

const assert = require('node:assert/strict')
const { cpSync, mkdirSync, symlinkSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { deflateSync } = require('node:zlib')
const axios = require('axios')
const { default: axiosRetry, isIdempotentRequestError } = require('axios-retry')
const { configure } = require('coinport')
const adapter = require('coinport/axios')
const { CANARY, leaks } = require('../support/canary.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { ROOT, runScript } = require('../support/script.js')
const { serve, json, BALANCES } = require('../support/server.js')

const AUTHORIZATION = `Bearer ${CANARY}`

/** An exchange that responds to each request with the next of `replies`, and an axios instance for it. */
async function exchange(t, ...replies) {
  const { baseUrl, requests } = await serve(t, (request, response) => {
    const reply = replies.length > 1 ? replies.shift() : replies[0]
    return typeof reply === 'function' ? reply(request, response) : reply
  })
  configure({ baseUrl, rateLimit: false })
  const instance = axios.create({ adapter, baseURL: baseUrl, headers: { Authorization: AUTHORIZATION } })
  const keys = () => requests.map(({ headers }) => headers.authorization)
  const agents = () => new Set(requests.map(({ headers }) => headers['user-agent'].split('/')[0]))
  return { instance, requests, keys, agents, baseUrl }
}
const status = (status, headers) => (_request, response) => json(response, status, '{"errors":["a.b"]}', headers)
const lost = (request) => void request.socket.destroy()
const failed = (call) => call.then(assert.fail, (error) => error)

test('axios-retry sends again through the adapter, with the key', async (t) => {
  for (const fault of [status(503), lost]) {
    const { instance, keys, agents } = await exchange(t, fault, fault, BALANCES)
    axiosRetry(instance, { retries: 3, retryDelay: () => 1 })
    const { data, config } = await instance.get('account/balances')
    assert.equal(data[0].balance, '0.5')
    assert.equal(config['axios-retry'].retryCount, 2)
    assert.deepEqual([keys(), [...agents()]], [Array(3).fill(AUTHORIZATION), ['coinport']])
  }
})

test('the error of axios-retry does not show the key, and its config can be sent again', async (t) => {
  const { instance, keys } = await exchange(t, status(503), status(503), status(503), BALANCES)
  axiosRetry(instance, { retries: 2, retryDelay: () => 1 })
  const error = await failed(instance.get('account/balances'))
  assert.equal(error.status, 503)
  assert.deepEqual(leaks(error), [])
  assert.equal((await axios.request(error.config)).status, 200)
  assert.deepEqual(keys(), Array(4).fill(AUTHORIZATION))
})

test('axios-retry does not retry a writing call if configured so, and the error has the outcome', async (t) => {
  const { instance, requests } = await exchange(t, lost)
  axiosRetry(instance, { retries: 3, retryDelay: () => 1, retryCondition: isIdempotentRequestError })
  const error = await failed(instance.post('market/orders', { market: 'btcaud' }))
  assert.equal(error.cause.outcome, 'unknown')
  assert.equal(requests.length, 1)
  assert.deepEqual(leaks(error), [])
})

const WAYS = {
  'a header with a name in lower case': (baseUrl) =>
    axios.get(`${baseUrl}/account/balances`, { adapter, headers: { authorization: AUTHORIZATION } }),
  'headers of a class': (baseUrl) =>
    axios.get(`${baseUrl}/account/balances`, {
      adapter,
      headers: new axios.AxiosHeaders().setAuthorization(AUTHORIZATION),
    }),
  'defaults of an instance': (baseURL) => {
    const instance = axios.create({ adapter, baseURL })
    instance.defaults.headers.common.Authorization = AUTHORIZATION
    return instance('account/balances')
  },
  'an interceptor': (baseURL) => {
    const instance = axios.create({ adapter, baseURL })
    instance.interceptors.request.use((config) => {
      config.headers.setAuthorization(AUTHORIZATION)
      return config
    })
    return instance.get('/account/balances')
  },
  'a list of adapters': (baseUrl) =>
    axios.get(`${baseUrl}/account/balances`, { adapter: [adapter, 'http'], headers: { Authorization: AUTHORIZATION } }),
  'timeout 0 and withCredentials': (baseUrl) =>
    axios.request({
      url: `${baseUrl}/account/balances`,
      adapter,
      timeout: 0,
      withCredentials: true,
      headers: { Authorization: AUTHORIZATION },
    }),
}

for (const [name, get] of Object.entries(WAYS)) {
  test(`the key of the request is sent: ${name}`, async (t) => {
    const { baseUrl, keys, agents } = await exchange(t, BALANCES, status(401))
    assert.equal((await get(baseUrl)).data.length, 1)
    const error = await failed(get(baseUrl))
    assert.equal(error.response.status, 401)
    assert.deepEqual(leaks(error), [])
    assert.deepEqual([keys(), [...agents()]], [[AUTHORIZATION, AUTHORIZATION], ['coinport']])
  })
}

test('an interceptor gets a new key and sends the refused request again', async (t) => {
  const { instance, keys } = await exchange(t, status(401), BALANCES)
  instance.interceptors.response.use(undefined, (error) => {
    assert.equal(error.config.headers.Authorization, AUTHORIZATION)
    error.config.headers.Authorization = 'Bearer renewed'
    assert.deepEqual(leaks(error), [])
    return instance.request(error.config)
  })
  assert.equal((await instance.get('account/balances')).status, 200)
  assert.deepEqual(keys(), [AUTHORIZATION, 'Bearer renewed'])
})

test('interceptors and transforms change the request and the response', async (t) => {
  const { instance, requests } = await exchange(t, (request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => json(response, 201, body))
  })
  instance.interceptors.request.use((config) => ({ ...config, params: { ...config.params, from: 'interceptor' } }))
  instance.interceptors.response.use((response) => ({ ...response, data: { seen: response.data } }))
  const { data } = await instance.post(
    'market/orders',
    { volume: '0.10' },
    {
      transformRequest: [(data) => ({ ...data, side: 'buy' }), ...axios.defaults.transformRequest],
      transformResponse: [(text) => text.toUpperCase()],
    },
  )
  assert.deepEqual(data, { seen: '{"VOLUME":"0.10","SIDE":"BUY"}' })
  assert.equal(requests[0].headers['content-type'], 'application/json')
  assert.match(requests[0].url, /market\/orders\?from=interceptor$/)
})

test('a cancel token ends its requests, before and while they run, and keeps no listener', async (t) => {
  const { instance, requests } = await exchange(t, BALANCES, () => undefined)
  const { token, cancel } = axios.CancelToken.source()
  await instance.get('account/balances', { cancelToken: token })
  const listeners = () => token._listeners?.length ?? 0
  assert.equal(listeners(), 0)
  const { signal } = new AbortController()
  const calls = [{ cancelToken: token }, { cancelToken: token, signal }].map((how) => failed(instance.get('a/b', how)))
  while (requests.length < 3) await new Promise(setImmediate)
  cancel('enough')
  for (const error of await Promise.all(calls)) {
    assert.ok(axios.isCancel(error) && error.message === 'enough' && error instanceof axios.CanceledError)
  }
  assert.equal(listeners(), 0)
  const late = await failed(instance.get('account/balances', { cancelToken: token }))
  assert.equal(late.message, 'enough')
  assert.equal(requests.length, 3)
})

test('the cause of a canceled writing call has the outcome', async (t) => {
  const { instance, requests } = await exchange(t, () => undefined)
  const controller = new AbortController()
  const call = failed(instance.post('market/orders', {}, { signal: controller.signal }))
  while (requests.length < 1) await new Promise(setImmediate)
  controller.abort()
  const error = await call
  assert.ok(axios.isCancel(error))
  assert.equal(error.cause.outcome, 'unknown')
})

test('a response with a compression that was not requested is refused', async (t) => {
  const deflated = (status) => (_request, response) =>
    json(response, status, deflateSync(BALANCES), { 'content-encoding': 'deflate' })
  const broken = (_request, response) => json(response, 201, 'no gzip', { 'content-encoding': 'gzip' })
  const { instance } = await exchange(t, deflated(200), deflated(404), broken)
  for (const status of [200, 404, 201]) {
    const error = await failed(instance.get('account/balances'))
    assert.deepEqual([error.code, error.status], ['ERR_BAD_RESPONSE', status])
    assert.match(error.message, /compressed/)
  }
})

test('two hundred requests at once keep their own keys', async (t) => {
  const { instance } = await exchange(t, ({ headers }) => JSON.stringify({ key: headers.authorization }))
  const keys = Array.from({ length: 200 }, (_, index) => `Bearer key-${index}`)
  const responses = await Promise.all(keys.map((Authorization) => instance.get('a/b', { headers: { Authorization } })))
  assert.deepEqual(
    responses.map(({ data }) => data.key),
    keys,
  )
})

test('import uses the imported copy of axios, and the required copy can send its requests again', async (t) => {
  const { baseUrl, keys } = await exchange(t, BALANCES, status(401), BALANCES)
  const script = `
    import axios from 'axios'
    import adapter from 'coinport/axios'
    axios.defaults.adapter = adapter
    const get = () => axios.get('${baseUrl}/account/balances', { headers: { Authorization: '${AUTHORIZATION}' } })
    const { headers, data } = await get()
    const error = await get().catch((error) => error)
    console.log(data.length, headers instanceof axios.AxiosHeaders, error instanceof axios.AxiosError, error.status)
    console.log(error)
    const other = (await import('node:module')).createRequire(import.meta.url)('axios')
    console.log(other !== axios, (await other.request(error.config)).status)`
  const { stdout, stderr } = await runScript(script, { module: true, env: { COINPORT_BASE_URL: baseUrl } })
  assert.match(stdout, /^1 true true 401\nAxiosError: [\s\S]+\ntrue 200\n$/)
  assert.deepEqual(keys(), Array(3).fill(AUTHORIZATION))
  assert.ok(!stdout.includes(CANARY))
  assert.equal(stderr, '')
})

test('without axios installed, the error says what to install', async (t) => {
  const directory = temporaryFolder(t)
  const home = path.join(directory, 'node_modules', 'coinport')
  mkdirSync(home, { recursive: true })
  for (const name of ['package.json', 'lib']) cpSync(path.join(ROOT, name), path.join(home, name), { recursive: true })
  symlinkSync(path.join(ROOT, 'coinport.node'), path.join(home, 'coinport.node'))
  writeFileSync(path.join(directory, 'index.js'), '')
  const from = `require('node:module').createRequire(${JSON.stringify(path.join(directory, 'index.js'))})`
  const { stderr } = await runScript(`${from}('coinport/axios')`)
  assert.match(stderr, /Error: coinport\/axios is an adapter for axios, which is not installed: `npm install axios`/)
  assert.match((await runScript(`console.log(typeof ${from}('coinport').getBalances)`)).stdout, /^function\n$/)
})
