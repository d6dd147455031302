'use strict'

// The channels through which a key could leak. `read` returns all text of a channel; with `planted` it leaks the key on
// purpose, which the search must find.

const { existsSync, readFileSync } = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { inspect } = require('node:util')
const { startFaultServer } = require('../faults/servers/fault-server.js')
const { representations, speakHttp2 } = require('../faults/servers/http2-peer.js')
const { CANARY, FORMS, leaks } = require('./canary.js')
const { certificates } = require('./certificates.js')
const { temporaryFolder } = require('./temporary-folder.js')
const { runScript } = require('./script.js')
const { BALANCES, json, listen, serve } = require('./server.js')

const EVERYTHING = { RUST_LOG: 'trace', RUST_BACKTRACE: 'full', NODE_DEBUG: '*', DEBUG: '*' }
const EXTRAS = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }

/** An expression for the key, for scripts whose source must not contain it. */
const KEY = `Buffer.from('${Buffer.from(CANARY).toString('hex')}', 'hex').toString()`

const echo = ({ headers }) => headers.authorization ?? headers['x-auth-apikey']
/** A reply that succeeds, and others that fail and echo the key if they can. */
const REPLIES = [
  () => BALANCES,
  (request, response) => void json(response, 401, JSON.stringify({ errors: [echo(request)] })),
  (request, response) => void json(response, 200, JSON.stringify([{ currency: echo(request) }])),
  (request, response) => void json(response, 200, JSON.stringify({ [echo(request)]: { a: 1 } })),
  (request, response) => void json(response, 302, '', { location: `https://evil.example/?${echo(request)}` }),
  (request) => void request.socket.destroy(),
  () => undefined,
]

async function startServers(t) {
  const servers = await Promise.all(REPLIES.map((reply) => serve(t, reply)))
  return servers.map(({ baseUrl }) => baseUrl)
}

/** A script that calls every server with the key, prints each error, and then runs `more`. */
const callAll = (baseUrls, more = '') => `
  const { CoinPort } = require('coinport')
  const main = async () => {
    for (const baseUrl of ${JSON.stringify(baseUrls)}) {
      const coinport = new CoinPort({ baseUrl, apiKey: ${KEY}, timeout: 1500, maxRetries: 1 })
      const calls = [coinport.getBalances(), coinport.getTickers({}, { apiKey: ${KEY} })]
      const show = (error) => console.log(error, JSON.stringify(error))
      await Promise.all(calls.map((call) => call.catch(show)))
    }
    ${more}
  }
  main()`

async function output(source, options) {
  const { stdout, stderr, code } = await runScript(source, options)
  if (code !== 0) throw new Error(`the script ended with ${code}: ${stderr.slice(-2000)}`)
  return [stdout, stderr]
}

/** The clients and the errors of calls to all servers, made in this process. */
async function errors(t, apiKey = CANARY) {
  const { CoinPort } = require('coinport')
  const settled = await Promise.all(
    (await startServers(t)).map(async (baseUrl) => {
      const coinport = new CoinPort({ baseUrl, apiKey, timeout: 1500, maxRetries: 1 })
      return [coinport, await coinport.getBalances().catch((error) => error)]
    }),
  )
  return settled.flat()
}

/** A server that records all traffic to and from `port`. */
async function startWiretap(t, port) {
  const heard = []
  const server = net.createServer((socket) => {
    const upstream = net.connect(port, '127.0.0.1')
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ]) {
      from.on('data', (chunk) => heard.push(chunk))
      from.on('error', () => to.destroy())
      from.pipe(to)
    }
  })
  return { heard, port: await listen(t, server) }
}

/** Whether a text holds a test key in any form, UTF-16 as in V8's memory included. */
const holdsKey = (text) =>
  FORMS.some((form) => text.includes(form) || text.includes(Buffer.from(form, 'utf16le').toString('latin1')))

const CHANNELS = [
  {
    id: 'L01 to L04',
    title: 'errors and clients: printed, serialized, cloned and traversed',
    async read(t, planted) {
      const values = await errors(t)
      if (planted) Object.defineProperty(values.at(-1), 'hidden', { value: new Map([['deep', { key: CANARY }]]) })
      return values.flatMap(leaks)
    },
    isFound: () => true,
  },
  {
    id: 'L05',
    title: 'the output of a process with debug output on',
    read: async (t, planted) =>
      output(callAll(await startServers(t), planted ? `console.error(${KEY})` : ''), { env: EVERYTHING }),
  },
  {
    id: 'L09',
    title: 'URLs, bodies and other headers of requests',
    async read(t, planted) {
      const server = await startFaultServer([['request'], ['reply'], ['again']])
      t.after(() => server.close())
      const { CoinPort } = require('coinport')
      const coinport = new CoinPort({ baseUrl: server.baseUrl, apiKey: CANARY })
      await coinport.getBalances()
      await coinport.request('POST', 'market/orders', { market: 'btcaud' })
      if (planted) await coinport.request('GET', 'public/tickers', { token: CANARY })
      return server.requests.map(({ headers: { authorization, ...others }, ...request }) => inspect([request, others]))
    },
  },
  {
    id: 'L10',
    title: 'other servers: the target of a redirect, the proxy of a variable',
    async read(t, planted) {
      const trap = await startFaultServer([['request'], ['reply'], ['again']])
      t.after(() => trap.close())
      const { baseUrl } = await serve(t, (_, response) => void json(response, 307, '', { location: trap.baseUrl }))
      const proxy = `http://127.0.0.1:${trap.port}`
      const env = { http_proxy: proxy, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy }
      await output(callAll([baseUrl, planted && trap.baseUrl].filter(Boolean)), { env })
      return trap.connections.map(({ received }) => received.toString('latin1'))
    },
  },
  {
    id: 'L11',
    title: 'the wire below TLS',
    async read(t, planted) {
      const { root, certificate, key } = certificates(temporaryFolder(t))
      const [ca, cert, secret] = [root, certificate, key].map((file) => readFileSync(file, 'utf8'))
      const server = await startFaultServer(
        [['request'], ['reply'], ['again']],
        planted ? {} : { tls: { cert, key: secret } },
      )
      t.after(() => server.close())
      const tap = await startWiretap(t, server.port)
      const { CoinPort } = require('coinport')
      const baseUrl = server.baseUrl.replace(String(server.port), String(tap.port))
      await new CoinPort({ baseUrl, ca, apiKey: CANARY }).getBalances()
      if (server.requests.length !== 1 || tap.heard.length < 2) throw new Error('nothing went over the wire')
      return tap.heard.map((chunk) => chunk.toString('latin1'))
    },
  },
  {
    id: 'L12',
    title: 'SSLKEYLOGFILE',
    async read(t, planted) {
      const directory = temporaryFolder(t)
      const { root, certificate, key } = certificates(directory)
      const server = await startFaultServer([['request'], ['reply'], ['again']], {
        tls: { cert: readFileSync(certificate), key: readFileSync(key) },
      })
      t.after(() => server.close())
      const file = path.join(directory, 'keys')
      const other = `require('node:https').get('${server.baseUrl}', { agent: false, rejectUnauthorized: false }, (response) =>
        response.resume())`
      await output(planted ? other : callAll([server.baseUrl]), {
        env: { SSLKEYLOGFILE: file, NODE_EXTRA_CA_CERTS: root },
        args: planted ? [`--tls-keylog=${file}`] : [],
      })
      if (!planted && server.requests.length === 0) throw new Error('no TLS connection was made')
      return existsSync(file) ? [readFileSync(file, 'latin1')] : []
    },
    isFound: (text) => text.includes('SECRET'),
  },
  {
    id: 'L13',
    title: 'a diagnostic report',
    async read(t, planted) {
      const file = path.join(temporaryFolder(t), 'report.json')
      const write = `process.report.writeReport(${JSON.stringify(file)}, new Error('x'))`
      await output(callAll(await startServers(t), write), { env: planted ? { COINPORT_API_KEY: CANARY } : {} })
      return [readFileSync(file, 'utf8')]
    },
  },
  {
    id: 'L14',
    title: 'a heap snapshot, after the caller has dropped the key',
    async read(t, planted) {
      const file = path.join(temporaryFolder(t), 'heap')
      const { baseUrl } = await serve(t, BALANCES)
      await output(
        `const { CoinPort } = require('coinport')
        const make = () => new CoinPort({ baseUrl: '${baseUrl}', apiKey: ${planted ? 'globalThis.kept = ' : ''}${KEY} })
        globalThis.coinport = make()
        coinport.getBalances().then(() => setTimeout(() => {
          gc()
          gc()
          require('node:v8').writeHeapSnapshot(${JSON.stringify(file)})
          console.log(coinport)
        }, 100))`,
        { args: ['--expose-gc'] },
      )
      return [readFileSync(file, 'utf8')]
    },
  },
  {
    id: 'L17',
    title: 'the HPACK table: the key is a field that is never indexed',
    async read(t, planted) {
      // The index of `authorization` in the static table of HPACK.
      const AUTHORIZATION = 23
      if (planted) return representations(Buffer.from([0x40 | AUTHORIZATION, 1, 0x78])).map(({ kind }) => kind)
      const { root, certificate, key } = certificates(temporaryFolder(t))
      const peers = []
      const server = await startFaultServer(speakHttp2({}, peers), {
        tls: { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ['h2'] },
      })
      t.after(() => server.close())
      const { CoinPort } = require('coinport')
      const coinport = new CoinPort({ baseUrl: server.baseUrl, ca: readFileSync(root, 'utf8'), apiKey: CANARY })
      for (let call = 0; call < 3; call += 1) await coinport.getBalances()
      const found = peers.flatMap(({ requests }) =>
        requests.map(({ fields }) => fields.find(({ name }) => name === AUTHORIZATION)?.kind ?? 'indexed'),
      )
      if (found.length !== 3) throw new Error(`${found.length} requests`)
      return found
    },
    isFound: (kind) => kind !== 'never indexed',
  },
  {
    id: 'L19',
    title: 'diagnostics channels, async hooks, the performance timeline, the inspector',
    async read(t, planted) {
      const listen = `
        const { inspect } = require('node:util')
        const deep = { depth: 8, showHidden: true }
        const heard = []
        const channels = ['http.client.request.start', 'http.client.response.finish', 'net.client.socket', 'undici:request:create',
          'undici:client:sendHeaders', 'undici:request:headers', ...['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((name) => 'tracing:coinport:call:' + name)]
        for (const name of channels) require('node:diagnostics_channel').subscribe(name, (message) => heard.push(inspect(message, deep)))
        require('node:async_hooks').createHook({ init: (id, type, trigger, resource) => heard.push(type, resource) }).enable()
        const observer = new PerformanceObserver((list) => heard.push(inspect(list.getEntries(), deep)))
        observer.observe({ entryTypes: ['function', 'http', 'http2', 'net', 'dns', 'mark', 'measure', 'resource'] })
        const session = new (require('node:inspector').Session)()
        session.connect()
        session.on('inspectorNotification', (message) => heard.push(inspect(message, deep)))
        session.post('Network.enable', () => {})
        session.post('NodeTracing.start', { traceConfig: { includedCategories: ['node', 'v8'] } }, () => {})
      `
      const tell = `
        await new Promise((resolve) => setTimeout(resolve, 50))
        for (const one of heard) console.log(typeof one === 'string' ? one : inspect(one, deep))`
      const [baseUrl] = await startServers(t)
      const other = planted ? `await fetch('${baseUrl}', { headers: { authorization: ${KEY} } });` : ''
      return output(listen + callAll([baseUrl], other + tell))
    },
  },
  {
    id: 'L20',
    title: 'arguments and environment of the process',
    async read(t, planted) {
      const tell = `
        ${planted ? `process.title = ${KEY}` : ''}
        const read = (name) => require('node:fs').readFileSync('/proc/self/' + name, 'latin1')
        console.log(process.argv, process.execArgv, process.title, process.env, read('cmdline'), read('environ'))`
      return output(callAll(await startServers(t), tell))
    },
  },
  {
    id: 'L21',
    title: 'causes: only those of this package and of the caller',
    async read(t, planted) {
      const { CoinPortError } = require('coinport')
      const values = (await errors(t)).filter((value) => value instanceof CoinPortError)
      if (planted) values.push(new CoinPortError('x', { cause: new TypeError('hyper::Error(Connect)') }))
      return values.flatMap(({ cause }) =>
        cause === undefined || cause instanceof CoinPortError ? [] : [String(cause)],
      )
    },
    isFound: () => true,
  },
  {
    id: 'L22',
    title: 'the claims of a token',
    async read(t, planted) {
      const claims = JSON.stringify({ email: 'owner-4711@example.com', exp: 1_577_836_861, uid: 'ID12AB34CD56' })
      const encode = (text) => Buffer.from(text).toString('base64url')
      const values = await errors(t, `${encode('{"alg":"RS256"}')}.${encode(claims)}.${'s'.repeat(43)}`)
      if (planted) values.push(new Error(`token expired at 1577836861: ${encode(claims)}`))
      return values.map((value) => inspect(value, EXTRAS))
    },
    isFound: (text) => /owner-4711|1577836861|ID12AB34CD56|eyJ/.test(text),
  },
]

/** The texts of a channel that contain a key. */
async function search({ read, isFound = holdsKey }, t, planted) {
  return (await read(t, planted)).filter((text) => isFound(text))
}

module.exports = { CHANNELS, KEY, holdsKey, search }
