const net = require('node:net')
const { listen } = require('./server.js')

/** A CONNECT proxy that connects every name to loopback, at `port` or the requested port. */
async function startProxy(t, port) {
  const requests = []
  const proxy = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (request) => {
      requests.push(request.toString())
      const upstream = net.connect(port ?? portIn(request), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(upstream).pipe(socket)
      })
      upstream.on('error', () => {})
    })
  })
  return { requests, host: `127.0.0.1:${await listen(t, proxy)}` }
}

const portIn = (request) => Number(/^CONNECT \S+:(\d+) /.exec(request)[1])

module.exports = { startProxy }
