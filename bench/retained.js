// `node bench/retained.js` prints the heap that a string of a result takes if a program keeps it and drops the rest, for
// results of coinport and of `JSON.parse`. The bytes include the string's slot in an array. `--json` prints JSON.

const { once } = require('node:events')
const http = require('node:http')
const { setFlagsFromString } = require('node:v8')
const { runInNewContext } = require('node:vm')
const { balances, tickers } = require('./bodies.js')
const { CoinPort } = require('..')

const MARKETS = 190
const POLLS = 200

const DECIMALS = ['avg_price', 'high', 'last', 'low', 'open', 'volume', 'amount']

/** The strings that the program keeps, and the call that returns them. */
const KEPT = {
  'every decimal': ['getTickers', decimals],
  'one decimal in ten': ['getTickers', (result) => decimals(result).filter((_, index) => index % 10 === 0)],
  'every decimal of 13 characters and more': ['getTickers', (result) => decimals(result).filter(isLong)],
  'one of these in a poll': ['getTickers', (result) => [decimals(result).find(isLong)]],
  'every deposit address': [
    'getBalances',
    (result) => result.flatMap(({ deposit_address }) => (deposit_address ? [deposit_address.address] : [])),
  ],
}

const BODIES = {
  getTickers: (poll) => tickers(MARKETS, poll * MARKETS),
  getBalances: (poll) => balances(poll * MARKETS),
}

async function main() {
  let body
  const server = http.createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${server.address().port}`
  const coinport = new CoinPort({ baseUrl, apiKey: 'bench-key', rateLimit: false })
  const figures = {}
  for (const [what, [call, select]] of Object.entries(KEPT)) {
    const poll = (index) => {
      body = BODIES[call](index)
      return coinport[call]()
    }
    const parse = (index) => JSON.parse(BODIES[call](index))
    figures[what] = { coinport: await bytes(poll, select), 'JSON.parse': await bytes(parse, select) }
  }
  server.close()
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
  else console.table(figures)
}

function decimals(result) {
  return Object.values(result).flatMap(({ ticker }) => DECIMALS.map((name) => ticker[name]))
}

function isLong(decimal) {
  return decimal.length >= 13
}

/** Bytes per kept string, after a round that only warms up. */
async function bytes(poll, select) {
  const warmUp = await keep(poll, select)
  warmUp.length = 0
  const before = heap()
  const kept = await keep(poll, select)
  return Math.round((heap() - before) / kept.length)
}

async function keep(poll, select) {
  const kept = []
  for (let index = 0; index < POLLS; index += 1) kept.push(...select(await poll(index)))
  return kept
}

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc')

function heap() {
  gc()
  gc()
  return process.memoryUsage().heapUsed
}

main()
