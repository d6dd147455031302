const assert = require('node:assert/strict')
const { test } = require('node:test')
const { format, parse, times } = require('../../lib/sandbox/decimal.js')
const { Exchange } = require('../../lib/sandbox/exchange/index.js')
const { Ledger } = require('../../lib/sandbox/exchange/ledger.js')
const { Random } = require('../../lib/sandbox/exchange/random.js')
const { checkOptions } = require('../../lib/sandbox/options.js')
const { Params } = require('../../lib/sandbox/params.js')
const { Refusal } = require('../../lib/sandbox/response.js')
const { findRoute } = require('../../lib/sandbox/routes/index.js')
const { FULL } = require('../support/counts.js')
const { createClock } = require('../support/sandbox.js')

// Random commands, through the routes of the sandbox. After each one the sum of every currency is zero, the member owes
// nothing, and what is locked belongs to open orders and to withdrawals that are under way.

const COMMANDS = FULL ? 100_000 : 3_000
const MARKETS = ['btcaud', 'btcusdt', 'ethusdt', 'ethaud']
const CURRENCIES = ['aud', 'btc', 'eth', 'usdt']
const BALANCES = {
  aud: { balance: '20000', locked: '300' },
  btc: '0.2',
  eth: '3',
  usdt: { balance: '9000', locked: '50' },
}

const sum = (values) => values.reduce((total, value) => total + value, 0n)

class Run {
  counts = new Map()

  constructor(seed) {
    this.random = new Random('commands', seed)
    this.clock = createClock()
    const delays = { orderDelay: 300, cancelDelay: 200, withdrawDelay: 4000 }
    this.options = checkOptions({ balances: BALANCES, markets: MARKETS, seed, clock: this.clock, ...delays })
    this.exchange = new Exchange(this.options)
    this.ids = this.exchange.orders.rows.map(({ id }) => id)
  }

  count(name) {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  send(method, path, params = {}) {
    const { handle, keys } = findRoute(method, path)
    const given = Object.entries(params).filter(([, value]) => value !== undefined)
    try {
      const { status, body } = handle(this.exchange, new Params(new URLSearchParams(given), this.options), keys)
      this.count(`${method} ${path.replace(/\d+/, 'id')} ${status}`)
      return JSON.parse(body)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.count(error.message)
      return undefined
    }
  }

  otp() {
    return this.exchange.account.oneTimeCodes.show(this.exchange.now())
  }

  /** An order near the price, sometimes far too large or too precise. */
  place() {
    const market = this.exchange.markets.get(this.random.pick(MARKETS))
    const line = market.lineBelow(market.anchor) + BigInt(this.random.below(13) - 6)
    const units = BigInt(1 + this.random.below(this.random.pick([100, 5000, 60_000])))
    const volume = units * 10n ** BigInt(16 - market.amountPlaces - (this.random.below(40) === 0 ? 1 : 0))
    const isMarket = this.random.below(4) === 0
    const order = this.send('POST', 'market/orders', {
      ...{ market: market.id, side: this.random.pick(['buy', 'sell']), volume: format(volume) },
      ...(isMarket ? { ord_type: 'market' } : { price: format(market.priceOf(line)) }),
    })
    if (order) this.ids.push(order.id)
  }

  withdraw() {
    const currency = this.random.pick(CURRENCIES)
    const { id } = this.exchange.account.beneficiaries.ofCurrency(this.exchange.currencies.get(currency))
    const otp = this.random.below(20) === 0 ? '012345' : this.otp()
    this.send('POST', 'account/withdraws', { otp, beneficiary_id: id, currency, amount: this.amount(currency) })
  }

  /** Worth up to 500 dollars. */
  amount(currency) {
    const { price, precision } = this.exchange.currencies.get(currency)
    const value = (parse(String(1 + this.random.below(500))) * 10n ** 16n) / price
    const unit = 10n ** BigInt(16 - precision)
    return format((value / unit) * unit)
  }

  command() {
    const { random, exchange } = this
    const { account, currencies } = exchange
    const currency = random.pick(CURRENCIES)
    const commands = [
      ...Array(6).fill(() => this.place()),
      // Often one of the last orders, which may be pending or open.
      () => this.send('POST', `market/orders/${this.ids.at(-1 - random.below(Math.min(12, this.ids.length)))}/cancel`),
      () => random.below(10) === 0 && this.send('POST', 'market/orders/cancel', { market: random.pick(MARKETS) }),
      () => this.withdraw(),
      () =>
        this.send('POST', 'account/internal_transfers', {
          ...{ otp: this.otp(), currency, amount: this.amount(currency), username_or_uid: 'alice' },
        }),
      () =>
        account.transfer(currencies.get(currency), parse(this.amount(currency)), 'in', exchange.now(), { uid: 'ID1' }),
      () => account.deposit(currencies.get(currency), parse(this.amount(currency)), exchange.now()),
      () => exchange.schedule.delayed(random.below(2000), () => this.place()),
      () => this.clock.advance(random.below(400)),
      () => this.clock.advance(random.below(15_000)),
      () => exchange.step(),
    ]
    random.pick(commands)()
  }

  check() {
    const { exchange } = this
    exchange.now()
    const { account, ledger, markets } = exchange
    const { withdraws } = account
    const isUnderWay = ({ state }) => state === 'accepted' || state === 'processing'
    // The other withdrawals have ended: those from before the start that have not are among the first.
    const underWay = [...new Set([...withdraws.slice(0, 20), ...withdraws.slice(-100)])].filter(isUnderWay)
    const open = [...markets.values()].flatMap(({ orders }) => orders)
    for (const [id, accounts] of ledger.currencies) {
      const { available, locked, fees } = accounts
      if (sum(Object.values(accounts)) !== 0n) assert.fail(`${id}: the sum is not zero`)
      if (available < 0n || locked < 0n || fees < 0n) assert.fail(`${id} is negative`)
      const held = open.map(({ side, market, price, remaining }) => {
        if (side === 'buy') return market.quote === id ? times(price, remaining) : 0n
        return market.base === id ? remaining : 0n
      })
      const leaving = underWay.map(({ currency, amount }) => (currency.id === id ? amount : 0n))
      assert.equal(format(locked), format(sum(held) + sum(leaving)), `${id}: what is locked`)
    }
  }

  /** A bid is never as high as an ask, whatever the member's orders took and left. */
  checkBooks() {
    for (const market of this.exchange.markets.values()) {
      const [bid, ask] = [market.best('buy'), market.best('sell')]
      if (bid >= ask) assert.fail(`${market.id}: bid ${format(bid)}, ask ${format(ask)}`)
    }
  }

  /** Computes all balances and fees from the rows of the histories. */
  checkHistories() {
    const { account, ledger, orders } = this.exchange
    for (const [id, { available, locked, fees, others, outside }] of ledger.currencies) {
      const of = (rows) => rows.filter(({ currency }) => currency.id === id)
      const amounts = (rows) => sum(rows.map(({ amount }) => amount))
      const settled = of(account.withdraws).filter(({ state }) => state === 'succeed')
      const deposited = amounts(of(account.deposits).filter(({ state }) => state !== 'submitted'))
      const received = sum(
        of(account.transfers).map(({ direction, amount }) => (direction === 'in' ? amount : -amount)),
      )
      const traded = sum(
        orders.trades.flatMap(({ market, side, amount, total }) => [
          market.base === id ? (side === 'buy' ? amount : -amount) : 0n,
          market.quote === id ? (side === 'buy' ? -total : total) : 0n,
        ]),
      )
      const paid = sum(orders.trades.map(({ feeCurrency, feeAmount }) => (feeCurrency === id ? feeAmount : 0n)))
      const charged = sum(settled.map(({ fee }) => fee))
      assert.deepEqual(
        [available + locked, fees, others, outside].map(format),
        [
          deposited - amounts(settled) + received + traded - paid,
          paid + charged,
          -received - traded,
          amounts(settled) - charged - deposited,
        ].map(format),
        id,
      )
    }
    for (const order of orders.rows) {
      const { state, volume, remaining, trades, locked } = order
      assert.equal(volume, remaining + sum(trades.map(({ amount }) => amount)), `order ${order.id}`)
      if (state !== 'wait') assert.equal(locked, 0n, `order ${order.id} is ${state}`)
      this.count(`order ${state}`)
    }
  }
}

for (const seed of [1, 2]) {
  test(`${COMMANDS} random commands keep the ledger (seed ${seed})`, () => {
    const run = new Run(seed)
    for (let count = 0; count < COMMANDS; count += 1) {
      run.command()
      run.check()
      if (count % 10 === 0) run.checkBooks()
      if (count % (COMMANDS / 10) === 0) run.checkHistories()
    }
    run.counts.clear()
    run.checkHistories()
    const states = ['done', 'cancel', 'reject', 'wait'].map((state) => run.counts.get(`order ${state}`) ?? 0)
    for (const count of states.slice(0, 2)) assert.ok(count > COMMANDS / 50, `done, cancel, reject, wait: ${states}`)
    for (const count of states.slice(2)) assert.ok(count > 0, `done, cancel, reject, wait: ${states}`)
  })
}

test('a movement that the member cannot pay is refused and changes nothing', () => {
  const ledger = new Ledger()
  ledger.move('btc', 'outside', 'available', 5n)
  const before = ledger.report()
  for (const [from, to, amount] of [
    ['available', 'locked', 6n],
    ['locked', 'others', 1n],
    ['available', 'outside', -1n],
  ]) {
    assert.throws(() => ledger.move('btc', from, to, amount), /would be/)
    assert.deepEqual(ledger.report(), before)
  }
  assert.equal(ledger.has('btc', 6n) || ledger.has('eth', 1n), false)
})
