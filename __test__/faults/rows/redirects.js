'use strict'

const { ENCRYPTED } = require('../harness/tls-row.js')
const { HEALTHY, startFaultServer } = require('../servers/fault-server.js')
const { once, SERVER, UNKNOWN } = require('../harness/outcomes.js')
const { respondWith } = require('../servers/replies.js')

// The rows of group G about redirects: none is ever followed.

/** A read and a write that must not follow the redirect. */
const redirected = (name, location, status = '302 Found') => ({
  name,
  steps: respondWith(status, '', location === undefined ? [] : [`Location: ${location}`]),
  read: {
    ...once(SERVER),
    status: Number(status.slice(0, 3)),
    message: (text) => !text.includes('user:pw') && text.length < 400,
  },
  write: { ...SERVER, ...UNKNOWN },
})
const REDIRECTS = [
  '301 Moved Permanently',
  '302 Found',
  '303 See Other',
  '307 Temporary Redirect',
  '308 Permanent Redirect',
]

const targets = []
function notFollowed() {
  const received = targets.reduce((sum, { connections }) => sum + connections.length, 0)
  if (received > 0) throw new Error('the redirect was followed')
}

const rows = [
  {
    id: 'G18',
    title: 'redirects to another host',
    async prepare(after) {
      const target = await startFaultServer(HEALTHY)
      after(() => target.close())
      targets.push(target)
      return { target: target.port }
    },
    cases: REDIRECTS.map((status) => ({
      ...redirected(status, undefined, status),
      steps: () =>
        respondWith(status, '', [`Location: http://127.0.0.1:${targets.at(-1).port}/api/v2/peatio/account/balances`]),
      read: { ...once(SERVER), check: notFollowed },
      write: { ...SERVER, ...UNKNOWN, check: notFollowed },
    })),
  },
  {
    id: 'G19',
    title: 'redirects to the same host',
    cases: [
      redirected('another port', 'http://127.0.0.1:1/'),
      redirected('https', 'https://127.0.0.1/'),
      { ...redirected('from https to http', 'http://127.0.0.1:1/'), ...ENCRYPTED },
      redirected('a path', '/api/v2/peatio/account/balances'),
    ],
  },
  {
    id: 'G20',
    title: 'a redirect to itself',
    cases: [redirected('loop', '/api/v2/peatio/account/balances', REDIRECTS[4])],
  },
  {
    id: 'G21',
    title: 'an invalid Location',
    cases: [
      '//evil',
      '\\\\evil',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'http://user:pw@evil',
      '/a\r\nLocation: http://user:pw@evil',
      `http://evil/${'x'.repeat(64 * 1024)}`,
      '\xff\xfe',
      undefined,
    ].map((location, index) => redirected(`${index}`, location)),
  },
  {
    id: 'G24',
    title: '307 and 308 to an order',
    cases: [REDIRECTS[3], REDIRECTS[4]].map((status) => {
      const { write } = redirected(status, '', status)
      return { name: status, steps: respondWith(status, '', ['Location: /api/v2/peatio/market/orders']), write }
    }),
  },
]

module.exports = { rows }
