const { balances, computedTickers, newBalances, newTickers, tickers } = require('./bodies.js')

// The cases that are measured: a body, a protocol, and a number of calls in flight.

const BALANCES = { path: 'account/balances', call: 'getBalances' }
const TICKERS = { path: 'public/markets/tickers', call: 'getTickers' }

/** The bodies, by the folder of the server that holds them. */
const BODIES = {
  balances: { ...BALANCES, rows: 57, json: balances() },
  'balances-new': { ...BALANCES, rows: 57, json: newBalances(), form: 'another order and a new field' },
  'tickers-89': { ...TICKERS, rows: 89, json: tickers(89) },
  'tickers-190': { ...TICKERS, rows: 190, json: tickers(190) },
  'tickers-computed': { ...TICKERS, rows: 190, json: computedTickers(190), form: 'the second documented form' },
  'tickers-new': { ...TICKERS, rows: 190, json: newTickers(190), form: 'a new field' },
  'tickers-500': { ...TICKERS, rows: 500, json: tickers(500) },
}

/** Other forms of a body are measured for fewer clients: those that parse JSON cost the same. */
const FEW = ['coinport', 'axios', 'undici']

const CASES = [
  ['balances', 'http', 1],
  ['balances', 'http', 32],
  ['balances', 'http', 512],
  ['tickers-89', 'http', 32],
  ['tickers-190', 'http', 1],
  ['tickers-190', 'http', 32],
  ['tickers-500', 'http', 32],
  ['balances', 'tls', 32],
  ['tickers-190', 'tls', 32],
  ['balances', 'http2', 32],
  ['tickers-190', 'http2', 32],
  ['balances-new', 'http', 32, FEW],
  ['tickers-computed', 'http', 32, FEW],
  ['tickers-new', 'http', 32, FEW],
].map(([body, protocol, inFlight, clients]) => {
  const measured = { name: `${body}-${protocol}-${inFlight}`, body, protocol, inFlight }
  return clients ? { ...measured, clients } : measured
})

/** The first balances of a fresh process. */
const COLD_CASES = ['http', 'tls'].map((protocol) => ({ name: `cold-${protocol}`, body: 'balances', protocol }))

const PROTOCOLS = { http: 'HTTP/1.1', tls: 'HTTP/1.1 over TLS', http2: 'HTTP/2 over TLS' }

function titleOf({ body, protocol, inFlight }) {
  const { call, rows, json, form } = BODIES[body]
  const what = [call === BALANCES.call ? `balances, ${rows} rows` : `tickers, ${rows} markets`, form]
  const how = inFlight === undefined ? 'first call of a fresh process' : `${inFlight} in flight`
  return `${what.filter(Boolean).join(', ')}, ${Math.round(json.length / 1024)} KB, ${PROTOCOLS[protocol]}, ${how}`
}

module.exports = { BODIES, CASES, COLD_CASES, titleOf }
