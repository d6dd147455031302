const { readFileSync } = require('node:fs')
const http = require('node:http')
const https = require('node:https')

// The clients, each used as its own documentation shows. `make` gives a function that fetches a path and resolves to the data.

const KEY = 'bench-key'
const authorization = { Authorization: `Bearer ${KEY}` }

/** What ours is called with for a path. */
const CALLS = { 'account/balances': 'getBalances', 'public/markets/tickers': 'getTickers' }

const CLIENTS = {
  coinport: {
    title: 'coinport',
    protocols: ['http', 'tls', 'http2'],
    make({ baseUrl, ca }) {
      const { CoinPort } = require(process.env.COINPORT_BENCH_ROOT ?? '..')
      const coinport = new CoinPort({ baseUrl, apiKey: KEY, rateLimit: false, ca: ca && readFileSync(ca) })
      return (path) => coinport[CALLS[path]]()
    },
  },
  axios: {
    title: 'axios',
    protocols: ['http', 'tls'],
    make({ baseUrl, ca }) {
      const axios = require('axios')
      if (ca) https.globalAgent.options.ca = readFileSync(ca)
      return async (path) => (await axios.get(`${baseUrl}/${path}`, { headers: authorization })).data
    },
  },
  'axios-agent': {
    title: 'axios, keep-alive agent',
    protocols: ['http', 'tls'],
    make({ baseUrl, ca }) {
      const axios = require('axios')
      const instance = axios.create({
        baseURL: baseUrl,
        headers: authorization,
        httpAgent: new http.Agent({ keepAlive: true }),
        httpsAgent: new https.Agent({ keepAlive: true, ca: ca && readFileSync(ca) }),
      })
      return async (path) => (await instance.get(path)).data
    },
  },
  undici: {
    title: 'undici request',
    protocols: ['http', 'tls', 'http2'],
    make({ baseUrl, ca, protocol }) {
      const { Agent, request } = require('undici')
      const dispatcher = new Agent({ allowH2: protocol === 'http2', connect: ca ? { ca: readFileSync(ca) } : {} })
      return async (path) => {
        const { body } = await request(`${baseUrl}/${path}`, { headers: authorization, dispatcher })
        return body.json()
      }
    },
  },
  fetch: {
    title: 'Node’s fetch',
    protocols: ['http', 'tls'],
    make({ baseUrl }) {
      return async (path) => (await fetch(`${baseUrl}/${path}`, { headers: authorization })).json()
    },
  },
  got: {
    title: 'got',
    protocols: ['http', 'tls', 'http2'],
    async make({ baseUrl, ca, protocol }) {
      const { got } = await import('got')
      const instance = got.extend({
        prefixUrl: baseUrl,
        headers: authorization,
        http2: protocol === 'http2',
        agent: { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) },
        https: ca ? { certificateAuthority: readFileSync(ca) } : {},
      })
      return (path) => instance.get(path).json()
    },
  },
  impit: {
    title: 'impit',
    protocols: ['http', 'tls', 'http2'],
    make({ baseUrl, ca }) {
      const { Impit } = require('impit')
      const impit = new Impit({ ignoreTlsErrors: Boolean(ca) })
      return async (path) => (await impit.fetch(`${baseUrl}/${path}`, { headers: authorization })).json()
    },
  },
}

module.exports = { CLIENTS }
