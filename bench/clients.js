const http = require('node:http')
const https = require('node:https')
const { KEY } = require('./keys.js')

// The clients, each used as its own documentation shows. `make` gives a function that fetches a body of
// cases.js from below `baseUrl` with a key and resolves to its data. The certificate of the server is trusted by NODE_EXTRA_CA_CERTS.

const headers = { Authorization: `Bearer ${KEY}` }

const ONE = ['http', 'tls']
const BOTH = ['http', 'tls', 'http2']

const CLIENTS = {
  coinport: {
    title: 'coinport',
    protocols: BOTH,
    make({ baseUrl, key = KEY }) {
      const { CoinPort } = require(process.env.COINPORT_BENCH_ROOT ?? '..')
      const coinport = new CoinPort({ baseUrl, apiKey: key, rateLimit: false })
      return ({ call }) => coinport[call]()
    },
  },
  axios: {
    title: 'axios',
    package: 'axios',
    protocols: ONE,
    make({ baseUrl }) {
      const axios = require('axios')
      return async ({ path }) => (await axios.get(`${baseUrl}/${path}`, { headers })).data
    },
  },
  'axios-agent': {
    title: 'axios, keep-alive agent',
    protocols: ONE,
    make({ baseUrl }) {
      const axios = require('axios')
      const instance = axios.create({
        baseURL: baseUrl,
        headers,
        httpAgent: new http.Agent({ keepAlive: true }),
        httpsAgent: new https.Agent({ keepAlive: true }),
      })
      return async ({ path }) => (await instance.get(path)).data
    },
  },
  undici: {
    title: 'undici request',
    package: 'undici',
    protocols: BOTH,
    make({ baseUrl, protocol }) {
      const { Agent, request } = require('undici')
      const dispatcher = new Agent({ allowH2: protocol === 'http2' })
      return async ({ path }) => {
        const { body } = await request(`${baseUrl}/${path}`, { headers, dispatcher })
        return body.json()
      }
    },
  },
  fetch: {
    title: 'Node’s fetch',
    protocols: ONE,
    make({ baseUrl }) {
      return async ({ path }) => (await fetch(`${baseUrl}/${path}`, { headers })).json()
    },
  },
  got: {
    title: 'got',
    package: 'got',
    protocols: BOTH,
    async make({ baseUrl, protocol }) {
      const { got } = await import('got')
      const instance = got.extend({
        prefixUrl: baseUrl,
        headers,
        http2: protocol === 'http2',
        agent: { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) },
      })
      return ({ path }) => instance.get(path).json()
    },
  },
  impit: {
    title: 'impit',
    package: 'impit',
    protocols: BOTH,
    make({ baseUrl, protocol }) {
      const { Impit } = require('impit')
      // It does not look at NODE_EXTRA_CA_CERTS.
      const impit = new Impit({ ignoreTlsErrors: protocol !== 'http' })
      return async ({ path }) => (await impit.fetch(`${baseUrl}/${path}`, { headers })).json()
    },
  },
}

/** The floor of every client that is written in JavaScript: its `JSON.parse`, and nothing else. */
const PARSE = {
  title: '`JSON.parse` alone',
  make:
    () =>
    async ({ json }) =>
      JSON.parse(json),
}

module.exports = { CLIENTS, PARSE }
