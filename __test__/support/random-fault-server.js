const net = require('node:net')
const { reset } = require('./reset.js')
const { listen } = require('./server.js')

// An exchange that mishandles some of its connections. It sends the balance of the currency that was asked for, and
// records the orders that it has received whole.

const balanceOf = (currency) => `{"currency":"${currency}","balance":"0.5","locked":"0.0","account_type":"spot"}`
const head = (length, status = '200 OK') =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
const whole = (body, status) => head(Buffer.byteLength(body), status) + body

/** What may go wrong with a response whose body is `body`. Those with `refuses` do not carry out an order. */
const FAULTS = {
  'a reset': reset,
  'an end': (socket) => socket.end(),
  'a reset in the headers': (socket, body) => socket.write(head(body.length).slice(0, 40), () => reset(socket)),
  'an end in the headers': (socket, body) => socket.end(head(body.length).slice(0, 40)),
  'a reset in the body': (socket, body) => socket.write(whole(body).slice(0, -10), () => reset(socket)),
  'an end in the body': (socket, body) => socket.end(whole(body).slice(0, -10)),
  'no HTTP': (socket) => socket.write('garbage\r\n\r\n'),
  'two lengths': (socket, body) => socket.write(whole(body).replace('\r\n\r\n', '\r\ncontent-length: 1\r\n\r\n')),
  'a chunk size that is no number': (socket, body) =>
    socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`),
  'a missing chunk': (socket, body) =>
    socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n`),
  'a byte at a time': async (socket, body) => {
    for (const byte of whole(body)) await new Promise((resolve) => socket.write(byte, resolve))
  },
  'an end after the response': (socket, body) => socket.end(whole(body)),
  'a body that is not JSON': (socket) => socket.write(whole('<html>')),
  503: refusal('503 Service Unavailable'),
  429: refusal('429 Too Many Requests'),
}

function refusal(status) {
  const send = (socket) => socket.write(whole('{"errors":["server.busy"]}', status))
  return Object.assign(send, { refuses: true })
}

/** Starts the server until the test ends. One response in `oneIn` has a fault, as `random` decides. */
async function startRandomFaultServer(t, { random, oneIn = 20 }) {
  const names = Object.keys(FAULTS)
  /** The number of times that each order was received, by its volume. */
  const orders = new Map()
  const faults = new Map()
  let isHealed = false

  function respond(socket, request, body) {
    const [, method, path] = /^(\w+) (\S+)/.exec(request)
    const name = !isHealed && random() % oneIn === 0 ? names[random() % names.length] : undefined
    if (name) faults.set(name, (faults.get(name) ?? 0) + 1)
    const fault = FAULTS[name]
    if (method === 'POST' && !fault?.refuses) {
      const { volume } = JSON.parse(body)
      orders.set(volume, (orders.get(volume) ?? 0) + 1)
    }
    const response = method === 'POST' ? body : balanceOf(path.split('/').at(-1))
    if (fault) fault(socket, response)
    else socket.write(whole(response, method === 'POST' ? '201 Created' : '200 OK'))
  }

  const server = net.createServer({ noDelay: true }, (socket) => {
    let received = ''
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('data', (text) => {
      received += text
      const end = received.indexOf('\r\n\r\n') + 4
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0)
      if (end < 4 || received.length < end + length) return
      const [request, body] = [received.slice(0, end), received.slice(end, end + length)]
      received = received.slice(end + length)
      respond(socket, request, body)
    })
  })
  const baseUrl = `http://127.0.0.1:${await listen(t, server)}/api/v2/peatio`
  const heal = () => {
    isHealed = true
  }
  return { baseUrl, orders, faults, heal }
}

module.exports = { startRandomFaultServer }
