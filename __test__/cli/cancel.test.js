const assert = require('node:assert/strict')
const { describe, test } = require('node:test')
const { CoinPort } = require('coinport')
const { runCommand } = require('../support/command.js')
const { createClock, start } = require('../support/sandbox.js')

const SELL = { side: 'sell', volume: '0.1' }
/** Longer than the first round of the command, and shorter than two. */
const ORDER_DELAY = 1500
/** Which order a case means: its place in this list, in capitals if the exchange still has it as pending. */
const ORDERS = [
  { ...SELL, market: 'btcaud', price: '500000' },
  { ...SELL, market: 'ethaud', price: '50000' },
  { ...SELL, market: 'btcaud', price: '1000' },
  { ...SELL, market: 'btcaud', price: '400000' },
]
const [BTC, ETH, DONE, PENDING] = ORDERS.keys()

/** An exchange with these orders, of which the third is filled. Its clock moves by a second with each cancellation. */
async function exchange(t, faults) {
  const started = createClock()
  const isCancel = ({ method, path }) => method === 'POST' && path.endsWith('cancel')
  const cancels = () => sandbox?.requests.filter(isCancel) ?? []
  const clock = () => started() + 1000 * cancels().length
  const options = { balances: { btc: '1', eth: '1' }, orderDelay: ORDER_DELAY, clock }
  let sandbox
  ;({ sandbox } = await start(t, options))
  const client = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey })
  const ids = []
  for (const [index, order] of ORDERS.entries()) {
    if (index === PENDING) started.advance(ORDER_DELAY)
    ids.push((await client.createOrder(order)).id)
  }
  for (const fault of faults) sandbox.fail(fault)
  const named = (text) => ids.reduce((rest, id, index) => rest.replaceAll(String(id), index), text)
  return {
    ids,
    env: { COINPORT_BASE_URL: sandbox.url, COINPORT_API_KEY: sandbox.apiKey },
    writes: () => cancels().map(({ path, body }) => named(`${path.replace('market/orders/', '')} ${body}`.trim())),
    states: () => ids.map((id) => sandbox.orders.find((order) => order.id === id).state),
  }
}

const UNTOUCHED = ['wait', 'wait', 'done', 'pending']
const NONE_OPEN = ['cancel', 'cancel', 'done', 'cancel']
const CANCEL_ID = { method: 'POST', path: 'market/orders/{id}/cancel' }
const CANCEL_MANY = { method: 'POST', path: 'market/orders/cancel' }
const CASES = [
  {
    title: 'one order',
    ids: [BTC],
    writes: ['0/cancel {}'],
    shown: [BTC],
    states: ['cancel', 'wait', 'done', 'pending'],
  },
  {
    title: 'an order that is pending, whose first cancellation the exchange loses',
    ids: [PENDING],
    writes: ['3/cancel {}', '3/cancel {}'],
    shown: [PENDING],
    states: ['wait', 'wait', 'done', 'cancel'],
  },
  { title: 'an order that is done', ids: [DONE], writes: [], shown: [DONE], states: UNTOUCHED },
  {
    title: 'an order that is named twice',
    ids: [BTC, BTC],
    writes: ['0/cancel {}'],
    shown: [BTC],
    states: ['cancel', 'wait', 'done', 'pending'],
  },
  {
    title: 'the orders of a market',
    args: ['--market', 'BTCAUD'],
    writes: ['cancel {"market":"btcaud"}', 'cancel {"market":"btcaud"}'],
    shown: [BTC, PENDING],
    states: ['cancel', 'wait', 'done', 'cancel'],
  },
  {
    title: 'all orders',
    args: ['--all'],
    writes: ['cancel {}', 'cancel {}'],
    shown: [BTC, ETH, PENDING],
    states: NONE_OPEN,
  },
  {
    title: 'a market without open orders',
    args: ['--market', 'xrpaud'],
    writes: [],
    shown: [],
    states: UNTOUCHED,
  },
  ...[
    ['is lost', { drop: true }],
    ['is carried out, and its response is lost', { after: 'accepted', drop: true }],
    ['is carried out, and its response is cut', { cut: 20 }],
    ['fails with 503', { status: 503 }],
    ['fails with 403 of a firewall', { status: 403, body: '<html></html>' }],
    ['is refused with 429', { status: 429 }],
  ].flatMap(([what, fault]) => [
    {
      title: `a cancellation that ${what}`,
      ids: [BTC],
      faults: [{ ...CANCEL_ID, ...fault }],
      stderr: /^coinport: .+; trying again\n$/,
      shown: [BTC],
      states: ['cancel', 'wait', 'done'],
    },
    {
      title: `a cancellation of all that ${what}`,
      args: ['--all'],
      faults: [{ ...CANCEL_MANY, ...fault }],
      stderr: /^coinport: .+; trying again\n$/,
      shown: [BTC, ETH, PENDING],
      states: NONE_OPEN,
    },
  ]),
  {
    title: 'a cancellation of several of which one fails',
    ids: [BTC, ETH],
    faults: [{ ...CANCEL_ID, status: 503 }],
    stderr: /^coinport: .+; trying again\n$/,
    shown: [BTC, ETH],
    states: ['cancel', 'cancel', 'done'],
  },
  {
    title: 'a cancellation that is not permitted',
    ids: [BTC],
    faults: [{ ...CANCEL_ID, status: 403, body: { errors: ['user.ability.not_permitted'] } }],
    code: 1,
    stderr: /403: user\.ability\.not_permitted/,
    writes: ['0/cancel {}'],
  },
  {
    title: 'an unknown order',
    ids: [BTC],
    args: ['9'],
    code: 1,
    stderr: /404: record\.not_found/,
    writes: [],
    states: UNTOUCHED,
  },
  { title: 'no confirmation', ids: [BTC], yes: [], code: 2, stderr: /give --yes/, writes: [], states: UNTOUCHED },
  { title: 'read only', ids: [BTC], env: { COINPORT_READ_ONLY: '1' }, code: 2, stderr: /READ_ONLY/, states: UNTOUCHED },
  { title: 'a path instead of an id', args: ['cancel/../1'], code: 2, stderr: /id must be/, writes: [] },
  { title: 'nothing', args: [], code: 2, stderr: /give either/, writes: [] },
  { title: 'ids and a market', ids: [BTC], args: ['--market', 'btcaud'], code: 2, stderr: /give either/, writes: [] },
  { title: 'a market and all', args: ['--market', 'btcaud', '--all'], code: 2, stderr: /give either/, writes: [] },
]

describe('coinport cancel', { concurrency: 3 }, () => {
  for (const { title, ids = [], args = [], yes = ['--yes'], code = 0, stderr = /^$/, ...rest } of CASES) {
    test(title, async (t) => {
      const { faults = [], env: more, writes, states, shown } = rest
      const { env, ids: placed, ...truth } = await exchange(t, faults)
      const named = ids.map((index) => String(placed[index]))
      const ran = await runCommand(['cancel', ...named, ...args, ...yes, '--json'], { env: { ...env, ...more } })
      assert.equal(ran.code, code, ran.stderr)
      assert.match(ran.stderr, stderr)
      if (writes) assert.deepEqual(truth.writes(), writes)
      if (states) assert.deepEqual(truth.states().slice(0, states.length), states)
      if (code !== 0) return
      const orders = JSON.parse(ran.stdout)
      assert.deepEqual(orders.map(({ id }) => placed.indexOf(id)).sort(), shown)
      for (const { id, state } of orders) assert.equal(state, truth.states()[placed.indexOf(id)])
    })
  }
})
