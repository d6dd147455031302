'use strict'

const { once } = require('../../harness/outcomes.js')
const { reply, respondWith } = require('../../servers/replies.js')

// The exchange or what stands before it refused the order.

const errors = (...codes) => JSON.stringify({ errors: codes })
const HTML = '<html><body>Attention Required!</body></html>'
const refused = (status, codes, more) => ({
  name: `${status} ${codes}`,
  steps: respondWith(status, errors(codes)),
  write: { ...once({ status: Number(status.slice(0, 3)) }), errors: [codes], outcome: 'rejected', ...more },
})
const throttled = (name, body, headers, more) => ({
  name,
  steps: respondWith('429 Too Many Requests', body, headers),
  write: { ...once({ class: 'RateLimitError', status: 429 }), outcome: 'rejected', ...more },
})

const rows = [
  {
    id: 'O22',
    title: 'refused by the authorization',
    cases: [
      ...['jwt.decode_and_verify', 'authz.invalid_session', 'authz.nonce_expired', 'authz.invalid_signature'].map(
        (code) => refused('401 Unauthorized', code, { class: 'AuthenticationError' }),
      ),
      refused('403 Forbidden', 'market.trade.not_permitted', { class: 'PermissionError' }),
      refused('422 Unprocessable Entity', 'authz.client_session_mismatch'),
    ],
  },
  {
    id: 'O23',
    title: '423 and 471 with the codes of the exchange',
    cases: [
      refused('423 Locked', 'authz.account_locked'),
      refused('471 Restricted', 'authz.restrict.maintenance'),
      refused('471 Restricted', 'authz.restrict.blacklist'),
    ],
  },
  {
    id: 'O24',
    title: '429, whatever its body',
    healthy: false,
    cases: [
      throttled('empty', ''),
      throttled('text', 'Retry later\n'),
      throttled('HTML', HTML),
      throttled('JSON', errors('too.many')),
      throttled('JSON of a gateway', '{"message":"Too Many Requests"}'),
      throttled('Retry-After', HTML, ['Retry-After: 7'], { retryAfter: 7 }),
      {
        ...throttled('cut off'),
        steps: [['request'], ['write', reply('429 Too Many Requests', '{"err', ['Content-Length: 100'])], ['close']],
      },
    ],
  },
]

module.exports = { rows }
