const http = require('node:http')
const https = require('node:https')
const { KEY } = require('./keys.js')

// The clients, each used as its documentation shows. `make` returns a function that fetches a body of cases.js and resolves
// to its data. NODE_EXTRA_CA_CERTS names the certificate of the server.

const headers = { Authorization: `Bearer ${KEY}` }

const HTTP1 = ['http', 'tls']
const ALL = ['http', 'tls', 'http2']

const CLIENTS = {
  coinport: {
    title: 'coinport',
    protocols: ALL,
    make({ baseUrl, key = KEY }) {
      const { CoinPort } = require(process.env.COINPORT_BENCH_ROOT ?? '..')
      const coinport = new CoinPort({ baseUrl, apiKey: key, rateLimit: false })
      return ({ call }) => coinport[call]()
    },
  },
  axios: {
    title: 'axios',
    package: 'axios',
    protocols: HTTP1,
    make({ baseUrl }) {
      const axios = require('axios')
      return async ({ path }) => (await axios.get(`${baseUrl}/${path}`, { headers })).data
    },
  },
  'axios-agent': {
    title: 'axios, keep-alive agent',
    protocols: HTTP1,
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
    protocols: ALL,
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
    protocols: HTTP1,
    make({ baseUrl }) {
      return async ({ path }) => (await fetch(`${baseUrl}/${path}`, { headers })).json()
    },
  },
  got: {
    title: 'got',
    package: 'got',
    protocols: ALL,
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
    protocols: ALL,
    make({ baseUrl, protocol }) {
      const { Impit } = require('impit')
      // Impit does not read NODE_EXTRA_CA_CERTS.
      const impit = new Impit({ ignoreTlsErrors: protocol !== 'http' })
      return async ({ path }) => (await impit.fetch(`${baseUrl}/${path}`, { headers })).json()
    },
  },
}

/** The least that any client written in JavaScript can cost. */
const PARSE = {
  title: '`JSON.parse` alone',
  make:
    () =>
    async ({ json }) =>
      JSON.parse(json),
}

module.exports = { CLIENTS, PARSE }
