'use strict'

const { execFileSync } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const path = require('node:path')

/**
 * Creates a root certificate and a server certificate for `names`, by default loopback, that it signed. Returns the
 * paths of their files. `days` are the begin and the end of the validity, from today.
 */
function certificates(directory, { days = [-1, 2], names = 'DNS:localhost,IP:127.0.0.1' } = {}) {
  const file = (name) => path.join(directory, name)
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe', cwd: directory })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const root = ['-keyout', 'root.key', '-out', 'root.pem', '-days', '2', '-subj', '/CN=coinport test root']
  openssl('req', '-x509', ...key, ...root)
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost')
  writeFileSync(file('extensions'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  writeFileSync(file('index'), '')
  writeFileSync(file('serial'), '01')
  writeFileSync(
    file('ca'),
    '[ca]\ndefault_ca=own\n[own]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n',
  )
  const [from, to] = days.map(dateIn)
  const signing = ['-config', 'ca', '-cert', 'root.pem', '-keyfile', 'root.key', '-extfile', 'extensions']
  openssl(
    'ca',
    '-batch',
    '-notext',
    ...signing,
    '-startdate',
    from,
    '-enddate',
    to,
    '-in',
    'server.csr',
    '-out',
    'server.pem',
  )
  return { root: file('root.pem'), rootKey: file('root.key'), certificate: file('server.pem'), key: file('server.key') }
}

/** In the format of openssl: `20260131235959Z`. */
function dateIn(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+|[-:T]/g, '')
}

module.exports = { certificates }
