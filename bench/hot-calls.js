// Measures how long it takes to build the result of a hot call from its packed form and from JSON, without the network.
// Prints microseconds as JSON: `{ getTrades: { kilobytes, packed, parse }, … }`.

const { once } = require('node:events')
const http = require('node:http')
const { performance } = require('node:perf_hooks')
const { HOT_CALLS } = require('./bodies.js')
const { KEY } = require('./keys.js')

const { CoinPort } = require('..')
const calls = require('../lib/generated/endpoints.js')
const builders = require('../lib/generated/builders.js')

const WARM_UP = 300
const BATCHES = 9
const BATCH = 100

async function main() {
  const figures = {}
  for (const [name, make] of Object.entries(HOT_CALLS)) figures[name] = await measure(name, make())
  process.stdout.write(JSON.stringify(figures), () => process.exit(0))
}

async function measure(name, body) {
  const { block, result } = await call(name, body)
  const build = builders[indexOf(name)]
  const text = JSON.stringify(result)
  return {
    kilobytes: body.length / 1024,
    packed: time(() => build(block)),
    parse: time(() => JSON.parse(text)),
  }
}

/** So often, a text of a response becomes known, and then comes as such. */
const UNTIL_KNOWN = 3

/** Makes the call to a server that sends `body`; returns the packed block and the result. */
async function call(name, body) {
  // Without the size of the list, a call would ask for a second page.
  const headers = { total: Object.keys(JSON.parse(body)).length }
  const server = http.createServer((_, response) => response.writeHead(200, headers).end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const coinport = new CoinPort({ baseUrl: `http://127.0.0.1:${server.address().port}`, apiKey: KEY })
  const index = indexOf(name)
  const build = builders[index]
  let block
  builders[index] = (packed) => {
    block = packed
    return build(packed)
  }
  let result
  for (let count = 0; count < UNTIL_KNOWN; count++)
    result = await coinport[name](...calls[index].keys.map(() => 'btcaud'))
  builders[index] = build
  server.close()
  if (!block) throw new Error(`${name} was not packed`)
  return { block, result }
}

const indexOf = (name) => calls.findIndex((known) => known.name === name)

/** Microseconds per call, the median of the batches. */
function time(build) {
  for (let count = 0; count < WARM_UP; count++) build()
  const batches = Array.from({ length: BATCHES }, () => {
    const started = performance.now()
    for (let count = 0; count < BATCH; count++) build()
    return ((performance.now() - started) * 1000) / BATCH
  })
  return batches.sort((a, b) => a - b)[Math.floor(BATCHES / 2)]
}

main()
