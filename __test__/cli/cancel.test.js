const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { runCommand } = require('../support/command.js')
const { readFixture } = require('../support/fixtures.js')
const { json, serve } = require('../support/server.js')

const ORDERS = [
  [1, 'btcaud', 'wait'],
  [2, 'btcaud', 'pending'],
  [3, 'ethaud', 'wait'],
  [4, 'btcaud', 'done'],
]

/** An exchange with these orders. It cancels as CoinPort does: after its response, and not at once if it is pending. */
async function exchange(t) {
  const orders = ORDERS.map(([id, market, state]) => ({ ...readFixture('getOrder'), id, market, state }))
  const writes = []
  const cancel = (order) => {
    if (order.state === 'wait') order.state = 'cancel'
    if (order.state === 'pending') order.state = 'wait'
  }
  const { baseUrl } = await serve(t, (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://host')
    const path = pathname.replace('/api/v2/peatio/market/orders', '')
    const [, id] = /^\/(\d+)/.exec(path) ?? []
    const order = orders.find((known) => String(known.id) === id)
    if (id && !order) return json(response, 404, '{"errors":["record.not_found"]}')
    if (request.method === 'GET' && order) return JSON.stringify(order)
    if (request.method === 'GET') {
      const [market, states] = [searchParams.get('market'), searchParams.getAll('state[]')]
      const isAsked = (known) =>
        (!market || known.market === market) && (!states.length || states.includes(known.state))
      return JSON.stringify(orders.filter(isAsked))
    }
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const { market } = JSON.parse(body || '{}')
      writes.push(`${request.method} ${path} ${market ?? ''}`.trim())
      const meant = order ? [order] : orders.filter((known) => !market || known.market === market)
      json(response, 201, JSON.stringify(order ?? meant))
      meant.forEach(cancel)
    })
  })
  return { env: { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'a-key-for-this-test' }, writes }
}

const CASES = [
  {
    args: ['1'],
    writes: ['POST /1/cancel'],
    shown: ['1 btcaud cancel'],
  },
  {
    title: 'an order that is pending, which the exchange forgets to cancel at first',
    args: ['2'],
    writes: ['POST /2/cancel', 'POST /2/cancel'],
    shown: ['2 btcaud cancel'],
  },
  { title: 'an order that is done', args: ['4'], writes: [], shown: ['4 btcaud done'] },
  {
    args: ['--market', 'BTCAUD'],
    writes: ['POST /cancel btcaud', 'POST /cancel btcaud'],
    shown: ['1 btcaud cancel', '2 btcaud cancel'],
  },
  {
    args: ['--all'],
    writes: ['POST /cancel', 'POST /cancel'],
    shown: ['1 btcaud cancel', '2 btcaud cancel', '3 ethaud cancel'],
  },
  { title: 'nothing that is open', args: ['--market', 'xrpaud'], writes: [], shown: [] },
  { title: 'an unknown order', args: ['1', '9'], code: 1, stderr: /404: record\.not_found/, writes: [] },
  { title: 'without --yes', args: ['1'], yes: [], code: 2, stderr: /give --yes/, writes: [] },
  { title: 'a path instead of an id', args: ['cancel/../1'], code: 2, stderr: /id must be/, writes: [] },
]

describe('coinport cancel', { concurrency: 3 }, () => {
  for (const { title, args, yes = ['--yes'], code = 0, stderr = /^$/, ...expected } of CASES) {
    test(title ?? `coinport cancel ${args.join(' ')}`, async (t) => {
      const { env, writes } = await exchange(t)
      const ran = await runCommand(['cancel', ...args, ...yes, '--json'], { env })
      assert.equal(ran.code, code, ran.stderr)
      assert.match(ran.stderr, stderr)
      assert.deepEqual(writes, expected.writes)
      if (code !== 0) return
      const shown = JSON.parse(ran.stdout).map(({ id, market, state }) => `${id} ${market} ${state}`)
      assert.deepEqual(shown, expected.shown)
    })
  }
})
