// From `require` to the first balances, in a process of its own: `node cold.js '<JSON>'`. Prints milliseconds.

const { performance } = require('node:perf_hooks')
const { CLIENTS } = require('./clients.js')

async function main({ client, asked, baseUrl, protocol }) {
  const started = performance.now()
  const fetchBody = await CLIENTS[client].make({ baseUrl, protocol })
  const data = await fetchBody(asked)
  const milliseconds = performance.now() - started
  if (data.length !== asked.rows) throw new Error(`${client} gives ${data.length} rows of ${asked.rows}`)
  process.stdout.write(JSON.stringify({ cold: milliseconds }), () => process.exit(0))
}

main(JSON.parse(process.argv[2]))
