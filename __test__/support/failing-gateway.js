'use strict'

// A gateway in front of a sandbox that fails at random.

const http = require('node:http')
const { setTimeout: wait } = require('node:timers/promises')
const { listen } = require('./server.js')

/** What may go wrong with a request: whether the exchange still handles it, at once or later, and what is sent instead. */
const FAULTS = {
  'dropped on arrival': { send: (response) => response.destroy() },
  'dropped after it was carried out': { isHandled: true, send: (response) => response.destroy() },
  'cut in the response': { isHandled: true, send: sendCut },
  503: { send: (response) => sendWhole(response, 503, '') },
  429: { send: (response) => sendWhole(response, 429, 'Retry later\n') },
  '502 after it was carried out': {
    isHandled: true,
    send: (response) => sendWhole(response, 502, '<html>502 Bad Gateway</html>'),
  },
  '504 before it is carried out': { isHandled: true, isLate: true, send: (response) => sendWhole(response, 504, '') },
}
/** How much later. A signed request is still accepted then. */
const LATE_MS = 2000

/**
 * Starts the gateway until the test ends. Once `oneIn(n)` was called, one request in `n` fails, as `random` decides.
 * `handled(method, path)` is called after the exchange has handled a request. Returns the base URL, the number of requests, and
 * the number of faults by kind.
 */
async function startFailingGateway(t, { url, random, handled }) {
  const { port, pathname } = new URL(url)
  const agent = new http.Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  const kinds = Object.keys(FAULTS)
  const gateway = { requests: 0, faults: Object.fromEntries(kinds.map((kind) => [kind, 0])), oneIn }
  let rarity = Number.POSITIVE_INFINITY

  function oneIn(n) {
    rarity = n
  }

  const server = http.createServer(async (request, response) => {
    const body = await readAll(request)
    gateway.requests += 1
    const fails = Number.isFinite(rarity) && random() % rarity === 0
    const kind = fails ? kinds[random() % kinds.length] : undefined
    if (fails) gateway.faults[kind] += 1
    const { isHandled = false, isLate = false, send } = fails ? FAULTS[kind] : { isHandled: true, send: sendWhole }
    if (!isHandled || isLate) send(response)
    if (!isHandled) return
    if (isLate) await wait(LATE_MS)
    const options = { port, agent, method: request.method, path: request.url, headers: request.headers }
    const forwarded = http.request(options, async (answer) => {
      const text = await readAll(answer)
      handled(request.method, request.url.slice(pathname.length + 1))
      if (!isLate) send(response, answer.statusCode, text, answer.headers)
    })
    // The sandbox may be closed by then.
    forwarded.on('error', () => response.destroy())
    forwarded.end(body)
  })
  gateway.url = `http://127.0.0.1:${await listen(t, server)}${pathname}`
  return gateway
}

async function readAll(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function sendWhole(response, status, body, headers) {
  response.writeHead(status, headers).end(body)
}

function sendCut(response, status, body, { 'transfer-encoding': _, ...headers }) {
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.write(body.subarray(0, body.length / 2), () => response.destroy())
}

module.exports = { startFailingGateway }
