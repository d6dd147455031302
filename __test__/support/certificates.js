'use strict'

const { execFileSync } = require('node:child_process')
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')

/** A folder of its own for a test. */
function folder(t) {
  const name = mkdtempSync(path.join(tmpdir(), 'coinport-test-'))
  t.after(() => rmSync(name, { recursive: true, force: true }))
  return name
}

/** A root certificate, and one for `names` that it signed, by default loopback: the paths of their files. */
function certificates(directory, { days = '2', names = 'DNS:localhost,IP:127.0.0.1' } = {}) {
  const file = (name) => path.join(directory, name)
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    file('root.key'),
    '-out',
    file('root.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=coinport test root',
  )
  openssl('req', ...key, '-keyout', file('server.key'), '-out', file('server.csr'), '-subj', '/CN=localhost')
  writeFileSync(file('extensions'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  const signing = [
    '-CA',
    file('root.pem'),
    '-CAkey',
    file('root.key'),
    '-CAcreateserial',
    '-extfile',
    file('extensions'),
  ]
  openssl('x509', '-req', '-in', file('server.csr'), ...signing, '-days', days, '-out', file('server.pem'))
  return { root: file('root.pem'), certificate: file('server.pem'), key: file('server.key') }
}

module.exports = { folder, certificates }
