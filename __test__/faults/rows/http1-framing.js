'use strict'

const { CANARY_JWT } = require('../../support/canary.js')
const { HEALTHY } = require('../servers/fault-server.js')
const { respondWithFixture, compareWholeAndSliced, COMPARED } = require('../harness/sliced-responses.js')
const outcomes = require('../harness/outcomes.js')
const { BALANCES, ORDER, PLACED, reply } = require('../servers/replies.js')

const { BAD_RESPONSE, BODY_TRUNCATED, INVALID_RESPONSE, REJECTED_OR_LOST, SUCCESS, TIMEOUT, UNKNOWN } = outcomes
const { length } = BALANCES
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`
const chunk = (text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

/** Responds to every request with these bytes; then `end`. */
const respondWith = (bytes, end = ['stall']) => [['request'], ['write', bytes], end]
/** The bytes are a whole response; the next request must not get the surplus. */
const ONCE = ['close']

/** Invalid or ambiguous HTTP: not retried, and the connection is closed. */
const INVALID = {
  read: { ...INVALID_RESPONSE, requests: 1, attempts: 1, ended: true },
  write: { ...INVALID_RESPONSE, ...UNKNOWN, ended: true },
}
const ACCEPTED = { read: { ...SUCCESS, requests: 1, check: rightRows } }
const TRUNCATED = { read: { ...BODY_TRUNCATED, requests: 3, attempts: 3, ended: true } }
/** Success or failure, as the library decides, but no hang. */
const EITHER = { read: { code: (code) => code === undefined || code === 'EPROTO' } }

function rightRows({ report }) {
  if (report.value[0].balance !== '0.5') throw new Error(`the rows are ${JSON.stringify(report.value)}`)
}

/** A case for each response: its bytes by name. */
const each = (responses, expected, end) =>
  Object.entries(responses).map(([name, bytes]) => ({ name, steps: respondWith(bytes, end), ...expected }))
const withLength = (lines) => `${OK}${lines.map((line) => `${line}\r\n`).join('')}\r\n${BALANCES}`
const lengths = (...values) => withLength(values.map((value) => `Content-Length: ${value}`))

/** A valid response that belongs to no request. */
const POISONED = reply('200 OK', BALANCES.replace('0.5', '999.0'))
const POISONED_ORDER = reply('201 Created', PLACED.replace('"id":7', '"id":666'))

const rows = [
  {
    id: 'C01',
    title: 'not HTTP/1.1',
    cases: each(
      {
        'another protocol': 'HEAT/1.1 200 OK\r\n\r\n',
        'HTTP/2 in a status line': 'HTTP/2.0 200\r\n\r\n',
        'no status': 'HTTP/1.1\r\n\r\n',
        'a first line without text': '\r\n\r\n\r\nno\r\n\r\n',
        'a MiB of NUL': Buffer.alloc(1024 * 1024),
      },
      INVALID,
    ),
  },
  { id: 'C02', title: 'HTTP/0.9', cases: each({ 'a body only': BALANCES, HTML: '<html></html>\r\n' }, INVALID, ONCE) },
  {
    id: 'C03',
    title: 'an invalid status',
    cases: each(
      Object.fromEntries(
        ['099', '1', '1000', '-200', '2OO'].map((status) => [
          status,
          `HTTP/1.1 ${status} OK\r\n${lengths(length).slice(OK.length)}`,
        ]),
      ),
      INVALID,
    ),
  },
  {
    id: 'C04',
    title: 'reason phrases',
    cases: ['x'.repeat(10 * 1024), CANARY_JWT, '\x1b[31mred\x1b[0m'].flatMap((reason, index) => [
      {
        name: `accepted, ${index}`,
        steps: respondWith(reply(`200 ${reason}`, BALANCES)),
        read: { succeeded: (succeeded) => succeeded || index === 2, requests: 1 },
      },
      {
        name: `not shown, ${index}`,
        steps: respondWith(reply(`400 ${reason}`, '{"errors":["a.code"]}')),
        read: {
          code: index === 2 ? /^(ERR_BAD_REQUEST|EPROTO)$/ : 'ERR_BAD_REQUEST',
          message: (text) => !text.includes(reason),
        },
      },
    ]),
  },
  {
    id: 'C05',
    title: 'HTTP/1.0 without Content-Length',
    steps: respondWith(`HTTP/1.0 200 OK\r\n\r\n${BALANCES}`, ONCE),
    ...ACCEPTED,
  },
  { id: 'C06', title: 'two Content-Length that agree', steps: respondWith(lengths(length, length)), ...ACCEPTED },
  { id: 'C07', title: 'two Content-Length that differ', steps: respondWith(lengths(length, length - 1)), ...INVALID },
  {
    id: 'C08',
    title: 'a list in Content-Length',
    cases: [
      { name: 'equal', steps: respondWith(lengths(`${length}, ${length}`)), ...EITHER },
      { name: 'different', steps: respondWith(lengths(`${length}, ${length + 1}`)), ...INVALID },
    ],
  },
  {
    id: 'C09',
    title: 'an invalid Content-Length',
    cases: [
      ...['-1', `+${length}`, '0x10', `${length}a`, '1e3', '', '18446744073709551616'].map((value) => ({
        name: JSON.stringify(value),
        steps: respondWith(lengths(value)),
        ...INVALID,
      })),
      { name: 'with a space behind', steps: respondWith(lengths(`${length} `)), ...ACCEPTED },
      {
        name: '2^63',
        steps: respondWith(lengths('9223372036854775808')),
        read: { ...BAD_RESPONSE, requests: 1, ended: true },
      },
    ],
  },
  {
    id: 'C10',
    title: 'a Content-Length larger than the body',
    steps: respondWith(lengths(length + 10), ['half-close']),
    ...TRUNCATED,
    write: { ...BODY_TRUNCATED, ...UNKNOWN },
  },
  {
    id: 'C11',
    title: 'Transfer-Encoding and Content-Length',
    // Chunks take precedence over the length; the healthy call must not get the surplus.
    cases: [
      ['and that is all', ''],
      ['followed by a response', POISONED],
    ].map(([name, more]) => ({
      name,
      steps: respondWith(
        Buffer.concat([
          Buffer.from(`${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(BALANCES)}0\r\n\r\n`),
          Buffer.from(more),
        ]),
      ),
      ...ACCEPTED,
    })),
  },
  {
    id: 'C12',
    title: 'several Transfer-Encoding',
    cases: each(
      Object.fromEntries(
        [['chunked', 'chunked'], ['chunked, chunked'], ['identity, chunked']].map((values) => [
          values.join(' and '),
          `${OK}${values.map((value) => `Transfer-Encoding: ${value}\r\n`).join('')}\r\n${chunk(BALANCES)}0\r\n\r\n`,
        ]),
      ),
      EITHER,
    ),
  },
  {
    id: 'C13',
    title: 'Transfer-Encoding: gzip without chunks',
    clocks: true,
    steps: respondWith(`${OK}Transfer-Encoding: gzip\r\n\r\n${BALANCES}`, ONCE),
    read: { code: (code) => ['EPROTO', 'ERR_BAD_RESPONSE', undefined].includes(code), requests: 1 },
  },
  {
    id: 'C14',
    title: 'Transfer-Encoding in HTTP/1.0',
    steps: respondWith(`HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(BALANCES)}0\r\n\r\n`, ONCE),
    ...INVALID,
  },
  {
    id: 'C15',
    title: 'too many headers',
    cases: [101, 10_000].map((count) => ({
      name: String(count),
      steps: respondWith(
        reply(
          '200 OK',
          BALANCES,
          Array.from({ length: count }, (_, index) => `X-${index}: y`),
        ),
      ),
      ...INVALID,
    })),
  },
  {
    id: 'C16',
    title: 'a header of 500 KiB',
    cases: each(
      {
        name: `${OK}${'x'.repeat(500 * 1024)}: y\r\n\r\n`,
        value: `${OK}X-Long: ${'y'.repeat(500 * 1024)}\r\n\r\n`,
      },
      INVALID,
    ),
  },
  {
    id: 'C17',
    title: 'endless headers',
    steps: [['request'], ['write', `${OK}X-Long: `], ['flood', 'y'.repeat(16 * 1024)]],
    ...INVALID,
  },
  {
    id: 'C18',
    title: 'odd bytes in headers',
    cases: each(
      {
        NUL: `${OK}X-Odd: a\0b\r\n`,
        CR: `${OK}X-Odd: a\rb\r\n`,
        'a bare LF': `${OK}X-Odd: a\nX-Even: b\r\n`,
        'obs-fold': `${OK}X-Odd: a\r\n b\r\n`,
        'a space before the colon': `${OK}X-Odd : a\r\n`,
        'no colon': `${OK}X-Odd\r\n`,
        'not ASCII': `${OK}X-Odd: \u00e4\u20ac\u{1f4b0}\r\n`,
        'Latin-1': Buffer.concat([Buffer.from(`${OK}X-Odd: `), Buffer.from([0xe4, 0xff]), Buffer.from('\r\n')]),
      },
      EITHER,
    ).map(({ steps: [request, [, head], end], ...more }) => ({
      ...more,
      steps: [
        request,
        ['write', Buffer.concat([Buffer.from(head), Buffer.from(lengths(length).slice(OK.length))])],
        end,
      ],
    })),
  },
  {
    id: 'C19',
    title: 'an upgrade that was not requested',
    steps: respondWith(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: foo\r\n\r\n${'\x81garbage'.repeat(9)}`,
    ),
    read: { code: /^(ERR_BAD_RESPONSE|EPROTO)$/, requests: 1, attempts: 1, ended: true },
    write: { code: /^(ERR_BAD_RESPONSE|EPROTO)$/, ...UNKNOWN, ended: true },
  },
  {
    id: 'C20',
    title: 'a body that is not allowed',
    cases: [
      ['304', reply('304 Not Modified', `${BALANCES}`)],
      ['204', reply('204 No Content', `${BALANCES}`)],
      ['204 followed by a response', Buffer.concat([reply('204 No Content', '', ['Content-Length: 0']), POISONED])],
    ].map(([name, bytes]) => ({
      name,
      steps: respondWith(bytes),
      // The healthy call, which checks its rows, must not get the surplus.
      read: { class: 'ApiError', code: 'ERR_BAD_RESPONSE', requests: 1, attempts: 1 },
    })),
  },
  {
    id: 'C21',
    title: 'neither Content-Length nor chunks',
    cases: [
      {
        name: 'and then nothing',
        clocks: true,
        steps: respondWith(`${OK}\r\n${BALANCES.slice(0, 20)}`),
        read: { ...TIMEOUT, phase: 'body', attempts: 1, ended: true },
        write: { ...TIMEOUT, phase: 'body', ...UNKNOWN },
      },
      { name: 'complete, and the end', steps: respondWith(`${OK}\r\n${BALANCES}`, ONCE), ...ACCEPTED },
      {
        name: 'incomplete, and the end',
        steps: respondWith(`${OK}\r\n${BALANCES.slice(0, 20)}`, ONCE),
        read: { ...BAD_RESPONSE, requests: 1 },
      },
    ],
  },
  {
    id: 'C22',
    title: 'invalid chunk sizes',
    cases: [
      ...each(
        Object.fromEntries(
          Object.entries({
            'too large': 'FFFFFFFFFFFFFFFF1\r\n',
            negative: '-1\r\n',
            letters: 'g\r\n',
            empty: '\r\n',
            'an extension of 64 KiB': `5;${'x'.repeat(64 * 1024)}\r\n`,
          }).map(([name, size]) => [name, `${CHUNKED}${size}${BALANCES}\r\n0\r\n\r\n`]),
        ),
        INVALID,
      ),
      // Leading zeros are valid.
      {
        name: 'a KiB of zeros',
        steps: respondWith(`${CHUNKED}${'0'.repeat(1024)}${chunk(BALANCES)}0\r\n\r\n`),
        ...ACCEPTED,
      },
    ],
  },
  {
    id: 'C23',
    title: 'chunks',
    cases: [
      ...each({ 'without CRLF': `${CHUNKED}${length.toString(16)}\r\n${BALANCES}XX0\r\n\r\n` }, INVALID),
      { name: 'without a last one', steps: respondWith(`${CHUNKED}${chunk(BALANCES)}`, ['half-close']), ...TRUNCATED },
      {
        name: 'of one byte, 10,000 of them',
        steps: respondWith(`${CHUNKED}${[...BALANCES, ...' '.repeat(10_000 - length)].map(chunk).join('')}0\r\n\r\n`),
        ...ACCEPTED,
      },
      ...each(
        { 'a trailer of a MiB': `${CHUNKED}${chunk(BALANCES)}0\r\nX-Long: ${'y'.repeat(1024 * 1024)}\r\n\r\n` },
        INVALID,
      ),
      ...each({ 'NUL in a trailer': `${CHUNKED}${chunk(BALANCES)}0\r\nX-Odd: a\0b\r\n\r\n` }, INVALID),
    ],
  },
  {
    id: 'C24',
    title: 'a response on an idle connection, before any request',
    cases: [
      ['read', (client) => client.getBalances(), POISONED, ([{ balance }]) => balance === '0.5'],
      ['order', (client) => client.request('POST', 'market/orders', ORDER), POISONED_ORDER, ({ id }) => id === 7],
    ].map(([name, once, poison, value]) => ({
      name,
      steps: (index) => (index === 0 ? [['request'], ['reply'], ['write', poison], ['stall']] : HEALTHY),
      async call(client) {
        await once(client)
        await new Promise((resolve) => setTimeout(resolve, 100))
        return once(client)
      },
      read: { succeeded: true, value, connections: 2 },
    })),
  },
  {
    id: 'C25',
    title: 'Connection: close',
    steps: respondWith(reply('200 OK', BALANCES, ['Connection: close'])),
    call: async (client) => {
      await client.getBalances()
      return client.getBalances()
    },
    read: { ...SUCCESS, connections: 2, requests: 2 },
  },
  {
    id: 'C26',
    title: 'a response before the request is read, then the end',
    clocks: true,
    steps: [
      ['until', '\r\n\r\n'],
      ['write', reply('413 Payload Too Large', '{"errors":["too.large"]}', ['Connection: close'])],
      ['half-close'],
    ],
    write: REJECTED_OR_LOST,
  },
  {
    id: 'C27',
    title: 'responses in small segments',
    cases: [
      { name: 'a byte each', steps: [['request'], ['drip', reply('200 OK', BALANCES)]], ...ACCEPTED },
      { name: 'of an order', steps: [['request'], ['drip', reply('201 Created', PLACED), 3]], write: SUCCESS },
      {
        name: 'of 1 to 7 bytes, of every call',
        steps: [['request'], respondWithFixture, ['again']],
        call: compareWholeAndSliced,
        read: { succeeded: true, value: COMPARED, requests: 2 * COMPARED },
      },
    ],
  },
  {
    id: 'C28',
    title: 'headers with instructions',
    steps: [
      ['request'],
      [
        'write',
        reply('200 OK', BALANCES, [
          ...Array.from({ length: 50 }, (_, index) => `Set-Cookie: c${index}=${index}; Domain=.test; Path=/`),
          'Alt-Svc: h3="evil.test:443"; ma=86400',
          'Strict-Transport-Security: max-age=31536000; includeSubDomains',
          'Refresh: 0; url=http://127.0.0.1:9/',
          'Link: <http://127.0.0.1:9/>; rel=preload',
        ]),
      ],
      ['again'],
    ],
    call: async (client) => {
      await client.getBalances()
      return client.getBalances()
    },
    read: {
      ...SUCCESS,
      requests: 2,
      check({ faultServer }) {
        if (faultServer.requests.some(({ headers }) => headers.cookie)) throw new Error('a cookie was sent')
      },
    },
  },
]

module.exports = { group: 'C', title: 'HTTP/1 framing', rows }
