'use strict'

const zlib = require('node:zlib')
const { rateCounts } = require('../../support/counts.js')
const { BAD_RESPONSE, BODY_TRUNCATED, SUCCESS, UNKNOWN } = require('../harness/outcomes.js')
const { BALANCES, reply } = require('../servers/replies.js')

const MIB = 1024 * 1024
/** The default of `maxResponseSize`. */
const CAP = 16 * MIB
/** The number of responses at the same time. */
const PARALLEL = rateCounts(64)

const coded = (coding, body) => reply('200 OK', body, [`Content-Encoding: ${coding}`])
const respondWith = (bytes, end = ['again']) => [['request'], ['write', bytes], end]
const REFUSED = {
  read: { ...BAD_RESPONSE, requests: 1, attempts: 1 },
  write: { ...BAD_RESPONSE, ...UNKNOWN },
}
const TOO_LARGE = {
  read: { ...REFUSED.read, message: /larger than maxResponseSize/, ended: true },
  write: { ...REFUSED.write, message: /larger than maxResponseSize/, ended: true },
}
const ACCEPTED = { read: { ...SUCCESS, requests: 1, value: (rows) => rows?.[0].balance === '0.5' } }

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const chunkedHead = (coding) => `${HEAD}Content-Encoding: ${coding}\r\nTransfer-Encoding: chunked\r\n\r\n`
const chunk = (bytes) => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

const gzip = zlib.gzipSync(BALANCES)
/** The header of a gzip stream, and a compressed MiB of zeros that can be repeated endlessly. */
const GZIP_HEAD = gzip.subarray(0, 10)
const MIB_OF_ZEROS = zlib.deflateRawSync(Buffer.alloc(MIB), { finishFlush: zlib.constants.Z_FULL_FLUSH })

/** A copy of `bytes` with `count` of them changed, from `start` on. */
function damaged(bytes, start, count = 1) {
  const copy = Buffer.from(bytes)
  for (let index = start; index < start + count; index += 1) copy[index] ^= 0xff
  return copy
}

const padded = (length) => BALANCES + ' '.repeat(length - BALANCES.length)

const rows = [
  {
    id: 'E01',
    title: 'a gzip bomb of 10 GB',
    steps: [
      ['request'],
      ['write', chunkedHead('gzip')],
      ['write', chunk(GZIP_HEAD)],
      ['flood', chunk(Buffer.concat(Array(64).fill(MIB_OF_ZEROS))), 160],
    ],
    read: { ...TOO_LARGE.read, rise: 48, cpu: 200 },
    write: { ...TOO_LARGE.write, rise: 48, cpu: 200 },
  },
  {
    id: 'E02',
    title: 'other bombs',
    cases: [
      {
        name: 'brotli',
        steps: () =>
          respondWith(
            coded(
              'br',
              zlib.brotliCompressSync(Buffer.alloc(256 * MIB), {
                params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 },
              }),
            ),
          ),
        read: { ...TOO_LARGE.read, rise: 48, cpu: 200 },
      },
      // These are not requested, and not decompressed.
      {
        name: 'deflate',
        steps: () => respondWith(coded('deflate', zlib.deflateSync(Buffer.alloc(256 * MIB)))),
        ...REFUSED,
      },
      { name: 'zstd', steps: respondWith(coded('zstd', Buffer.from('28b52ffd', 'hex'))), ...REFUSED },
      {
        name: 'gzip twice',
        steps: respondWith(coded('gzip, gzip', zlib.gzipSync(zlib.gzipSync(BALANCES)))),
        ...REFUSED,
      },
    ],
  },
  {
    id: 'E03',
    title: 'damaged gzip',
    cases: [
      { name: 'in the header', steps: respondWith(coded('gzip', damaged(gzip, 0, 2))), ...REFUSED },
      { name: 'in the middle', steps: respondWith(coded('gzip', damaged(gzip, 20, 8))), ...REFUSED },
      { name: 'in the checksum', steps: respondWith(coded('gzip', damaged(gzip, gzip.length - 8))), ...REFUSED },
      { name: 'in the length', steps: respondWith(coded('gzip', damaged(gzip, gzip.length - 4))), ...REFUSED },
      ...[1, 9, gzip.length - 12].map((cut) => ({
        name: `${cut} bytes short`,
        steps: respondWith(coded('gzip', gzip.subarray(0, -cut))),
        ...REFUSED,
      })),
      {
        name: 'cut off by the end of the connection',
        steps: respondWith(coded('gzip', gzip).subarray(0, -20), ['half-close']),
        read: { ...BODY_TRUNCATED, requests: 3 },
        write: { ...BODY_TRUNCATED, ...UNKNOWN },
      },
      { name: 'as brotli', steps: respondWith(coded('br', gzip)), ...REFUSED },
    ],
  },
  {
    id: 'E04',
    title: 'a coding that was not requested',
    cases: [
      { name: 'deflate', steps: respondWith(coded('deflate', zlib.deflateSync(BALANCES))), ...REFUSED },
      { name: 'gzip that is not declared', steps: respondWith(reply('200 OK', gzip)), ...REFUSED },
    ],
  },
  {
    id: 'E05',
    title: 'an unknown coding',
    cases: [
      {
        name: 'foo',
        steps: respondWith(coded('foo', BALANCES)),
        read: { ...REFUSED.read, message: /compressed/ },
        write: { ...REFUSED.write, message: /compressed/ },
      },
      { name: 'identity', steps: respondWith(coded('identity', BALANCES)), ...ACCEPTED },
      {
        name: 'of an error response, which keeps its status',
        steps: respondWith(reply('401 Unauthorized', '{}', ['Content-Encoding: foo'])),
        read: { class: 'AuthenticationError', status: 401, requests: 1 },
      },
    ],
  },
  {
    id: 'E06',
    title: 'gzip of several members, and trailing garbage',
    cases: [
      {
        name: 'two members',
        steps: respondWith(
          coded('gzip', Buffer.concat([zlib.gzipSync(BALANCES.slice(0, 20)), zlib.gzipSync(BALANCES.slice(20))])),
        ),
        ...ACCEPTED,
      },
      {
        name: 'trailing garbage',
        steps: respondWith(coded('gzip', Buffer.concat([gzip, Buffer.from('garbage')]))),
        ...REFUSED,
      },
    ],
  },
  {
    id: 'E07',
    title: 'a Content-Length of 100 MB',
    steps: [['request'], ['write', `${HEAD}Content-Length: 100000000\r\n\r\n`], ['flood', ' '.repeat(64 * 1024)]],
    ...TOO_LARGE,
  },
  {
    id: 'E08',
    title: 'a Content-Length of 2^60',
    steps: respondWith(`${HEAD}Content-Length: ${2n ** 60n}\r\n\r\n${BALANCES}`),
    read: { ...TOO_LARGE.read, rise: 8 },
    write: { ...TOO_LARGE.write, rise: 8 },
  },
  {
    id: 'E09',
    title: 'at the limit, and one byte above it',
    cases: [
      [BALANCES.length, { maxResponseSize: BALANCES.length }],
      [CAP, {}],
    ].flatMap(([size, options]) => [
      {
        name: `${size}`,
        options,
        steps: () => respondWith(reply('200 OK', padded(size))),
        read: { ...ACCEPTED.read, rise: 64 },
      },
      ...[
        ['with a length', (body) => reply('200 OK', body)],
        [
          'in chunks',
          (body) =>
            Buffer.concat([
              Buffer.from(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`),
              chunk(Buffer.from(body)),
              Buffer.from('0\r\n\r\n'),
            ]),
        ],
        ['in gzip', (body) => coded('gzip', zlib.gzipSync(body))],
      ].map(([name, make]) => ({
        name: `${size + 1} ${name}`,
        options,
        steps: () => respondWith(make(padded(size + 1))),
        read: { ...REFUSED.read, message: /larger than maxResponseSize/, rise: 64 },
      })),
    ]),
  },
  {
    id: 'E10',
    title: 'many responses of 100 MB at the same time',
    steps: [
      ['request'],
      ['write', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`],
      ['flood', chunk(Buffer.alloc(64 * 1024, ' ')), 1600],
    ],
    call: async (client) => {
      const calls = Array.from({ length: PARALLEL }, () => client.getBalances())
      const ended = await Promise.allSettled(calls)
      return ended.map(({ reason }) => `${reason?.code} ${/larger than maxResponseSize/.test(reason?.message)}`)
    },
    read: {
      value: (codes) => codes.length === PARALLEL && codes.every((code) => code === 'ERR_BAD_RESPONSE true'),
      rise: (PARALLEL * CAP) / MIB + 32,
      requests: PARALLEL,
      ended: true,
    },
  },
]

module.exports = { group: 'E', title: 'content coding and size', rows }
