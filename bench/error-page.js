// What a large error page costs coinport: `node error-page.js '<JSON>'`. Prints the CPU time of a call, in microseconds.

const { CoinPort } = require(process.env.COINPORT_BENCH_ROOT ?? '..')
const { keyOf } = require('./keys.js')

const WARM_UP = 20
const CALLS = 100

async function main({ baseUrl, keyLength }) {
  const coinport = new CoinPort({ baseUrl, apiKey: keyOf(keyLength), rateLimit: false, maxRetries: 0 })
  const fail = async () => {
    const { status } = await coinport.getBalances().catch((error) => error)
    if (status !== 500) throw new Error(`the server answered ${status}`)
  }
  for (let count = 0; count < WARM_UP; count++) await fail()
  const before = process.cpuUsage()
  for (let count = 0; count < CALLS; count++) await fail()
  const { user, system } = process.cpuUsage(before)
  process.stdout.write(JSON.stringify({ errorPage: (user + system) / CALLS }), () => process.exit(0))
}

main(JSON.parse(process.argv[2]))
