// The server of the soak test, in a process of its own. It sends balances, a 422 for `bad`, a reset for `lost`, and nothing
// for `silent`. It reads no more than the path: requests have no body, and each connection has one at a time. With a folder
// that holds a certificate, it speaks TLS.

const { readFileSync } = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const tls = require('node:tls')

const BALANCES = JSON.stringify(
  ['aud', 'btc', 'eth'].map((currency) => ({ currency, balance: '1.5', locked: '0.0', account_type: 'spot' })),
)
const ERRORS = '{"errors":["public.market.doesnt_exist"]}'

const response = (status, body) =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
const GOOD = response('200 OK', BALANCES)
const BAD = response('422 Unprocessable Entity', ERRORS)

const folder = process.argv[2]
const read = (name) => readFileSync(path.join(folder, name))
const secureContext = folder && tls.createSecureContext({ cert: read('server.pem'), key: read('server.key') })

const server = net.createServer({ noDelay: true }, (socket) => {
  const stream = folder ? new tls.TLSSocket(socket, { isServer: true, secureContext }) : socket
  stream.setEncoding('latin1')
  stream.on('error', () => {})
  stream.on('data', (request) => {
    if (request.includes('/account/balances')) stream.write(GOOD)
    else if (request.includes('/bad/')) stream.write(BAD)
    else if (request.includes('/lost/')) socket.resetAndDestroy()
  })
})

server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))
