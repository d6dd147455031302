'use strict'

// Invalid certificates, and a valid one.

const { KeyObject, webcrypto } = require('node:crypto')
require('reflect-metadata') // The next module needs it.
const x509 = require('@peculiar/x509')

const DAY = 24 * 60 * 60 * 1000
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const rsa = (modulusLength, hash) => ({
  name: 'RSASSA-PKCS1-v1_5',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength,
  hash,
})
/** A name in `subjectAltName` with its type. */
const typed = (name) => ({ type: /^[\d.]+$/.test(name) ? 'ip' : 'dns', value: name })

/**
 * A certificate that `issuer` signed, or a self-signed one. `days` are the begin and the end of its validity, from today.
 * `signedAs` replaces the name of `issuer`.
 */
async function issue({
  issuer,
  subject = 'CN=localhost',
  names = ['localhost', '127.0.0.1'],
  days = [-1, 2],
  isAuthority = false,
  usage = x509.ExtendedKeyUsage.serverAuth,
  algorithm = P256,
  extensions = [],
}) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: webcrypto.getRandomValues(Buffer.alloc(8)).toString('hex').replace(/^./, '1'),
      subject,
      issuer: issuer?.certificate.subject ?? subject,
      notBefore: new Date(Date.now() + days[0] * DAY),
      notAfter: new Date(Date.now() + days[1] * DAY),
      signingAlgorithm: issuer?.algorithm ?? algorithm,
      publicKey: keys.publicKey,
      signingKey: issuer?.privateKey ?? keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(isAuthority, undefined, true),
        ...(isAuthority ? [] : [new x509.ExtendedKeyUsageExtension([usage])]),
        ...(names.length > 0 && !isAuthority ? [new x509.SubjectAlternativeNameExtension(names.map(typed))] : []),
        ...extensions,
      ],
    },
    webcrypto,
  )
  return {
    certificate,
    algorithm,
    privateKey: keys.privateKey,
    pem: certificate.toString('pem'),
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }),
  }
}

const authority = (issuer, subject, more = {}) => issue({ issuer, subject, isAuthority: true, days: [-1, 9], ...more })

/** The extension that restricts an authority to this domain. */
function permittedName(name) {
  const sequence = (tag, bytes) => Buffer.concat([Buffer.from([tag, bytes.length]), bytes])
  const tree = sequence(0x30, sequence(0x82, Buffer.from(name)))
  return new x509.Extension('2.5.29.30', true, sequence(0x30, sequence(0xa0, tree)))
}

/** A chain of `depth` authorities below `root` and a leaf, in the order in which a server sends it. */
async function chain(root, depth, subject = (level) => `CN=level ${level}`) {
  const levels = [root]
  for (let level = 0; level < depth; level += 1) levels.unshift(await authority(levels[0], subject(level)))
  const leaf = await issue({ issuer: levels[0] })
  return { cert: [leaf, ...levels.slice(0, -1)].map(({ pem }) => pem).join('\n'), key: leaf.key }
}

/** Authorities with the same name, so that each could have signed every other. */
async function tangle(root, count) {
  const same = await Promise.all(Array.from({ length: count }, () => authority(root, 'CN=one of many')))
  const other = await authority(undefined, 'CN=stranger')
  const tangled = await Promise.all(same.map((issuer) => authority(issuer, 'CN=one of many')))
  const last = await authority(other, 'CN=one of many')
  const leaf = await issue({ issuer: last })
  return { cert: [leaf, ...tangled, ...tangled, ...same].map(({ pem }) => pem).join('\n'), key: leaf.key }
}

const served = ({ pem, key }, ...others) => ({ cert: [pem, ...others.map((other) => other.pem)].join('\n'), key })

module.exports = { issue, authority, chain, tangle, permittedName, served, rsa }
