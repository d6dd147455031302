const { once } = require('node:events')
const net = require('node:net')

/** A CONNECT proxy that leads any name to loopback, to `port` or the one asked for; `heads` are the requests it saw. */
async function startProxy(t, port) {
  const heads = []
  const proxy = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (head) => {
      heads.push(head.toString())
      const upstream = net.connect(port ?? portIn(head), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(upstream).pipe(socket)
      })
      upstream.on('error', () => {})
    })
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  t.after(() => proxy.close())
  return { heads, host: `127.0.0.1:${proxy.address().port}` }
}

const portIn = (head) => Number(/^CONNECT \S+:(\d+) /.exec(head)[1])

module.exports = { startProxy }
