// A CoinPort in a process of its own, to be killed: `fork(file, [port, ledger])`. Appends the volume of each order to the
// file `ledger` before it responds.

const { appendFileSync } = require('node:fs')
const http = require('node:http')
const { json, BALANCES } = require('./server.js')

const [port, ledger] = process.argv.slice(2)

const server = http.createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  if (request.method === 'POST') appendFileSync(ledger, `${JSON.parse(body).volume}\n`)
  // So that there are always requests in flight.
  setTimeout(() => json(response, request.method === 'POST' ? 201 : 200, body || BALANCES), 5)
})
server.listen(Number(port), '127.0.0.1', () => process.send('listening'))
