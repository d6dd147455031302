'use strict'

// TLS records as bytes, for rows whose steps replace the handshake.

const record = (type, payload) =>
  Buffer.concat([Buffer.from([type, 3, 3, payload.length >> 8, payload.length & 255]), payload])

/** An alert. `level` 1 is a warning, 2 is fatal. */
const alert = (level, description) => record(21, Buffer.from([level, description]))
const HANDSHAKE_FAILURE = alert(2, 40)
const CLOSE_NOTIFY = alert(1, 0)

/** A TLS 1.2 ServerHello whose random ends with `sentinel`. */
function serverHello(sentinel = '') {
  const random = Buffer.concat([Buffer.alloc(32 - sentinel.length, 7), Buffer.from(sentinel, 'latin1')])
  const EXTENDED_MASTER_SECRET = [0, 23, 0, 0]
  const RENEGOTIATION = [0xff, 1, 0, 1, 0]
  const extensions = Buffer.from([...EXTENDED_MASTER_SECRET, ...RENEGOTIATION])
  const ECDHE_ECDSA_AES128_GCM = [0xc0, 0x2b]
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    random,
    Buffer.from([0, ...ECDHE_ECDSA_AES128_GCM, 0, 0, extensions.length]),
    extensions,
  ])
  return record(22, Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]))
}

module.exports = { record, serverHello, HANDSHAKE_FAILURE, CLOSE_NOTIFY }
