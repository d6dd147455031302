'use strict'

const { FORMS, CANARY_JWT } = require('../../../support/canary.js')
const { notRunWithoutRust, panickingPackage } = require('../../../support/panicking-addon.js')
const { runScript } = require('../../../support/script.js')
const { differs } = require('../../harness/invariants.js')
const { healthyReply, reply } = require('../../servers/replies.js')
const { must } = require('./scripts.js')

// Panics in the Rust code, which an addon that is built for this row has on demand.

/** Above the size from which a body is read on a thread of its own. */
const LARGE = JSON.stringify({ text: 'x'.repeat(1 << 20) })
const RESPONDING = [['request'], respond, ['again']]

function respond(connection) {
  const request = connection.requests.at(-1)
  return connection.write(request.path.endsWith('/large') ? reply('200 OK', LARGE) : healthyReply(request))
}

const INTERNAL = { name: 'CoinPortError', code: 'ERR_INTERNAL' }
/** Where the panic happens, the call, and how it must end. */
const PANICS = [
  ['start', 'client.getTicker("btcaud")', INTERNAL],
  ['call', 'client.getBalances()', INTERNAL],
  ['call', 'client.request("POST", "market/orders", {})', { ...INTERNAL, outcome: 'not_sent' }],
  ['decode', 'client.getBalances()', INTERNAL],
  ['decode', 'client.request("POST", "market/orders", {})', { ...INTERNAL, outcome: 'unknown' }],
  ['decode', 'client.request("GET", "large")', INTERNAL],
  // The lookup is repeated, as after any other failure of the resolver.
  ['resolve', 'named.getBalances()', { attempts: 2 }],
  // The call has ended before.
  ['drop', 'client.getBalances()', {}],
]

const script = (folder) => `
  const { CoinPort } = require(${JSON.stringify(folder)})
  const { injectPanic } = require(${JSON.stringify(`${folder}/coinport.node`)})
  const [baseUrl, named] = [process.env.BASE_URL, process.env.BASE_URL.replace('127.0.0.1', 'localhost')]
    .map((baseUrl) => new CoinPort({ baseUrl, apiKey: process.env.KEY, rateLimit: false, connectTimeout: 20_000 }))
  const client = baseUrl
  const shown = ({ name, code, outcome, attempts }) => ({ name, code, outcome, attempts })
  async function main() {
    const attempts = []
    require('node:diagnostics_channel').tracingChannel('coinport:call').subscribe({ asyncEnd: (call) => attempts.push(call.attempts) })
    const ends = []
    for (const [place, call] of [${PANICS.map(([place, call]) => `['${place}', () => ${call}]`).join()}]) {
      injectPanic(place)
      const end = await call().then(() => ({ attempts: attempts.at(-1) }), shown)
      const [{ balance }] = await client.getBalances()
      ends.push({ ...end, balance })
    }
    console.log(JSON.stringify(ends))
  }
  main()`

const rows = [
  {
    id: 'J21',
    title: 'a panic in each part of the addon',
    notRun: notRunWithoutRust(),
    async run({ faultServer, after }) {
      const server = await faultServer(RESPONDING)
      const folder = panickingPackage({ after })
      // L08: what Rust prints about a panic does not contain the key.
      const env = { BASE_URL: server.baseUrl, KEY: CANARY_JWT, RUST_BACKTRACE: 'full', RUST_LOG: 'trace' }
      const { code, stdout, stderr } = await runScript(script(folder), { env })
      must(code === 0, `the process ended with ${code}: ${stderr}`)
      must(!FORMS.some((form) => `${stdout}${stderr}`.includes(form)), 'L08: the key was printed')
      const ends = JSON.parse(stdout)
      const problems = PANICS.flatMap(([place, call, expected], index) => {
        const own = Object.entries({ ...expected, balance: '0.5' })
        return own.flatMap(([field, value]) => differs(`${place}: ${field} of ${call}`, ends[index][field], value))
      })
      const printed = stderr.match(/injected at \w+/g)?.map((text) => text.slice('injected at '.length))
      problems.push(
        ...differs(
          'the panics',
          printed,
          PANICS.map(([place]) => place),
        ),
      )
      must(problems.length === 0, problems.join('\n'))
    },
  },
]

module.exports = { rows }
