// The other side of the soak, in a process of its own: `good` paths get balances, `bad` ones a 422, `lost` ones a reset,
// `silent` ones nothing. Requests have no body and one comes at a time, so that their first line says all.

const net = require('node:net')

const BALANCES = JSON.stringify(
  ['aud', 'btc', 'eth'].map((currency) => ({ currency, balance: '1.5', locked: '0.0', account_type: 'spot' })),
)
const REFUSAL = '{"errors":["public.market.doesnt_exist"]}'

const answer = (status, body) =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
const GOOD = answer('200 OK', BALANCES)
const BAD = answer('422 Unprocessable Entity', REFUSAL)

const server = net.createServer({ noDelay: true }, (socket) => {
  socket.setEncoding('latin1')
  socket.on('error', () => {})
  socket.on('data', (head) => {
    if (head.includes('/account/balances')) socket.write(GOOD)
    else if (head.includes('/bad/')) socket.write(BAD)
    else if (head.includes('/lost/')) socket.resetAndDestroy()
  })
})

server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))
