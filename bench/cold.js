// `node cold.js '<JSON>'` prints the milliseconds from `require` to the first balances, in a fresh process.

const { performance } = require('node:perf_hooks')
const { CLIENTS } = require('./clients.js')

async function main({ client, body, baseUrl, protocol }) {
  const started = performance.now()
  const fetchBody = await CLIENTS[client].make({ baseUrl, protocol })
  const data = await fetchBody(body)
  const milliseconds = performance.now() - started
  if (data.length !== body.rows) throw new Error(`${client} returned ${data.length} rows instead of ${body.rows}`)
  process.stdout.write(JSON.stringify({ cold: milliseconds }), () => process.exit(0))
}

main(JSON.parse(process.argv[2]))
