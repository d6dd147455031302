'use strict'

// Test suites replace the exchange with nock or msw. Their requests must never reach the exchange.

const assert = require('node:assert/strict')
const http = require('node:http')
const { test } = require('node:test')
const axios = require('axios')
const { http: route, HttpResponse } = require('msw')
const { setupServer } = require('msw/node')
const { default: nock } = require('nock')
const { configure } = require('coinport')
const adapter = require('coinport/axios')
const { notRunWithoutVersions, requireVersion } = require('../support/axios-versions.js')
const { CANARY, leaks } = require('../support/canary.js')
const { serve, BALANCES } = require('../support/server.js')

nock.restore()
const VERSIONS = { skip: notRunWithoutVersions() }
const NEEDS = {
  'nock 15': { skip: Promise.withResolvers ? false : 'nock 15 needs Node 22' },
  'nock 14': VERSIONS,
  'nock 13': VERSIONS,
}
const MOCKED = '[{"currency":"mock"}]'

/** Each replaces node:http, responds to requests below a base URL with `MOCKED`, and returns the function that ends this. */
const MOCKS = {
  'nock 15': (baseUrl) => withNock(nock, baseUrl),
  'nock 14': (baseUrl) => withNock(requireVersion('nock14'), baseUrl),
  'nock 13': (baseUrl) => withNock(requireVersion('nock13'), baseUrl),
  msw: (baseUrl) => {
    const server = setupServer(route.get(`${baseUrl}/*`, () => HttpResponse.json(JSON.parse(MOCKED))))
    server.listen()
    return () => server.close()
  },
}

function withNock(library, baseUrl) {
  if (!library.isActive()) library.activate()
  library(baseUrl).persist().get(/.*/).reply(200, MOCKED, { 'content-type': 'application/json' })
  return () => {
    library.cleanAll()
    library.restore()
  }
}

for (const [name, start] of Object.entries(MOCKS)) {
  test(`${name} responds to the requests of the adapter until it is ended`, NEEDS[name], async (t) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    configure({ baseUrl })
    const get = (url) =>
      axios.get(`${url}/account/balances`, { adapter, headers: { Authorization: `Bearer ${CANARY}` } })
    const end = start(baseUrl)
    t.after(end)
    assert.deepEqual((await get(baseUrl)).data, JSON.parse(MOCKED))
    assert.equal(requests.length, 0)
    end()
    assert.deepEqual((await get(baseUrl)).data, JSON.parse(BALANCES))
    assert.match(requests[0].headers['user-agent'], /^coinport\//)
  })
}

for (const [name, library] of [
  ['nock 15', () => nock],
  ['nock 14', () => requireVersion('nock14')],
  ['nock 13', () => requireVersion('nock13')],
]) {
  test(`disableNetConnect of ${name} stops a request that is not mocked`, NEEDS[name], async (t) => {
    const { baseUrl, requests } = await serve(t, BALANCES)
    configure({ baseUrl })
    if (!library().isActive()) library().activate()
    library().disableNetConnect()
    t.after(() => {
      library().enableNetConnect()
      library().restore()
    })
    const error = await axios
      .get(`${baseUrl}/account/balances`, { adapter, headers: { Authorization: `Bearer ${CANARY}` } })
      .then(assert.fail, (error) => error)
    assert.equal(error.code, 'ENETUNREACH')
    assert.equal(requests.length, 0)
    assert.deepEqual(
      leaks(error).filter((channel) => !/own and inherited|v8|structuredClone/.test(channel)),
      [],
    )
  })
}

test('any other function in the place of http.request gets the requests', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  configure({ baseUrl })
  const { request } = http
  const { mock } = t.mock.method(http, 'request', (...args) => request(...args))
  await axios.get(`${baseUrl}/account/balances`, { adapter })
  assert.equal(mock.callCount(), 1)
})

test('instrumentation that keeps the original function does not stop the native client', async (t) => {
  const { baseUrl, requests } = await serve(t, BALANCES)
  configure({ baseUrl })
  const { request } = http
  t.after(() => {
    http.request = request
  })
  // As the library `shimmer` does, which OpenTelemetry uses.
  http.request = Object.assign((...args) => request(...args), { __original: request, __wrapped: true })
  await axios.get(`${baseUrl}/account/balances`, { adapter })
  assert.match(requests[0].headers['user-agent'], /^coinport\//)
})
