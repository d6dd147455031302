const net = require('node:net')
const { listen } = require('./server.js')

/** Starts a TCP load balancer that connects to the first of these ports that accepts, in random order. */
async function startBalancer(t, ports) {
  const balancer = net.createServer((socket) => {
    socket.on('error', () => {})
    const lead = ([port, ...others]) => {
      if (port === undefined) return socket.destroy()
      const upstream = net.connect(port, '127.0.0.1')
      upstream.once('error', () => lead(others))
      upstream.once('connect', () => {
        upstream.removeAllListeners('error').on('error', () => socket.destroy())
        socket.on('close', () => upstream.destroy())
        socket.pipe(upstream).pipe(socket)
      })
    }
    lead(Math.random() < 0.5 ? ports : ports.toReversed())
  })
  return `http://127.0.0.1:${await listen(t, balancer)}/api/v2/peatio`
}

module.exports = { startBalancer }
