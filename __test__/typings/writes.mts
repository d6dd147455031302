import {
  type Beneficiary,
  type CoinPort,
  CoinPortError,
  type CreateOrderParams,
  type CreateWithdrawParams,
  checkOrder,
  createOrder,
  type Decimal,
  type Intent,
  type InternalTransfer,
  intentOf,
  type Market,
  type Member,
  type Order,
  quantize,
  type Reconciled,
  reconcile,
  type Withdraw,
} from 'coinport'

/** Compiles only if the two types are equal. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_same: Same<A, B>) => {}

const OTP = '123456'
const LIMIT = { market: 'btcaud', side: 'buy', volume: '0.01', price: '151000' } as const
const MARKET = { market: 'btcaud', side: 'sell', volume: '0.01', ord_type: 'market' } as const

export async function orders(coinport: CoinPort, market: Market, name: string | undefined) {
  const order = await createOrder(LIMIT, { timeout: 5000 })
  same<typeof order, Order>(true)
  await createOrder({ ...LIMIT, ord_type: 'limit' })
  await createOrder({ ...LIMIT, ord_type: undefined })
  await createOrder(MARKET)
  await createOrder({ ...MARKET, price: undefined })
  const params: CreateOrderParams = Math.random() < 0.5 ? LIMIT : MARKET
  await coinport.createOrder(params)
  same<Awaited<ReturnType<typeof coinport.cancelOrder>>, Order>(true)
  await coinport.cancelOrder(40123)
  await coinport.cancelOrder('9f6c1a52-58f8-4c0e-9f0f-0d1b6c2f7a11', null, { timeout: 5000 })
  const canceled = await coinport.cancelOrders({ market: 'btcaud', side: 'sell' })
  same<typeof canceled, Order[]>(true)
  await coinport.cancelOrders()

  const volume = quantize('0.0066225', market.amount_precision, 'down')
  same<typeof volume, Decimal>(true)
  for (const problem of checkOrder(market, { ...LIMIT, volume })) {
    if (problem.rule === 'precision') same<typeof problem.limit, number>(true)
    else same<typeof problem.limit, Decimal>(true)
  }

  // @ts-expect-error a limit order has a price
  await createOrder({ market: 'btcaud', side: 'buy', volume: '0.01' })
  // @ts-expect-error a market order has none
  await createOrder({ ...MARKET, price: '1' })
  // @ts-expect-error an amount is a string
  await createOrder({ ...LIMIT, volume: 0.01 })
  // @ts-expect-error an unknown param
  await createOrder({ ...LIMIT, note: 'x' })
  // @ts-expect-error without the market, the orders of all markets would be canceled
  await coinport.cancelOrders({ market: name })
  // @ts-expect-error as above
  await coinport.cancelOrders({ market: null })
  // @ts-expect-error a rounding must be chosen
  quantize('1', 2)
}

export async function money(coinport: CoinPort) {
  const params: CreateWithdrawParams = { otp: OTP, currency: 'btc', amount: '0.05', beneficiary_id: 77 }
  const withdraw = await coinport.createWithdraw(params)
  same<typeof withdraw, Withdraw>(true)
  await coinport.createWithdraw({ otp: OTP, currency: 'btc', amount: '1', rid: 'bc1q', blockchain_key: 'bitcoin' })
  const transfer = { otp: OTP, currency: 'usdt', amount: '25', username_or_uid: 'ID99AA88BB77' }
  same<Awaited<ReturnType<typeof coinport.createInternalTransfer>>, InternalTransfer>(true)
  await coinport.createInternalTransfer(transfer)
  const data = { full_name: 'A Trader', account_number: '12345678', bsb: undefined }
  const beneficiary = await coinport.createBeneficiary({ otp: OTP, currency: 'aud', name: 'My bank', data })
  same<typeof beneficiary, Beneficiary>(true)
  same<Awaited<ReturnType<typeof coinport.activateBeneficiary>>, Beneficiary>(true)
  await coinport.activateBeneficiary(77, { pin: '123456' })
  same<Awaited<ReturnType<typeof coinport.resendBeneficiaryPin>>, null>(true)
  await coinport.resendBeneficiaryPin(77)
  await coinport.updateBeneficiary(77, { otp: OTP, state: 'disabled' })
  same<Awaited<ReturnType<typeof coinport.deleteBeneficiary>>, null>(true)
  await coinport.deleteBeneficiary(77, { otp: OTP })
  same<Awaited<ReturnType<typeof coinport.setBeneficiariesWhitelisting>>, Member>(true)
  await coinport.setBeneficiariesWhitelisting({ otp: OTP, state: true })

  // @ts-expect-error neither a beneficiary nor an address
  await coinport.createWithdraw({ otp: OTP, currency: 'btc', amount: '0.05' })
  // @ts-expect-error both
  await coinport.createWithdraw({ ...params, beneficiary_id: 77, rid: 'bc1q', blockchain_key: 'bitcoin' })
  // @ts-expect-error an address without its network
  await coinport.createWithdraw({ otp: OTP, currency: 'btc', amount: '0.05', rid: 'bc1q' })
  // @ts-expect-error a code is a string
  await coinport.deleteBeneficiary(77, { otp: 123456 })
  // @ts-expect-error a code is required
  await coinport.deleteBeneficiary(77)
}

export async function reconciled(coinport: CoinPort, error: unknown) {
  if (!(error instanceof CoinPortError)) throw error
  const found = await coinport.reconcile<Order>(error, { wait: 0, timeout: undefined, signal: null })
  same<typeof found, Reconciled<Order>>(true)
  if (found.verdict === 'done') same<typeof found.result, Order>(true)
  else if (found.verdict === 'ambiguous') same<typeof found.candidates, Order[]>(true)
  else same<typeof found.final, boolean>(true)

  const intent: Intent | undefined = intentOf(error)
  if (intent) await reconcile(JSON.parse(JSON.stringify(intent)) as Intent)
  const stored = { call: 'createWithdraw', params: { currency: 'btc' }, sentAt: Date.now(), exclude: [501] } as const
  const withdrawn = await reconcile(stored)
  same<typeof withdrawn, Reconciled<Withdraw>>(true)
  const canceled = await reconcile({ call: 'cancelOrders', sentAt: Date.now() })
  same<typeof canceled, Reconciled<Order[]>>(true)

  // @ts-expect-error this call only reads
  await reconcile({ call: 'getOrders', params: {}, sentAt: 0 })
  // @ts-expect-error without the time, it cannot be found
  await reconcile({ call: 'createOrder', params: LIMIT })
  // @ts-expect-error nothing is sent, so nothing is retried
  await coinport.reconcile(error, { maxRetries: 1 })
}
