'use strict'

const { mkdtempSync, readFileSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { certificates } = require('../../support/certificates.js')

/** For a row that talks TLS: certificates as text, the server's options and the client's. */
const ENCRYPTED = {
  prepare(after) {
    const directory = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
    after(() => rmSync(directory, { recursive: true }))
    const { root, certificate, key } = certificates(directory)
    const read = (file) => readFileSync(file, 'utf8')
    return { directory, ca: read(root), cert: read(certificate), key: read(key) }
  },
  server: ({ cert, key }) => ({ tls: { cert, key } }),
  options: ({ ca }) => ({ ca }),
}

/** The same, with steps that take the place of the handshake. */
const HANDSHAKE = { ...ENCRYPTED, server: ({ cert, key }) => ({ tls: { cert, key }, handshake: true }) }

module.exports = { ENCRYPTED, HANDSHAKE }
