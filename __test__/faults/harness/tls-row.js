'use strict'

const { readFileSync } = require('node:fs')
const { certificates } = require('../../support/certificates.js')
const { temporaryFolder } = require('../../support/temporary-folder.js')

/** Fields of a row over TLS: creates the certificates, and gives them to server and client. */
const ENCRYPTED = {
  prepare(after) {
    const directory = temporaryFolder({ after })
    const { root, certificate, key } = certificates(directory)
    const read = (file) => readFileSync(file, 'utf8')
    return { directory, ca: read(root), cert: read(certificate), key: read(key) }
  },
  server: ({ cert, key }) => ({ tls: { cert, key } }),
  options: ({ ca }) => ({ ca }),
}

/** Like ENCRYPTED, with steps that replace the handshake. */
const HANDSHAKE = { ...ENCRYPTED, server: ({ cert, key }) => ({ tls: { cert, key }, handshake: true }) }

module.exports = { ENCRYPTED, HANDSHAKE }
