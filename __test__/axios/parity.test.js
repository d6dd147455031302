'use strict'

const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { deflateSync, gzipSync } = require('node:zlib')
const axios = require('axios')
const adapter = require('coinport/axios')
const { configure } = require('coinport')
const { KEY, differing, observe } = require('../support/axios-observe.js')
const { ROOT } = require('../support/script.js')
const { serve, json, BALANCES } = require('../support/server.js')

/** The differences from axios's own adapter: the rows of docs/axios.md by title, and the fields that differ. */
const DIFFERENCES = {
  'the key in a printed error': /^showsKey$/,
  'an error body of more than 256 KiB': /^response\.data$/,
  'a redirect': /./,
  'a `timeout` in the body': /^(response\..+|thrown\.(code|message|status))$/,
  'the name and message of a network error': /^thrown\.(name|message)$/,
  'the `cause` of an error': /^hasCause$/,
  'a cookie of the server': /^headers\.set-cookie\./,
  'a reason phrase of the server': /^response\.statusText$/,
  'an apostrophe in a query': /^(sent\.0\.url|request\.(path|responseUrl))$/,
  'the `request` object': /^(response\.)?request\.responseUrl$/,
  'a response with a compression that was not requested': /./,
  'a proxy for plain HTTP': /^(sent\.0\.url|request\.path)$/,
  'headers of the connection': /^sent\.\d\.headers\.(accept-encoding|connection|content-length|user-agent)$/,
}
/** Differences that any request may show. */
const EVERYWHERE = ['headers of the connection', 'the key in a printed error']

const page = '<html><body>Bad gateway</body></html>'
const error = (status) => (_, response) => json(response, status, '{"errors":["some.code"]}')

const CASES = [
  { title: '200', reply: BALANCES },
  ...[401, 403, 404, 422, 429, 500].map((status) => ({ title: `${status}`, reply: error(status) })),
  {
    title: 'an error in HTML',
    reply: (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end(page),
  },
  {
    title: 'a long error in HTML',
    reply: (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end(page.repeat(10_000)),
    differs: ['an error body of more than 256 KiB'],
  },
  { title: 'an empty body', reply: '' },
  { title: 'an empty error', reply: (_, response) => void response.writeHead(503).end() },
  { title: 'bad JSON', reply: '[{"currency":"btc"' },
  {
    title: 'bad JSON, strictly',
    reply: '[{"currency":"btc"',
    config: { responseType: 'json', transitional: { silentJSONParsing: false } },
  },
  {
    title: 'timeout before headers',
    reply: () => undefined,
    config: { timeout: 150 },
    differs: ['the `cause` of an error'],
  },
  {
    title: 'timeout, clarified, with a message of its own',
    reply: () => undefined,
    config: { timeout: 150, timeoutErrorMessage: 'too late', transitional: { clarifyTimeoutError: true } },
    differs: ['the `cause` of an error'],
  },
  {
    title: 'timeout in the body',
    reply: (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('['),
    config: { timeout: 150 },
    differs: ['the `cause` of an error', 'a `timeout` in the body'],
  },
  { title: 'abort before', reply: BALANCES, signal: 'aborted' },
  {
    title: 'abort during',
    reply: (_request, _response, { controller }) => controller.abort(new Error('mine')),
    signal: true,
    differs: ['the `cause` of an error'],
  },
  { title: 'cancel token', reply: (_request, _response, { source }) => source.cancel('enough'), token: true },
  { title: 'refused', url: 'http://127.0.0.1:9/api/v2/peatio', differs: ['the name and message of a network error'] },
  {
    title: 'unknown host',
    url: 'https://unknown.invalid/api/v2/peatio',
    differs: ['the name and message of a network error'],
  },
  {
    title: 'reset',
    reply: (request) => void request.socket.resetAndDestroy(),
    differs: ['the name and message of a network error'],
  },
  {
    title: 'closed',
    reply: (request) => void request.socket.destroy(),
    differs: ['the name and message of a network error'],
  },
  {
    title: 'cut off in the body',
    reply: (request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('[')
      setImmediate(() => request.socket.resetAndDestroy())
    },
    differs: ['the `cause` of an error', 'the name and message of a network error'],
  },
  {
    title: 'redirect, not followed',
    reply: (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
    config: { maxRedirects: 0 },
    differs: ['the `request` object'],
  },
  {
    title: 'redirect',
    reply: (request, response) =>
      request.url.endsWith('/elsewhere') ? '{}' : void response.writeHead(302, { location: '/elsewhere' }).end(),
    differs: ['a redirect'],
  },
  { title: 'validateStatus', reply: error(404), config: { validateStatus: (status) => status === 404 } },
  { title: 'validateStatus that refuses a 200', reply: BALANCES, config: { validateStatus: () => false } },
  { title: 'responseType text', reply: BALANCES, config: { responseType: 'text' } },
  {
    title: 'params',
    reply: '[]',
    config: {
      params: {
        a: 'b c+d&e=f',
        list: ['x', 'y z'],
        name: 'é€😀',
        nested: { k: 1 },
        none: null,
        when: new Date(0),
        punctuation: ':$,@!~*()[]',
      },
    },
  },
  {
    title: 'an apostrophe',
    reply: '[]',
    config: { params: { name: "o'clock" } },
    differs: ['an apostrophe in a query'],
  },
  {
    title: 'a serializer of params',
    reply: '[]',
    config: { params: { a: [1, 2] }, paramsSerializer: (params) => `a=${params.a.join('|')}` },
  },
  { title: 'a query in the URL', reply: '[]', path: '?limit=1#hash', config: { params: { page: 2 } } },
  { title: 'a baseURL', reply: '[]', relative: true },
  { title: 'a byte order mark', reply: `\u{feff}${BALANCES}` },
  {
    title: 'headers of the caller',
    reply: '[]',
    config: { headers: { 'User-Agent': 'mine', 'X-Trace': '1', Accept: 'application/json' } },
  },
  {
    title: 'POST',
    reply: (_, response) => json(response, 201, '{"id":1}'),
    config: { method: 'post', data: { amount: '0.1' } },
  },
  { title: 'POST without a body', reply: '{}', config: { method: 'post' } },
  { title: 'PUT of text', reply: '{}', config: { method: 'put', data: 'a=1' } },
  { title: 'DELETE', reply: (_, response) => void response.writeHead(204).end(), config: { method: 'delete' } },
  {
    title: 'a decimal as a number',
    reply: '[{"currency":"btc","balance":0.50,"locked":1e-8,"account_type":"spot"}]',
  },
  {
    title: 'another shape',
    reply: '[{"currency":"btc","balance":{}}]',
  },
  {
    title: 'a cookie',
    reply: (_, response) => json(response, 200, '[]', { 'set-cookie': ['a=1', 'b=2'] }),
    differs: ['a cookie of the server'],
  },
  {
    title: 'a reason of its own',
    reply: (_, response) => void response.writeHead(400, 'Because').end('{}'),
    differs: ['a reason phrase of the server'],
  },
  {
    title: 'gzip',
    reply: (_, response) => json(response, 200, gzipSync(BALANCES), { 'content-encoding': 'gzip' }),
  },
  {
    title: 'another compression',
    reply: (_, response) => json(response, 200, deflateSync(BALANCES), { 'content-encoding': 'deflate' }),
    differs: ['a response with a compression that was not requested'],
  },
  {
    title: 'a proxy of the environment',
    reply: '[]',
    proxied: true,
    differs: ['a proxy for plain HTTP'],
  },
  { title: 'no User-Agent', reply: '[]', config: { headers: { 'User-Agent': false } } },
  {
    title: 'throttled',
    reply: (_, response) => json(response, 429, '{}', { 'retry-after': '3600' }),
    twice: true,
  },
]

const seen = new Set()

for (const situation of CASES) {
  test(situation.title, async (t) => {
    const { title, reply, url, differs = [] } = situation
    const sent = []
    const cancel = {}
    const server = await serve(t, (request, response) => {
      const { method, url, headers } = request
      const one = { method, url, headers, body: '' }
      sent.push(one)
      request.on('data', (chunk) => {
        one.body += chunk
      })
      return typeof reply === 'function' ? reply(request, response, cancel, sent) : reply
    })
    const baseUrl = url ?? server.baseUrl
    configure({ baseUrl })
    // The server is the proxy; the URL of the request shows that it is used as one.
    if (situation.proxied) process.env.HTTP_PROXY = new URL(baseUrl).origin
    const [theirs, ours] = [await look('http'), await look(adapter)]
    delete process.env.HTTP_PROXY

    async function look(adapter) {
      const request = requestOf(situation, baseUrl, cancel)
      if (situation.twice) await axios.request({ ...request, adapter }).catch(() => {})
      return observe(() => axios.request({ ...request, adapter }), sent)
    }

    const fields = differing(theirs, ours)
    const belongs = (title) => (field) => DIFFERENCES[title].test(field)
    const unexplained = fields.filter((field) => ![...differs, ...EVERYWHERE].some((title) => belongs(title)(field)))
    assert.deepEqual(
      unexplained.map((field) => [field, theirs[field], ours[field]]),
      [],
    )
    for (const title of differs) assert.ok(fields.some(belongs(title)), `${title} makes no difference any more`)
    for (const title of [...differs, ...EVERYWHERE.filter((title) => fields.some(belongs(title)))]) seen.add(title)
    assert.ok(!ours.showsKey || title === 'abort before')
  })
}

function requestOf({ config, relative, path = '', signal, token }, baseUrl, cancel) {
  cancel.controller = new AbortController()
  cancel.source = axios.CancelToken.source()
  if (signal === 'aborted') cancel.controller.abort()
  return {
    ...(relative ? { baseURL: baseUrl, url: 'account/balances' } : { url: `${baseUrl}/account/balances${path}` }),
    ...(signal && { signal: cancel.controller.signal }),
    ...(token && { cancelToken: cancel.source.token }),
    ...config,
    headers: { Authorization: `Bearer ${KEY}`, ...config?.headers },
  }
}

test('docs/axios.md lists the differences that were seen here, and no others', () => {
  const table = readFileSync(path.join(ROOT, 'docs/axios.md'), 'utf8').split('\n## What differs\n')[1].split('\n## ')[0]
  const titles = [...table.matchAll(/^\| ([^|]+?) +\|/gm)].slice(1).map(([, title]) => title)
  assert.deepEqual(
    titles.filter((title) => !/^-+$/.test(title)),
    Object.keys(DIFFERENCES),
  )
  assert.deepEqual(
    Object.keys(DIFFERENCES).filter((title) => !seen.has(title)),
    [],
  )
})
