import axios, { type AxiosInstance } from 'axios'
import {
  ApiError,
  type Balance,
  type CallOptions,
  type CallTrace,
  CanceledError,
  CoinPort,
  CoinPortError,
  ConfigError,
  type CredentialsError,
  configure,
  type Decimal,
  type ErrorName,
  type GetBalancesParams,
  getBalances,
  getTickers,
  type Order,
  type ParamError,
  RateLimitError,
  request,
  type Ticker,
} from 'coinport'
import adapter from 'coinport/axios'
import { startSandbox } from 'coinport/sandbox'

/** Compiles only if the two types are equal. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_same: Same<A, B>) => {}

export async function results() {
  const balances = await getBalances({ nonzero: true, search: { currency_code: 'bt' } })
  same<typeof balances, Balance[]>(true)
  const first = balances[0]
  if (first) {
    same<typeof first.balance, Decimal>(true)
    same<typeof first.balance, number>(false)
    const address = first.deposit_address?.address
    same<typeof address, string | null | undefined>(true)
    const state = first.deposit_address?.state
    if (state === 'pending') console.log(state)
    const unknown: typeof state = 'a state of the future'
    console.log(unknown)
  }
  const tickers = await getTickers({ markets: ['btcaud'] })
  same<typeof tickers, Partial<Record<'btcaud', Ticker>>>(true)
  const at = tickers.btcaud?.ticker.at
  same<typeof at, number | null | undefined>(true)
  // @ts-expect-error a market that was not asked for
  console.log(tickers.ethaud)
  // @ts-expect-error a market that may be absent
  console.log(tickers.btcaud.ticker)
  const chosen: string[] = ['btcaud']
  same<Awaited<ReturnType<typeof getTickers>>, Partial<Record<string, Ticker>>>(true)
  const some = await getTickers({ markets: chosen })
  same<typeof some, Partial<Record<string, Ticker>>>(true)
  const all = await getTickers({ markets: undefined })
  same<typeof all, Record<string, Ticker>>(true)

  const { data, response } = await getTickers().withResponse()
  same<typeof data, Record<string, Ticker>>(true)
  same<typeof response.status, number>(true)
  const version = await request<{ version: string }>('GET', 'public/version')
  same<typeof version, { version: string }>(true)
  const any = await request('POST', 'market/orders', { market: 'btcaud', volume: '0.1' })
  same<typeof any, unknown>(true)
}

export async function options(signal: AbortSignal) {
  const perCall: CallOptions = { signal, timeout: 1000, maxRetries: 0, apiKey: 'key' }
  using coinport = new CoinPort({
    apiKey: async () => 'key',
    baseUrl: 'https://www.coinport.com.au/api/v2/peatio',
    rateLimit: { requests: 10, interval: 1000 },
    proxy: false,
    ca: [new Uint8Array()],
    logger: console,
  })
  await coinport.getBalances(null, perCall)
  configure({ rateLimit: false })
  // @ts-expect-error an unknown option
  new CoinPort({ apikey: 'key' })
  // @ts-expect-error a timeout is a number
  new CoinPort({ timeout: '30' })
  // @ts-expect-error an unknown param
  await coinport.getBalances({ nonZero: true })
  // @ts-expect-error an option among the params
  await coinport.getTickers({ signal })
  // @ts-expect-error a method that request() does not send
  await request('HEAD', 'public/version')
}

/** Whatever may be undefined can be passed. */
export async function undefinedValues(maybe: { signal?: AbortSignal; timeout?: number; from?: number }) {
  const coinport = new CoinPort({
    apiKey: process.env.COINPORT_API_KEY,
    apiSecret: process.env.COINPORT_API_SECRET,
    baseUrl: process.env.COINPORT_BASE_URL,
    timeout: maybe.timeout,
    connectTimeout: maybe.timeout,
    maxRetries: maybe.timeout,
    maxResponseSize: maybe.timeout,
    rateLimit: { requests: maybe.timeout, interval: maybe.timeout, burst: maybe.timeout },
    proxy: process.env.PROXY,
    ca: process.env.CA,
    userAgent: process.env.AGENT,
    allowInsecure: undefined,
    logger: undefined,
  }).withOptions({ timeout: maybe.timeout })
  const { signal, timeout } = maybe
  const options: CallOptions = { signal, timeout, maxRetries: timeout, apiKey: process.env.COINPORT_API_KEY }
  await coinport.getOrders({ market: process.env.MARKET, time_from: maybe.from, limit: undefined }, options)
  await coinport.getBalances({ search: { currency_code: process.env.CURRENCY } })
}

export async function lists(coinport: CoinPort) {
  const orders = await coinport.getOrders({ time_from: new Date() }).all({ limit: undefined })
  same<typeof orders, Order[]>(true)
  const { response } = await coinport.getOrders().withResponse()
  same<typeof response.hasMore, boolean | undefined>(true)
  // @ts-expect-error only a list has rows to collect
  coinport.getVersion().all()
}

/** A service that names what it needs of a call as a plain promise can be tested with plain functions. */
export async function mocks() {
  interface Exchange {
    getBalances(params?: GetBalancesParams): Promise<Balance[]>
    getOrders(params: { market: string }): Promise<Pick<Order, 'id'>[]>
  }
  const usable = async (exchange: Exchange) => (await exchange.getBalances({ nonzero: true })).length
  await usable(new CoinPort())
  await usable({ getBalances, getOrders: (params) => new CoinPort().getOrders(params) })
  await usable({ getBalances: async () => [], getOrders: async () => [{ id: 1 }] })
}

export function names(error: unknown) {
  if (!(error instanceof CoinPortError)) return
  switch (error.name) {
    case 'RateLimitError':
      same<typeof error, RateLimitError>(true)
      break
    case 'TimeoutError':
      same<typeof error.code, 'ECONNABORTED' | 'ETIMEDOUT'>(true)
      break
    case 'ConfigError':
      same<typeof error.option, string>(true)
      break
    case 'ParamError':
      same<typeof error, ParamError>(true)
      break
    case 'CredentialsError':
      same<typeof error, CredentialsError>(true)
      break
    // @ts-expect-error no such class
    case 'ParameterError':
      break
  }
  if (error instanceof ApiError) same<typeof error.status, number>(true)
  if (error instanceof ConfigError) same<typeof error.name, 'ConfigError' | 'ParamError'>(true)
  same<typeof error.name, ErrorName>(true)
}

export function errors(error: unknown) {
  if (error instanceof RateLimitError) same<typeof error.retryAfter, number | undefined>(true)
  if (error instanceof ConfigError) same<typeof error.option, string>(true)
  if (error instanceof CanceledError) same<typeof error.__CANCEL__, true>(true)
  if (error instanceof CanceledError) same<typeof error.code, 'ERR_CANCELED'>(true)
  if (error instanceof CoinPortError && error.code === 'ERR_CLIENT_CLOSED') return
  if (error instanceof CoinPortError && error.code === 'a code of the future') return
  if (error instanceof CoinPortError) same<typeof error.outcome, 'not_sent' | 'rejected' | 'unknown' | undefined>(true)
}

export async function sandbox() {
  await using local = await startSandbox({ balances: { btc: '0.5', aud: { balance: '1.0' } }, tickerShape: 'computed' })
  local.fail({ path: 'account/balances', status: 429, times: 2 })
  local.fail({ method: 'POST', path: 'market/orders', after: 'accepted', drop: true, late: undefined })
  same<(typeof local.requests)[number]['path'], string>(true)
  same<(typeof local.orders)[number], Order>(true)
  const btc = local.ledger().btc
  if (btc) same<typeof btc.locked, string>(true)
  same<[string, string], [ReturnType<typeof local.otp>, ReturnType<typeof local.pin>]>(true)
  local.streams.drop({ code: 1012 })
  local.streams.refuse({ status: 429, headers: { 'retry-after': '3' }, times: Number.POSITIVE_INFINITY })
  same<() => void, ReturnType<typeof local.streams.silence>>(true)
  same<(typeof local.streams.connections)[number]['scope'], 'public' | 'private'>(true)
  // @ts-expect-error a code is a number
  local.streams.drop({ code: '1012' })
  // @ts-expect-error a number would lose digits
  await startSandbox({ balances: { btc: 0.5 } })
}

export async function everyKindOfCall(coinport: CoinPort) {
  const orders = await coinport.getOrders({ state: ['wait', 'a state of the future'], type: 'buy', order_by: null })
  same<(typeof orders)[number]['price'], Decimal | null | undefined>(true)
  for await (const order of coinport.getOrders({ market: 'btcaud' })) same<typeof order, Order>(true)
  const candles = await coinport.getKLine('btcaud', { period: 60, time_from: 1732300000 })
  const candle = candles[0]
  if (candle) {
    const [time, open] = candle
    same<typeof time, number>(true)
    same<typeof open, Decimal>(true)
  }
  const { asks } = await coinport.getDepth('btcaud')
  same<typeof asks, [price: Decimal, amount: Decimal][]>(true)
  await coinport.getOrder(40123)
  await coinport.getOrder('9f6c1a52-58f8-4c0e-9f0f-0d1b6c2f7a11')
  const [deposit] = await coinport.getDeposits()
  same<NonNullable<typeof deposit>['confirmations'], number | string | null | undefined>(true)
  same<Awaited<ReturnType<typeof coinport.getReadiness>>, number>(true)
  await coinport.getGeckoOrderBook({ ticker_id: 'BTC_AUD' }, { apiKey: 'key' })

  // @ts-expect-error a required parameter
  await coinport.getGeckoOrderBook()
  // @ts-expect-error a key is required
  await coinport.getDepth()
  // @ts-expect-error no such period
  await coinport.getKLine('btcaud', { period: 7 })
  // @ts-expect-error not a list
  for await (const level of coinport.getDepth('btcaud')) console.log(level)
  // @ts-expect-error a market is not a number
  await coinport.getTicker(5)
}

export function adapted(): AxiosInstance {
  axios.defaults.adapter = adapter
  return axios.create({ adapter })
}

export function traced(call: CallTrace) {
  same<typeof call.status, number | undefined>(true)
  same<typeof call.error, CoinPortError | undefined>(true)
  call.headers.traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  // @ts-expect-error no other header can be sent along
  call.headers.authorization = 'Bearer key'
  // @ts-expect-error the request is read-only
  call.path = 'account/balances'
}
