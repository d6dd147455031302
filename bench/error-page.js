// `node error-page.js '<JSON>'` prints the CPU time in microseconds of a coinport call that gets a large error page.

const { CoinPort } = require(process.env.COINPORT_BENCH_ROOT ?? '..')
const { keyOf } = require('./keys.js')

const WARM_UP = 20
const CALLS = 100

async function main({ baseUrl, keyLength }) {
  const coinport = new CoinPort({ baseUrl, apiKey: keyOf(keyLength), rateLimit: false, maxRetries: 0 })
  const fail = async () => {
    const { status } = await coinport.getBalances().catch((error) => error)
    if (status !== 500) throw new Error(`the status is ${status} instead of 500`)
  }
  for (let count = 0; count < WARM_UP; count++) await fail()
  const before = process.cpuUsage()
  for (let count = 0; count < CALLS; count++) await fail()
  const { user, system } = process.cpuUsage(before)
  process.stdout.write(JSON.stringify({ errorPage: (user + system) / CALLS }), () => process.exit(0))
}

main(JSON.parse(process.argv[2]))
