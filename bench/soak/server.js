// The other side of the soak, in a process of its own: `good` paths get balances, `bad` ones a 422, `lost` ones a reset,
// `silent` ones nothing. Requests have no body and one comes at a time, so that their first line says all. With a folder that
// has a certificate it speaks TLS.

const { readFileSync } = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const tls = require('node:tls')

const BALANCES = JSON.stringify(
  ['aud', 'btc', 'eth'].map((currency) => ({ currency, balance: '1.5', locked: '0.0', account_type: 'spot' })),
)
const REFUSAL = '{"errors":["public.market.doesnt_exist"]}'

const answer = (status, body) =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
const GOOD = answer('200 OK', BALANCES)
const BAD = answer('422 Unprocessable Entity', REFUSAL)

const folder = process.argv[2]
const read = (name) => readFileSync(path.join(folder, name))
const secureContext = folder && tls.createSecureContext({ cert: read('server.pem'), key: read('server.key') })

const server = net.createServer({ noDelay: true }, (socket) => {
  const stream = folder ? new tls.TLSSocket(socket, { isServer: true, secureContext }) : socket
  stream.setEncoding('latin1')
  stream.on('error', () => {})
  stream.on('data', (head) => {
    if (head.includes('/account/balances')) stream.write(GOOD)
    else if (head.includes('/bad/')) stream.write(BAD)
    else if (head.includes('/lost/')) socket.resetAndDestroy()
  })
})

server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))
