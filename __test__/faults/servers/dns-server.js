'use strict'

const dgram = require('node:dgram')
const { once } = require('node:events')

const NO_SUCH_NAME = 3

/**
 * A name server on port 53 of loopback, for a row with its own network namespace. `answer(name)` returns a list of
 * IPv4 addresses, `null` for a name that does not exist, `undefined` for no response. `asked` lists the names that were looked up.
 */
async function startDns(answer) {
  const asked = []
  const server = dgram.createSocket('udp4')
  server.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query)
    asked.push(name)
    const addresses = answer(name)
    if (addresses !== undefined) server.send(reply(query, end, addresses, type), from.port, from.address)
  })
  server.bind(53, '127.0.0.1')
  await once(server, 'listening')
  return { asked, close: () => server.close() }
}

function readQuestion(query) {
  const labels = []
  let at = 12
  for (let length = query[at]; length > 0; length = query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function reply(query, end, addresses, type) {
  const A = 1
  const records = type === A ? (addresses ?? []) : []
  const message = Buffer.from(query.subarray(0, end))
  message.writeUInt16BE(0x8180 | (addresses === null ? NO_SUCH_NAME : 0), 2)
  message.writeUInt16BE(records.length, 6)
  message.writeUInt32BE(0, 8)
  const record = (address) => Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)])
  return Buffer.concat([message, ...records.map(record)])
}

module.exports = { startDns }
