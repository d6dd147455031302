const http = require('node:http')

/** Balances and tickers as the exchange sends them, for tests that are about something else. */
const BALANCES = '[{"currency":"btc","balance":"0.5","locked":"0.0","account_type":"spot"}]'
const TICKERS =
  '{"btcaud":{"at":"1732350005","ticker":{"at":"1732350005","avg_price":"1.5","high":"2.0","last":"1.5","low":"1.0",' +
  '"open":"1.0","price_change_percent":"+50.00%","volume":"3.0","amount":"2.0"}}}'

/**
 * A server on a free port of loopback, closed when the test ends. `answer` is a body, or a function of the request
 * and the response that may return one.
 */
async function serve(t, answer) {
  const requests = []
  const sockets = new Set()
  const server = http.createServer((request, response) => {
    requests.push(request)
    const body = typeof answer === 'function' ? answer(request, response) : answer
    if (body !== undefined) json(response, 200, body)
  })
  let connections = 0
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const baseUrl = `http://127.0.0.1:${server.address().port}/api/v2/peatio`
  return { baseUrl, requests, sockets, server, connections: () => connections }
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
}

module.exports = { serve, json, BALANCES, TICKERS }
