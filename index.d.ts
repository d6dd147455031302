// Made by `npm run generate` from src/api and src/generate/header.d.ts.

/**
 * A decimal with exactly the digits that the exchange sent, such as `'0.0312500000000000'`. Never a number:
 * a number would round it. Use a decimal library to compute with it.
 */
export type Decimal = string

/** The promise of a call. */
export interface Call<T> extends Promise<T> {
  /** The result together with the status and headers of the answer; of the last page where there were several. */
  withResponse(): Promise<{ data: T; response: ResponseHead }>
}

/** Status and headers of an answer. */
export interface ResponseHead {
  /** HTTP status. */
  status: number
  /** The status in words; empty where it has none. */
  statusText: string
  /** Names in lower case; several values of a name are joined with `, `. Never a cookie, never a key. */
  headers: Record<string, string>
}

/** How to reach the exchange and with which key. Everything has a default; what is unset comes from the environment. */
export interface ClientOptions {
  /**
   * The key: a string, or a function that is asked once per call, within its timeout.
   * Environment: `COINPORT_API_KEY`. Never paired with a secret from the environment.
   */
  apiKey?: string | (() => string | Promise<string>) | null
  /**
   * The key's secret. With it, requests are signed with the exchange's `X-Auth-Apikey`, `X-Auth-Nonce` and
   * `X-Auth-Signature`; without it, they carry `Authorization: Bearer <apiKey>`. Environment: `COINPORT_API_SECRET`,
   * which pairs with `COINPORT_API_KEY` only.
   */
  apiSecret?: string | null
  /**
   * Where the exchange is. Environment: `COINPORT_BASE_URL`.
   * @default 'https://www.coinport.com.au/api/v2/peatio'
   */
  baseUrl?: string | null
  /**
   * The whole call, in milliseconds: waiting for its turn, retries, pages and bodies.
   * @default 30000
   */
  timeout?: number | null
  /**
   * One connection, in milliseconds: name, TCP and TLS.
   * @default 5000
   */
  connectTimeout?: number | null
  /**
   * Attempts after the first, 0 to 10, for calls that only read. Calls that change something are sent once.
   * @default 2
   */
  maxRetries?: number | null
  /**
   * Requests per `interval` milliseconds, and how many of them at once, for each key and origin, shared by all
   * clients and worker threads of the process. `false` for no limit.
   * @default { requests: 6000, interval: 300000, burst: 100 }
   */
  rateLimit?: { requests?: number | null; interval?: number | null; burst?: number | null } | false | null
  /**
   * The most bytes of an answer, after decompression.
   * @default 16777216
   */
  maxResponseSize?: number | null
  /**
   * An `http://` or `https://` proxy for the requests, which pass it in a CONNECT tunnel; `false` for none.
   * Environment: `HTTPS_PROXY`, then `ALL_PROXY`, but for the hosts in `NO_PROXY`.
   */
  proxy?: string | false | null
  /** Certificates in PEM, trusted beside those that Node trusts. Environment: `NODE_EXTRA_CA_CERTS` (a file). */
  ca?: string | Uint8Array | readonly (string | Uint8Array)[] | null
  /** The `User-Agent` header. Default: `coinport/<version> (node)`. */
  userAgent?: string | null
  /**
   * Permits a base URL with `http://` to a host other than loopback. Everybody on the way can then read the key.
   * @default false
   */
  allowInsecure?: boolean | null
  /** Told of every call: `debug` when it succeeded, `warn` when it failed. Never told a key or a body. */
  logger?: Logger | null
}

/** What `console` and the usual loggers are. */
export interface Logger {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

/** What one call does differently from its client. */
export interface CallOptions {
  /** The whole call, in milliseconds. */
  timeout?: number | null
  /** Attempts after the first, 0 to 10. */
  maxRetries?: number | null
  /** Cancels the call: it rejects with a {@link CanceledError}. */
  signal?: AbortSignal | null
  /** The Bearer key for this call, also for a public one. Not on a client that signs. */
  apiKey?: string | null
}

/** A call without parameters. */
export type NoParams = Record<string, never>

/** The values that the params of {@link request} can have. */
export type ParamValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ParamValue[]
  | { readonly [key: string]: ParamValue }

/** A client. Any number of them share connections, and rate limits where they share a key. */
export declare class CoinPort {
  /** @throws {ConfigError} for an option that cannot be used; `error.option` names it. */
  constructor(options?: ClientOptions | null)
  /**
   * Any other call, under the same promises. On the path of a known GET call, the result is checked as that call's is;
   * elsewhere it is what `JSON.parse` gives. Another method than GET is sent at most once, with `params` as its JSON
   * body, and its errors say the `outcome`.
   */
  request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    params?: { readonly [name: string]: ParamValue } | null,
    options?: CallOptions | null,
  ): Call<T>
  /** Rejects the calls of this client that are still running, and every later one, with `ERR_CLIENT_CLOSED`. */
  close(): void
  /** The same as {@link CoinPort.close}. */
  [Symbol.dispose](): void
  /** The same as {@link CoinPort.close}. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Replaces the client behind the top-level functions. Calls in flight finish on the old one. */
export declare function configure(options?: ClientOptions | null): void

/** {@link CoinPort.request} on the default client. */
export declare const request: CoinPort['request']

/** What went wrong with a call. All errors of this package extend it, and have the shape of axios's. */
export declare class CoinPortError extends Error {
  /** Fixed: Node's and axios's own where they have one. The message is for people. */
  code: string
  /** HTTP status, where an answer came. */
  status?: number
  /** What to do, in one sentence. */
  hint?: string
  /** The exchange's codes, such as `market.account.insufficient_balance`. */
  errors?: string[]
  /** Requests that were sent. */
  attempts?: number
  /** For a call that changes something: whether the exchange may have acted. */
  outcome?: 'not_sent' | 'rejected' | 'unknown'
  /** What was asked. */
  request?: { method: string; url: string }
  /** What was asked, as axios shows it. */
  config?: { method: string; url: string; params?: object; timeout: number }
  /** What came back. */
  response?: ResponseHead & { data?: unknown }
  /** So that `axios.isAxiosError` matches. */
  readonly isAxiosError: true
  toJSON(): object
}
/** The exchange answered with a status other than 2xx. Code: `ERR_BAD_REQUEST` for 4xx, else `ERR_BAD_RESPONSE`. */
export declare class ApiError extends CoinPortError {
  status: number
  errors: string[]
}
/** 401: the key is missing, wrong or expired. */
export declare class AuthenticationError extends ApiError {}
/** 403: the key lacks the permission. */
export declare class PermissionError extends ApiError {}
/** 429: too many requests. */
export declare class RateLimitError extends ApiError {
  /** Seconds to wait, where the exchange said it. */
  retryAfter?: number
}
/** A 2xx answer that is not what the endpoint documents, or too large. Code: `ERR_BAD_RESPONSE`. */
export declare class DecodeError extends CoinPortError {
  /** Where in the body, such as `[3].balance`. */
  path: string
}
/** The time was over. Code: `ECONNABORTED`; `ETIMEDOUT` for a single connection. */
export declare class TimeoutError extends CoinPortError {
  /** What the call was doing then. */
  phase: 'credentials' | 'queue' | 'connect' | 'headers' | 'body' | 'backoff'
}
/** No complete answer came. The code is Node's, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
export declare class NetworkError extends CoinPortError {
  phase: 'connect' | 'headers' | 'body'
}
/** The signal fired. Code: `ERR_CANCELED`; `cause` is the signal's reason. */
export declare class CanceledError extends CoinPortError {
  /** So that `axios.isCancel` matches. */
  readonly __CANCEL__: true
}
/** An option, a parameter or the key cannot be used. Code: `ERR_BAD_OPTION`, `ERR_BAD_OPTION_VALUE` or `ERR_INVALID_URL`. */
export declare class ConfigError extends CoinPortError {
  /** Which one. */
  option: string
}

/** The last 24 hours of a market, and when they were computed. */
export interface Ticker {
  /** When this was computed, in seconds since 1970. */
  at: number
  /** The figures. */
  ticker: TickerValues
}

/** The last 24 hours of a market. Without trades in that time all figures but `last` are zero. */
export interface TickerValues {
  /** When this was computed, in seconds since 1970. Absent or `null` where the exchange computes on request. */
  at?: number | null
  /** Average price, weighted by volume, in the quote currency. */
  avg_price?: Decimal
  /** Highest price, in the quote currency. */
  high: Decimal
  /** Price of the last trade ever, in the quote currency; zero if there was none. */
  last: Decimal
  /** Lowest price, in the quote currency. */
  low: Decimal
  /** Price of the first trade of the 24 hours, in the quote currency. */
  open: Decimal
  /** Change from `open` to `last` as text, such as `+1.37%`. */
  price_change_percent?: string
  /** Traded volume in the quote currency. */
  volume: Decimal
  /** Traded volume in the base currency. */
  amount?: Decimal
  /** The same as `volume`; only where the exchange computes on request. */
  vol?: Decimal
}

/** What the account holds of one currency. */
export interface Balance {
  /** Currency code in lower case, such as `btc`. */
  currency: string
  /** Available amount; `locked` is not part of it. */
  balance: Decimal
  /** Amount held by open orders and withdrawals. */
  locked: Decimal
  /** Type of the account; `spot` on the stock exchange. */
  account_type?: string
  /** Deposit address on the default network; `null` if none was created yet, absent for fiat. */
  deposit_address?: PaymentAddress | null
  /** Deposit addresses on all networks; absent for fiat. */
  deposit_addresses?: PaymentAddress[]
}

/** An address to deposit to. */
export interface PaymentAddress {
  /** Codes of the currencies that this address takes. */
  currencies?: string[]
  /** Network, such as `bitcoin`. */
  blockchain_key?: string | null
  /** The address; `null` while it is being created. */
  address?: string | null
  /** `pending` until there is an address. */
  state?: 'pending' | 'active' | 'disabled' | 'retired' | (string & {}) | null
}

/** What {@link getTickers} can be asked. */
export interface GetTickersParams {
  /**
   * Only these market ids, such as `['btcaud']`; one that is unknown is absent, and `[]` gives `{}`. Not sent: the
   * exchange always answers with all markets, but only these reach JavaScript.
   */
  markets?: readonly string[] | null
}

/** What {@link getBalances} can be asked. */
export interface GetBalancesParams {
  /** Only currencies of which something is available or locked. Default `false`. */
  nonzero?: boolean | null
  /** Only accounts of this type. The stock exchange knows `spot`. */
  account_type?: string | readonly string[] | null
  /** Only currencies whose code or name contains this text, in any letter case. */
  search?: { currency_code?: string | null; currency_name?: string | null } | null
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null
  /** Rows per page. */
  limit?: number | null
}

export interface CoinPort {
  /**
   * The last 24 hours of every market, by market id. The exchange renews them about every 5 seconds, and serves
   * old ones when that stops: look at `at`. Which currencies a market trades is in `base_unit` and `quote_unit` of
   * `public/markets`, never in the letters of its id.
   *
   * `GET public/markets/tickers`, public.
   */
  getTickers(params?: GetTickersParams | null, options?: CallOptions | null): Call<Record<string, Ticker>>
  /**
   * What the account holds: one row for each enabled currency, also for those never held. Complete: every page is
   * read unless `page` or `limit` is given, and a page that fails fails the call. The exchange may take ten
   * seconds.
   *
   * `GET account/balances`, needs a key.
   */
  getBalances(params?: GetBalancesParams | null, options?: CallOptions | null): Call<Balance[]>
}

/**
 * The last 24 hours of every market, by market id. The exchange renews them about every 5 seconds, and serves
 * old ones when that stops: look at `at`. Which currencies a market trades is in `base_unit` and `quote_unit` of
 * `public/markets`, never in the letters of its id.
 *
 * `GET public/markets/tickers`, public.
 */
export declare function getTickers(params?: GetTickersParams | null, options?: CallOptions | null): Call<Record<string, Ticker>>

/**
 * What the account holds: one row for each enabled currency, also for those never held. Complete: every page is
 * read unless `page` or `limit` is given, and a page that fails fails the call. The exchange may take ten
 * seconds.
 *
 * `GET account/balances`, needs a key.
 */
export declare function getBalances(params?: GetBalancesParams | null, options?: CallOptions | null): Call<Balance[]>
