const http = require('node:http')
const net = require('node:net')

/** Valid bodies, for tests that are not about bodies. */
const BALANCES = '[{"currency":"btc","balance":"0.5","locked":"0.0","account_type":"spot"}]'
const TICKERS =
  '{"btcaud":{"at":"1732350005","ticker":{"at":"1732350005","avg_price":"1.5","high":"2.0","last":"1.5","low":"1.0",' +
  '"open":"1.0","price_change_percent":"+50.00%","volume":"3.0","amount":"2.0"}}}'

/**
 * A CoinPort on a free port, closed when the test ends. `reply` is the body of each response, or a function of the
 * request and the response that may return it.
 */
async function serve(t, reply) {
  const requests = []
  const sockets = new Set()
  const server = http.createServer((request, response) => {
    requests.push(request)
    const body = typeof reply === 'function' ? reply(request, response) : reply
    if (body !== undefined) json(response, 200, body)
  })
  let connections = 0
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const baseUrl = `http://127.0.0.1:${await listen(t, server)}/api/v2/peatio`
  return { baseUrl, requests, sockets, server, connections: () => connections }
}

/** Listens on a free port of loopback until the test ends; returns the port. */
async function listen(t, server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sockets = new Set()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return server.address().port
}

/** A loopback port without a listener. */
async function closedPort() {
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
}

module.exports = { serve, listen, closedPort, json, BALANCES, TICKERS }
