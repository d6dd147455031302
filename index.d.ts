// Made by `npm run generate` from src/api and src/generate/header.

/**
 * The calls, the client behind them, and their errors.
 *
 * @module coinport
 */

/**
 * A decimal with exactly the digits that the exchange sent, such as `'0.0312500000000000'`. It is never a number,
 * because a number would round it. `0.0` and exponents such as `3e-05` occur. Use a decimal library to calculate and to
 * compare: as strings, `'9.5' > '10.5'`.
 */
// Not plain `string`, which editors would show instead of the name.
export type Decimal = string & {}

/** The promise of a call. */
export interface Call<T> extends Promise<T> {
  /** The result together with the status and headers of the response. If there were several pages, those of the last. */
  withResponse(): Promise<WithResponse<T>>
}

/** A result with the status and headers of its response. */
export interface WithResponse<T> {
  /** The result. */
  data: T
  /** Status and headers of the response. If there were several pages, those of the last. */
  response: ResponseHead & {
    /**
     * Only for one page of a list: whether there are more pages. Absent if the page headers contradict the rows. If the
     * server sends no page headers, this can be `true` for the last page, because a round number of rows counts as a
     * full page. It is never `false` while there are more.
     */
    hasMore?: boolean
  }
}

/**
 * The promise of a list. It can be awaited, iterated with `for await`, or collected with `all()`. For a history such as
 * deposits, `await` gives one page.
 */
export interface ListCall<T> extends Call<T[]>, AsyncIterable<T> {
  /** Collects the rows that `for await` gives: of a history, those of all pages. */
  all(options?: AllOptions | null): Promise<T[]>
  /**
   * All rows, page by page, starting at `page`. Each page is read when it is needed and has its own `timeout`.
   *
   * A row that stays in the list during the whole iteration is returned exactly once, even if other rows are added,
   * removed or moved meanwhile. If `page` is not 1, this holds for the rows that stay behind the first row of that page.
   * If the list changes faster than it can be read, the iteration throws a {@link DecodeError}.
   */
  [Symbol.asyncIterator](): AsyncIterator<T, void, undefined>
}

/** Options of {@link ListCall.all}. */
export interface AllOptions {
  /** The most rows to collect. Default: no limit. The param `limit` is the number of rows per page. */
  limit?: number | null | undefined
}

/** An object with the selected keys, any of which may be absent. If no keys are selected, it has all of them. */
export type Selected<Key extends string, T> = [Key] extends [never] ? Record<string, T> : Partial<Record<Key, T>>

/** Status and headers of a response. */
export interface ResponseHead {
  /** HTTP status. */
  status: number
  /** The standard text of the status; empty if it has none. */
  statusText: string
  /** Names are in lower case, and several values of one name are joined with `, `. Cookies and keys are left out. */
  headers: Record<string, string>
}

/** Options of a single call. */
export interface CallOptions {
  /** The time limit of the whole call, in milliseconds. */
  timeout?: number | null | undefined
  /** How often the call is retried, 0 to 10. */
  maxRetries?: number | null | undefined
  /** Cancels the call, which then rejects with a {@link CanceledError}. */
  signal?: AbortSignal | null | undefined
  /** The Bearer key for this call; sent to public endpoints too. Refused by a client that signs. */
  apiKey?: string | null | undefined
}

/** The params of a call that has none. */
export type NoParams = Record<string, never>

/** A value in the params of {@link request}: plain data. */
export type ParamValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ParamValue[]
  | { readonly [key: string]: ParamValue }

/** A client. All clients of a process share their connections; those with the same key also share its rate limit. */
export declare class CoinPort {
  /** @throws {ConfigError} if an option is not valid; `error.option` names it. */
  constructor(options?: ClientOptions | null)
  /**
   * Calls any path of the exchange.
   *
   * A GET request to the path of a known call is checked as that call is. The result of any other request is what
   * `JSON.parse` returns. A request with a method other than GET sends `params` as its JSON body. It is sent at most
   * once, and its errors have an `outcome`.
   *
   * `params` must be plain data. A value that JSON would drop or change, such as a promise, a `Date` or an object of a
   * decimal library, is refused with a {@link ParamError} that names the field.
   */
  request<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    params?: { readonly [name: string]: ParamValue } | null,
    options?: CallOptions | null,
  ): Call<T>
  /**
   * A client like this one, with `options` in place of its own. An option that is `null` or absent is inherited. If
   * `apiKey` or `apiSecret` is given, neither is inherited. The new client has its own `close()`.
   *
   * @throws {ConfigError} if an option is not valid; `error.option` names it.
   */
  withOptions(options: ClientOptions): CoinPort
  /**
   * Finds out whether a call was carried out whose outcome is `unknown`, by reading what the exchange has. It sends nothing
   * again. `docs/writing.md` says what it can know and what it cannot.
   *
   * It looks at once, then after 2, 5, 10, 20 and 30 seconds and every 30 seconds from then on, up to `wait`. If something
   * fits while identical calls of this process are running, it first waits for their end. A look that fails is repeated at
   * the time of the next one. If the last one fails, its error is thrown, and nothing is decided.
   *
   * The error of a call with the outcome `not_sent` or `rejected` gives `not_done` at once.
   *
   * @param what The error of a call that changes something, or its {@link Intent}. Pass it to the client that made the call,
   * or to one with the same key and base URL.
   * @throws {ConfigError} if `what` or an option is not valid, or if the call was made with another key or base URL.
   */
  reconcile<Name extends ChangingCall>(
    what: Intent<Name>,
    options?: ReconcileOptions | null,
  ): Promise<Reconciled<Awaited<ReturnType<CoinPort[Name]>>>>
  reconcile<Result = unknown>(what: CoinPortError, options?: ReconcileOptions | null): Promise<Reconciled<Result>>
  /** Rejects the pending calls of this client, and all later ones, with `ERR_CLIENT_CLOSED`. */
  close(): void
  /** The same as {@link CoinPort.close}. */
  [Symbol.dispose](): void
  /** The same as {@link CoinPort.close}. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Replaces the default client, which the functions of this package use. Pending calls finish on the old one. */
export declare function configure(options?: ClientOptions | null): void

/** {@link CoinPort.request} on the default client. */
export declare const request: CoinPort['request']

/** {@link CoinPort.reconcile} on the default client. */
export declare const reconcile: CoinPort['reconcile']

/** Options of a client. Each has a default or is read from the environment. */
export interface ClientOptions {
  /**
   * The API key: a string, or a function that returns it. The function is called once per call, within its timeout.
   * Environment: `COINPORT_API_KEY`. An explicit key is never combined with a secret from the environment.
   */
  apiKey?: string | (() => string | Promise<string>) | null | undefined
  /**
   * The secret of the key. With a secret, requests are signed with the headers `X-Auth-Apikey`, `X-Auth-Nonce` and
   * `X-Auth-Signature`. Without one, they carry `Authorization: Bearer <apiKey>`. Environment: `COINPORT_API_SECRET`,
   * used only together with `COINPORT_API_KEY`.
   */
  apiSecret?: string | null | undefined
  /**
   * The base URL of the exchange. Environment: `COINPORT_BASE_URL`.
   * @default 'https://www.coinport.com.au/api/v2/peatio'
   */
  baseUrl?: string | null | undefined
  /**
   * The time limit of the whole call in milliseconds, including queueing, retries, pages and reading the body.
   * @default 30000
   */
  timeout?: number | null | undefined
  /**
   * The time limit for one connection in milliseconds, including DNS and TLS.
   * @default 5000
   */
  connectTimeout?: number | null | undefined
  /**
   * How often a call that only reads is retried, 0 to 10. Calls that change something are never retried.
   * @default 2
   */
  maxRetries?: number | null | undefined
  /**
   * At most `requests` per `interval` milliseconds, of which `burst` at once. The limit applies to each key and origin,
   * and is shared by all clients and worker threads of the process. `false` means no limit.
   * @default { requests: 6000, interval: 300000, burst: 100 }
   */
  rateLimit?: RateLimit | false | null | undefined
  /** A limit that several processes share. It is asked before each call. `rateLimit` applies too. */
  limiter?: Limiter | null | undefined
  /**
   * Refuses every call that changes something: every request with a method other than GET. The error is a
   * {@link ConfigError}.
   * Environment: `COINPORT_READ_ONLY=1`.
   * @default false
   */
  readOnly?: boolean | null | undefined
  /**
   * The largest response in bytes, after decompression. For a complete list, this limits all its pages together.
   * @default 16777216
   */
  maxResponseSize?: number | null | undefined
  /**
   * The URL of an `http://` or `https://` proxy, used through a CONNECT tunnel; `false` for none. Environment:
   * `HTTPS_PROXY`, then `ALL_PROXY`, except for the hosts in `NO_PROXY`. If the proxy refuses the tunnel, the call fails
   * with a {@link NetworkError} with the code `ERR_PROXY_TUNNEL`.
   */
  proxy?: string | false | null | undefined
  /**
   * Certificates in PEM format, trusted in addition to those that Node trusts. Environment: `NODE_EXTRA_CA_CERTS`, the
   * path of a file, which is read when the first connection is made.
   */
  ca?: string | Uint8Array | readonly (string | Uint8Array)[] | null | undefined
  /** The `User-Agent` header. Default: `coinport/<version> (node)`. */
  userAgent?: string | null | undefined
  /**
   * Allows a base URL with `http://` for hosts other than loopback. Anyone on the network path can then read the key.
   * @default false
   */
  allowInsecure?: boolean | null | undefined
  /**
   * Logs every attempt: with `debug` if the call succeeded or goes on, with `warn` if the call failed. Keys, params and
   * bodies are never logged. Environment: `COINPORT_LOG` writes a log to stderr instead, `debug` with all lines and `warn`
   * with those of failed calls.
   */
  logger?: Logger | null | undefined
}

/** A rate limit. Omitted fields have their defaults. */
export interface RateLimit {
  /** Requests per interval. */
  requests?: number | null | undefined
  /** The interval, in milliseconds. */
  interval?: number | null | undefined
  /** How many requests may be sent at once after a pause. */
  burst?: number | null | undefined
}

/** A limit that several processes share. */
export interface Limiter {
  /**
   * Called once per call, before its key function and its first request. The call waits for the promise, within its
   * timeout (then a {@link TimeoutError} with the phase `queue`). If the promise rejects, the call fails with the code
   * `ERR_LIMITER` and the reason as its `cause`, and nothing was sent.
   */
  acquire(call: LimitedCall): Promise<void>
  /**
   * Called when a call has ended that took more than one request: `more` is the number of retries and further pages. They
   * were sent without being asked for, so the limiter should count them as a debt.
   */
  spent?(more: number): void
}

/** The call for which a {@link Limiter} is asked. */
export interface LimitedCall {
  /** The name of the function, such as `getTicker`; `axios` for a request of the adapter. */
  readonly name: string
  /** The HTTP method. */
  readonly method: string
  /** The path below the base URL, as in {@link CallTrace.path}. */
  readonly path: string
  /** Aborted when the call does not wait any longer: it was canceled, its client was closed, or its time is over. */
  readonly signal: AbortSignal
  /** The time that the call has left, in milliseconds. */
  readonly timeout: number
}

/**
 * What a failed call was to do, if its outcome is `unknown`; undefined for every other error. It has no one-time password and
 * no PIN. Stored as JSON, it can be reconciled by another process. Errors of {@link request} and of axios have none.
 */
export declare function intentOf(error: unknown): Intent | undefined

/** The calls that change something. */
export type ChangingCall = 'createWithdraw'
  | 'createInternalTransfer'
  | 'createBeneficiary'
  | 'activateBeneficiary'
  | 'resendBeneficiaryPin'
  | 'updateBeneficiary'
  | 'deleteBeneficiary'
  | 'setBeneficiariesWhitelisting'
  | 'createOrder'
  | 'cancelOrder'
  | 'cancelOrders'

/** What a call was to do. It is plain JSON: stored before the call, it survives a crash. */
export interface Intent<Name extends ChangingCall = ChangingCall> {
  /** The name of the call. */
  readonly call: Name
  /** The key of the call, such as the id of an order, if it has one. */
  readonly key?: number | string | null | undefined
  /** The params of the call. One-time passwords and PINs are not needed, and are not looked at. */
  readonly params?: { readonly [name: string]: ParamValue } | null | undefined
  /** When the call was made, or shortly before: `Date.now()`, in milliseconds. */
  readonly sentAt: number
  /** Ids that are known not to be those of this call, such as those of identical orders placed before. */
  readonly exclude?: readonly number[] | null | undefined
}

/** Options of {@link CoinPort.reconcile}. */
export interface ReconcileOptions {
  /**
   * How long to look, in milliseconds from the start. With 0 there is one look.
   * @default 30000
   */
  wait?: number | null | undefined
  /**
   * The time limit of each look, in milliseconds.
   * @default 10000
   */
  timeout?: number | null | undefined
  /** Ends it, which then rejects with a {@link CanceledError}. */
  signal?: AbortSignal | null | undefined
  /** The key of the call, if it was made with one of its own. */
  apiKey?: string | null | undefined
}

/** What {@link CoinPort.reconcile} found out. */
export type Reconciled<Result = unknown> =
  | {
      /** The call was carried out. */
      verdict: 'done'
      /**
       * What the call would have returned, as it is now. For {@link cancelOrders}, the orders in its scope that have changed
       * since the call.
       */
      result: Result
    }
  | {
      /** The call was not carried out before the last look. */
      verdict: 'not_done'
      /**
       * Whether it never will be. It is true 95 seconds after a call that adds something with a one-time password, because
       * that has then expired. It is false for all other calls: one that is on its way may still arrive.
       */
      final: boolean
      /** The time of the last look, on the clock of the exchange. ISO 8601. */
      lookedAt: string
    }
  | {
      /** The exchange has more that fit the call than calls of this process, so that it cannot be known which is its own. */
      verdict: 'ambiguous'
      /** Those that fit. */
      candidates: Result[]
    }

/**
 * Gives `value` exactly `places` decimals, such as `quantize('0.0066225', 6, 'down')`, which is `'0.006622'`. It calculates
 * with text and is exact. The result may be zero.
 *
 * @param value A plain decimal of any length.
 * @param places The number of decimals, from 0 to 100. Zeros are added if `value` has fewer.
 * @param rounding `'down'` rounds towards zero, `'up'` away from it.
 * @throws {ParamError} if an argument is not valid.
 */
export declare function quantize(value: Decimal, places: number, rounding: 'down' | 'up'): Decimal

/**
 * The limits of `market` that `order` breaks, so that the exchange would refuse it. Empty if there are none. It compares and
 * does not round. {@link createOrder} does not use it, because only the exchange knows its current limits.
 *
 * @param market The market of the order, from {@link getMarkets}.
 * @param order The params of {@link createOrder}. Zeros at the end of a decimal do not count as precision.
 * @throws {ParamError} if the order is for another market, or a price or volume is not a plain decimal.
 */
export declare function checkOrder(market: Market, order: CreateOrderParams): OrderProblem[]

/** A limit of its market that an order breaks. */
export type OrderProblem = {
  /** The param that breaks it. */
  param: 'price' | 'volume'
} & (
  | {
      /** Whether it is too small or too large. */
      rule: 'min' | 'max'
      /** The smallest or the largest value. */
      limit: Decimal
    }
  | {
      /** It has too many decimals. */
      rule: 'precision'
      /** The largest number of decimals. */
      limit: number
    }
)

/** An error of exactly this class, not of a child of it. */
export interface Named<Name extends ErrorName> {
  /** The name of the class. */
  name: Name
}

/** The names of the error classes. */
export type ErrorName =
  | 'CoinPortError'
  | ApiError['name']
  | 'DecodeError'
  | 'TimeoutError'
  | 'NetworkError'
  | 'CanceledError'
  | 'CredentialsError'
  | ConfigError['name']

/**
 * The values of `code` of an error: those of axios, those of this package, and those of Node for network errors,
 * of which only the most common are listed.
 */
export type ErrorCode =
  | 'ERR_BAD_REQUEST'
  | 'ERR_BAD_RESPONSE'
  | 'ERR_CANCELED'
  | 'ERR_CREDENTIALS'
  | 'ERR_BAD_OPTION'
  | 'ERR_BAD_OPTION_VALUE'
  | 'ERR_INVALID_URL'
  | 'ERR_CLIENT_CLOSED'
  | 'ERR_QUEUE_FULL'
  | 'ERR_LIMITER'
  | 'ERR_INTERNAL'
  | 'ECONNABORTED'
  | 'ETIMEDOUT'
  | 'ECONNREFUSED'
  | 'ERR_PROXY_TUNNEL'
  | 'ECONNRESET'
  | 'ENOTFOUND'
  | 'CERT_HAS_EXPIRED'
  | (string & {})

/**
 * Any error of this package. All have the fields of an axios error. `name` tells the classes apart:
 * `error.name === 'RateLimitError'` narrows the type as `error instanceof RateLimitError` does.
 */
type CoinPortError =
  | (BaseError & Named<'CoinPortError'>)
  | (ApiError & Named<'ApiError'>)
  | AuthenticationError
  | PermissionError
  | RateLimitError
  | DecodeError
  | TimeoutError
  | NetworkError
  | CanceledError
  | CredentialsError
  | (ConfigError & Named<'ConfigError'>)
  | ParamError
/** The class that all errors of this package extend. */
declare const CoinPortError: abstract new (message?: string) => CoinPortError

// Named here, because otherwise everything in a file of typings is exported, BaseError too.
export { CoinPortError }

/** The fields of all errors. */
declare class BaseError extends Error {
  /** The name of the class. */
  name: ErrorName
  /** A stable code for programs. The message is for people and may change. */
  code: ErrorCode
  /** The HTTP status, if there was a response. It may be a success, if the body was not received completely. */
  status?: number
  /** What to do about it, in one sentence. */
  hint?: string
  /** The exchange's error codes, such as `market.account.insufficient_balance`. */
  errors?: string[]
  /** The number of requests sent. */
  attempts?: number
  /** For a call that changes something: whether the exchange may have carried it out. */
  outcome?: 'not_sent' | 'rejected' | 'unknown'
  /** The request. */
  request?: {
    /** The HTTP method, such as `GET`. */
    method: string
    /** The whole URL, without anything secret. */
    url: string
  }
  /** The request, as axios describes it. */
  config?: {
    /** The HTTP method, such as `get`. */
    method: string
    /** The whole URL, without anything secret. */
    url: string
    /** The params of a call that only reads. */
    params?: object
    /** The time limit of the whole call, in milliseconds. */
    timeout: number
  }
  /** The response, if there was one. */
  response?: ResponseHead & {
    /** The body: the parsed value if it is JSON, otherwise the text. */
    data?: unknown
  }
  /** Makes `axios.isAxiosError` return `true`. */
  readonly isAxiosError: true
  /** The fields above as a plain object, without any key. */
  toJSON(): object
}
/** The exchange responded with a status other than 2xx. Code: `ERR_BAD_REQUEST` for 4xx, otherwise `ERR_BAD_RESPONSE`. */
export declare class ApiError extends BaseError {
  name: 'ApiError' | 'AuthenticationError' | 'PermissionError' | 'RateLimitError'
  code: 'ERR_BAD_REQUEST' | 'ERR_BAD_RESPONSE'
  status: number
  errors: string[]
  /** Seconds to wait, if a 429 or a 503 had a `Retry-After` header. */
  retryAfter?: number
}
/** 401: the key is missing, wrong or expired. */
export declare class AuthenticationError extends ApiError {
  name: 'AuthenticationError'
  code: 'ERR_BAD_REQUEST'
}
/** 403: the key does not have the permission. */
export declare class PermissionError extends ApiError {
  name: 'PermissionError'
  code: 'ERR_BAD_REQUEST'
}
/** 429: too many requests. */
export declare class RateLimitError extends ApiError {
  name: 'RateLimitError'
  code: 'ERR_BAD_REQUEST'
}
/** A 2xx response that does not have the documented form, or is too large. Code: `ERR_BAD_RESPONSE`. */
export declare class DecodeError extends BaseError {
  name: 'DecodeError'
  code: 'ERR_BAD_RESPONSE'
  /** The position in the body, such as `[3].balance`. */
  path: string
}
/** A time limit was reached. Code: `ECONNABORTED` for `timeout`, `ETIMEDOUT` for `connectTimeout`. */
export declare class TimeoutError extends BaseError {
  name: 'TimeoutError'
  code: 'ECONNABORTED' | 'ETIMEDOUT'
  /** What the call was doing at that time. */
  phase: 'credentials' | 'queue' | 'connect' | 'headers' | 'body' | 'backoff'
}
/** There was no complete response. The code is Node's, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
export declare class NetworkError extends BaseError {
  name: 'NetworkError'
  /** What the call was doing at that time. */
  phase: 'connect' | 'headers' | 'body'
}
/** The signal was aborted. Code: `ERR_CANCELED`; `cause` is the reason of the signal. */
export declare class CanceledError extends BaseError {
  name: 'CanceledError'
  code: 'ERR_CANCELED'
  /** Makes `axios.isCancel` return `true`. */
  readonly __CANCEL__: true
}
/** The `apiKey` function of the client failed; `cause` is its error. Nothing was sent. Code: `ERR_CREDENTIALS`. */
export declare class CredentialsError extends BaseError {
  name: 'CredentialsError'
  code: 'ERR_CREDENTIALS'
}
/**
 * An option, an environment variable or the key is not valid. Its child {@link ParamError} is about an argument of the
 * call. Nothing was sent. Code: `ERR_BAD_OPTION`, `ERR_BAD_OPTION_VALUE` or `ERR_INVALID_URL`.
 */
export declare class ConfigError extends BaseError {
  name: 'ConfigError' | 'ParamError'
  code: 'ERR_BAD_OPTION' | 'ERR_BAD_OPTION_VALUE' | 'ERR_INVALID_URL'
  /** The name of the option or parameter. */
  option: string
}
/**
 * An argument of the call is not valid: a parameter, or a key of the path such as the market. Nothing was sent. In a
 * service, it often comes from the service's own caller. Code: `ERR_BAD_OPTION` or `ERR_BAD_OPTION_VALUE`.
 */
export declare class ParamError extends ConfigError {
  name: 'ParamError'
  code: 'ERR_BAD_OPTION' | 'ERR_BAD_OPTION_VALUE'
}

/**
 * A logger, such as `console`, pino or winston. Its methods are called with a message and the fields. A pino logger is
 * recognized, and its methods are called with the fields and a message.
 */
export interface Logger {
  /** Called for each call that succeeded, and for each attempt that failed and is followed by another. */
  debug(message: string, fields?: LogFields): void
  /** Not called at present. */
  info(message: string, fields?: LogFields): void
  /** Called for each call that failed. */
  warn(message: string, fields?: LogFields): void
  /** Not called at present. */
  error(message: string, fields?: LogFields): void
}

/** The fields of a line of the log. A field without a value is absent. */
export interface LogFields {
  /** The HTTP method. */
  readonly method: string
  /** The path below the base URL, as in {@link CallTrace.path}. */
  readonly path: string
  /** The HTTP status, if there was a response. */
  readonly status?: number
  /** The code of the error, if the call or the attempt failed. */
  readonly code?: ErrorCode
  /** The message of the error. */
  readonly reason?: string
  /** The number of requests sent, for a call that has ended. */
  readonly attempts?: number
  /** The number of the failed attempt, from 1, for an attempt that is followed by another. */
  readonly attempt?: number
  /** The duration of the call or the attempt in milliseconds. */
  readonly duration: number
  /** The milliseconds until the next attempt. */
  readonly delay?: number
}

/**
 * The message of the tracing channel `coinport:call` (`tracingChannel` of `node:diagnostics_channel`). There is one
 * object per call, and the outcome is added to it when the call ends. It contains no key, parameter or body.
 */
export interface CallTrace {
  /** The name of the function, such as `getTicker`; `axios` for a request of the adapter. */
  readonly name: string
  /** The HTTP method. */
  readonly method: string
  /**
   * The path below the base URL, as a template: `public/markets/{market}/tickers`. For `request` and axios, the path as
   * it was given.
   */
  readonly path: string
  /** The base URL of the client. */
  readonly baseUrl: string
  /** Trace headers to send. Only these two can be set, by a subscriber of `start`. */
  headers: Partial<Record<'traceparent' | 'tracestate', string>>
  /** When the call was made, on the clock of `performance.now()`. */
  readonly startTime: number
  /** The duration of the call in milliseconds. */
  readonly duration?: number
  /** The HTTP status, if there was a response. If there were several pages, that of the last. */
  readonly status?: number
  /** The number of requests sent, including those of all pages. Absent if the call ended before its first request. */
  readonly attempts?: number
  /** The error that the caller receives. If the key function failed, its error is the `cause`. */
  readonly error?: CoinPortError
}

/** The last 24 hours of a market, and when they were computed. */
export interface Ticker {
  /** When this was computed, in seconds since 1970. */
  at: number
  /** Figures. */
  ticker: TickerValues
}

/** The last 24 hours of a market. If there were no trades in that time, all figures except `last` are zero. */
export interface TickerValues {
  /** When this was computed, in seconds since 1970. Absent or `null` if the exchange computed it on request. */
  at?: number | null
  /** Average price, weighted by volume, in the quote currency. */
  avg_price?: Decimal
  /** Highest price, in the quote currency. */
  high: Decimal
  /** Price of the last trade, however long ago, in the quote currency; zero if there was none. */
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
  /** The same as `volume`; present only if the exchange computed it on request. */
  vol?: Decimal
}

/** A market. */
export interface Market {
  /** Market id, such as `btcaud`. */
  id: string
  /** The same as `id`. */
  symbol?: string
  /** Name, such as `BTC/AUD`. */
  name?: string
  /** Kind of market. */
  type?: 'spot' | 'qe' | (string & {})
  /** Base currency: the one that is traded. */
  base_unit: string
  /** Quote currency: the one that prices are in. */
  quote_unit: string
  /** Minimum price of an order. */
  min_price: Decimal
  /** Maximum price of an order; `0.0` means no limit. */
  max_price: Decimal
  /** Minimum volume of an order. */
  min_amount: Decimal
  /** Decimal places of a volume. More are refused, not rounded. */
  amount_precision: number
  /** Decimal places of a price. More are refused, not rounded. */
  price_precision: number
  /** State. */
  state?: 'enabled' | 'hidden' | 'disabled' | 'locked' | 'sale' | 'presale' | (string & {})
}

/** Both sides of an order book: prices in the quote currency, amounts in the base currency. */
export interface Depth {
  /** Time of the snapshot, in seconds since 1970. */
  timestamp: number
  /** Sell side, lowest price first. */
  asks: [price: Decimal, amount: Decimal][]
  /** Buy side, highest price first. */
  bids: [price: Decimal, amount: Decimal][]
}

/** A trade of any member. */
export interface PublicTrade {
  /** Id. If the price comes from another exchange, this may be the id there. */
  id: number
  /** Price in the quote currency. */
  price: Decimal
  /** Amount in the base currency. */
  amount: Decimal
  /** Price times amount, in the quote currency. */
  total: Decimal
  /** Market id. */
  market?: string
  /** Time of the trade, in seconds since 1970. */
  created_at: number
  /** Side of the taker. */
  taker_type?: 'buy' | 'sell' | (string & {})
}

/** The open orders of a market. */
export interface OrderBook {
  /** Orders to sell, lowest price first. */
  asks: Order[]
  /** Orders to buy, highest price first. */
  bids: Order[]
}

/** An order. */
export interface Order {
  /** Id. */
  id: number
  /** UUID. */
  uuid?: string | null
  /** Side. */
  side: 'buy' | 'sell' | (string & {})
  /** Kind. */
  ord_type?: 'limit' | 'market' | (string & {})
  /** Limit price in the quote currency; `null` for a market order. */
  price?: Decimal | null
  /** Average price of the executed volume; zero if nothing was executed. */
  avg_price?: Decimal | null
  /** State. */
  state?: 'pending' | 'wait' | 'done' | 'cancel' | 'reject' | (string & {})
  /** Market id. */
  market: string
  /** Kind of market. */
  market_type?: 'spot' | 'qe' | (string & {})
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time. */
  updated_at?: string
  /** Ordered volume, in the base currency. */
  origin_volume: Decimal
  /** Volume that has not been executed. */
  remaining_volume: Decimal
  /** Executed volume. */
  executed_volume?: Decimal
  /** Maker fee as a fraction: `0.002` is 0.2 %. */
  maker_fee?: Decimal
  /** Taker fee as a fraction: `0.002` is 0.2 %. */
  taker_fee?: Decimal
  /** Number of trades. */
  trades_count?: number
  /** Trades; only from {@link getOrder}. */
  trades?: Trade[]
}

/** A trade of the member. In {@link Order.trades} it has no fees and no `order_id`. */
export interface Trade {
  /** Id. */
  id: number
  /** Price in the quote currency. */
  price: Decimal
  /** Amount in the base currency. */
  amount: Decimal
  /** Price times amount, in the quote currency. */
  total: Decimal
  /** Currency of the fee, which is the currency received. */
  fee_currency?: string
  /** Fee as a fraction: `0.002` is 0.2 %. */
  fee?: Decimal
  /** Fee in `fee_currency`. */
  fee_amount?: Decimal
  /** Market id. */
  market?: string
  /** Kind of market. */
  market_type?: 'spot' | 'qe' | (string & {})
  /** ISO 8601 time. */
  created_at?: string
  /** Side of the taker. */
  taker_type?: 'buy' | 'sell' | (string & {})
  /** Side of the member. */
  side?: 'buy' | 'sell' | (string & {})
  /** Id of the member's order. */
  order_id?: number
}

/** A currency, with the fees and minimums of its default network, if it has one. */
export interface Currency {
  /** Currency code in lower case. */
  id: string
  /** Name. */
  name?: string | null
  /** A description. */
  description?: string | null
  /** Website. */
  homepage?: string | null
  /** For a token: the coin whose network it uses. */
  parent_id?: string | null
  /** Price in the exchange's reference currency. */
  price?: Decimal | null
  /** URL of a transaction, with `#{txid}` in it. */
  explorer_transaction?: string | null
  /** URL of an address, with `#{address}` in it. */
  explorer_address?: string | null
  /** Kind. */
  type?: 'coin' | 'fiat' | (string & {})
  /** Whether deposits are enabled. */
  deposit_enabled?: boolean
  /** Whether withdrawals are enabled. */
  withdrawal_enabled?: boolean
  /** Fee of a deposit, in this currency. */
  deposit_fee?: Decimal
  /** Minimum amount of a deposit; less is not credited. */
  min_deposit_amount?: Decimal
  /** Fee of a withdrawal, in this currency. */
  withdraw_fee?: Decimal
  /** Minimum amount of a withdrawal. */
  min_withdraw_amount?: Decimal
  /** Number of smallest units in one coin, such as 1e18. */
  base_factor?: number
  /** Number of decimal places to display. */
  precision?: number
  /** Position in lists. */
  position?: number
  /** URL of an icon. */
  icon_url?: string | null
  /** Confirmations needed before a deposit is credited. */
  min_confirmations?: number | null
}

/** The fee of a member group on a market. */
export interface TradingFee {
  /** Id. */
  id: number
  /** Member group; `any` for all. */
  group?: string
  /** Market id; `any` for all. */
  market_id?: string
  /** Kind of market. */
  market_type?: 'spot' | 'qe' | (string & {})
  /** Maker fee as a fraction: `0.002` is 0.2 %. */
  maker: Decimal
  /** Taker fee as a fraction: `0.002` is 0.2 %. */
  taker: Decimal
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time. */
  updated_at?: string
}

/** How much the members of a group may withdraw, in the exchange's reference currency. */
export interface WithdrawLimit {
  /** Id. */
  id: number
  /** Member group; `any` for all. */
  group?: string
  /** Level of verification; `any` for all. */
  kyc_level?: string
  /** Limit for 24 hours. */
  limit_24_hour: Decimal
  /** Limit for a month. */
  limit_1_month: Decimal
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time. */
  updated_at?: string
}

/** The level of verification needed for each activity. */
export interface MemberLevels {
  /** For deposits. */
  deposit?: MinimumLevel
  /** For withdrawals and beneficiaries. */
  withdraw?: MinimumLevel
  /** For orders and trades. */
  trading?: MinimumLevel
}

/** A level of verification. */
export interface MinimumLevel {
  /** The lowest sufficient level. */
  minimum_level: number
}

/** What the exchange offers. */
export interface Config {
  /** Currencies, including hidden ones. */
  currencies: ConfigCurrency[]
  /** Trading fees. */
  trading_fees: TradingFee[]
  /** Markets, including hidden ones. */
  markets: Market[]
  /** Withdrawal limits. */
  withdraw_limits: WithdrawLimit[]
}

/** A currency with all its networks. */
export interface ConfigCurrency {
  /** Currency code in lower case. */
  id: string
  /** State. */
  status?: 'enabled' | 'disabled' | 'hidden' | (string & {})
  /** Name. */
  name?: string | null
  /** A description. */
  description?: string | null
  /** Website. */
  homepage?: string | null
  /** Price in the exchange's reference currency. */
  price?: Decimal | null
  /** Kind. */
  type?: 'coin' | 'fiat' | (string & {})
  /** Number of decimal places to display. */
  precision?: number
  /** Position in lists. */
  position?: number
  /** URL of an icon. */
  icon_url?: string | null
  /** Networks. */
  networks?: BlockchainCurrency[]
}

/** A currency on one network. */
export interface BlockchainCurrency {
  /** Id of this pair of currency and network. */
  id: number
  /** State. */
  status?: 'enabled' | 'disabled' | 'hidden' | (string & {})
  /** Network, such as `bitcoin`. */
  blockchain_key?: string | null
  /** Currency code. */
  currency_id?: string
  /** For a token: the coin whose network it uses. */
  parent_id?: string | null
  /** Whether deposits are enabled. */
  deposit_enabled?: boolean
  /** Whether withdrawals are enabled. */
  withdrawal_enabled?: boolean
  /** Fee of a deposit, in this currency. */
  deposit_fee: Decimal
  /** Minimum amount of a deposit; less is not credited. */
  min_deposit_amount: Decimal
  /** Fee of a withdrawal, in this currency. */
  withdraw_fee: Decimal
  /** Minimum amount of a withdrawal. */
  min_withdraw_amount: Decimal
  /** Number of smallest units in one coin, such as 1e18. */
  base_factor?: number
  /** URL of a transaction, with `#{txid}` in it. */
  explorer_transaction?: string | null
  /** URL of an address, with `#{address}` in it. */
  explorer_address?: string | null
  /** A description. */
  description?: string | null
  /** Warning for depositors. */
  warning?: string | null
  /** Token standard, such as `ERC-20`. */
  protocol?: string | null
  /** Confirmations needed before a deposit is credited. */
  min_confirmations?: number | null
}

/** A release of the exchange. */
export interface Version {
  /** Git commit. */
  git_sha?: string | null
  /** Git tag. */
  git_tag?: string | null
  /** When it was built; ISO 8601 time. */
  build_date?: string | null
  /** Version, such as `3.1.0`. */
  version: string
}

/** The balance of one currency. */
export interface Balance {
  /** Currency code in lower case, such as `btc`. */
  currency: string
  /** Available amount, without what is `locked`. */
  balance: Decimal
  /** Amount locked in open orders and withdrawals. */
  locked: Decimal
  /** Type of the account, usually `spot`. */
  account_type?: string
  /** Deposit address on the default network. `null` if there is none yet, absent for fiat currencies. */
  deposit_address?: PaymentAddress | null
  /** Deposit addresses on all networks. Absent for fiat currencies. */
  deposit_addresses?: PaymentAddress[]
}

/** A deposit address. */
export interface PaymentAddress {
  /** Codes of the currencies that can be sent to this address. */
  currencies?: string[]
  /** Network, such as `bitcoin`. */
  blockchain_key?: string | null
  /** The address; `null` while it is being created. */
  address?: string | null
  /** `pending` until the address has been created. */
  state?: 'pending' | 'active' | 'disabled' | 'retired' | (string & {}) | null
}

/** A deposit. */
export interface Deposit {
  /** Id. */
  id: number
  /** Currency code. */
  currency: string
  /** Network. */
  blockchain_key?: string | null
  /** Token standard; coins only. */
  protocol?: string | null
  /** Warning for depositors; coins only. */
  warning?: string | null
  /** Credited amount, without the fee. */
  amount: Decimal
  /** Fee, in the same currency. */
  fee: Decimal
  /** Id of the transaction on the network. */
  txid?: string | null
  /** Confirmations on the network, or `N/A`; coins only. */
  confirmations?: number | string | null
  /** State. The amount is credited when this becomes `accepted`. */
  state?: 'submitted' | 'canceled' | 'rejected' | 'accepted' | 'aml_processing' | 'aml_suspicious' | 'processing' | 'skipped' | 'collecting' | 'collected' | 'fee_collecting' | 'fee_processing' | 'fee_collected' | 'errored' | 'refunding' | (string & {})
  /** Internal to the exchange and unreliable. */
  transfer_type?: number | string | null
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time; `null` until it is completed. */
  completed_at?: string | null
  /** The exchange's own id for the transfer. */
  tid?: string | null
}

/** A withdrawal. */
export interface Withdraw {
  /** Id. */
  id: number
  /** Currency code. */
  currency: string
  /** Kind of currency. */
  type?: 'coin' | 'fiat' | (string & {})
  /** Network. */
  blockchain_key?: string | null
  /** Amount, including the fee. */
  amount: Decimal
  /** Fee, in the same currency. */
  fee: Decimal
  /** Id of the transaction on the network; `null` until it is sent. */
  blockchain_txid?: string | null
  /** Recipient: an address or the id of a beneficiary. */
  rid?: string | null
  /** Token standard; coins only. */
  protocol?: string | null
  /** State. */
  state?: 'prepared' | 'accepted' | 'processing' | 'confirming' | 'succeed' | 'rejected' | 'canceled' | 'failed' | 'errored' | 'skipped' | 'under_review' | 'to_reject' | (string & {})
  /** Confirmations on the network, or `N/A`; coins only. */
  confirmations?: number | string | null
  /** The member's note. */
  note?: string | null
  /** Internal to the exchange and unreliable. */
  transfer_type?: number | string | null
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time. */
  updated_at?: string
  /** ISO 8601 time; `null` until it is done. */
  done_at?: string | null
}

/** How much was withdrawn, in the exchange's reference currency. */
export interface WithdrawSums {
  /** In the last 24 hours. */
  last_24_hours: Decimal
  /** In the last month. */
  last_1_month: Decimal
}

/** A deposit or a withdrawal. */
export interface Transaction {
  /** Address that it came from or went to. */
  address?: string | null
  /** Currency code. */
  currency: string
  /** Amount without the fee. */
  amount: Decimal
  /** Fee, in the same currency. */
  fee: Decimal
  /** Id of the transaction on the network. */
  txid?: string | null
  /** State of the deposit or withdrawal. */
  state?: string
  /** The member's note. */
  note?: string | null
  /** Confirmations on the network. */
  confirmations?: number | string | null
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time. */
  updated_at?: string
  /** Kind. */
  type?: 'Deposit' | 'Withdraw' | (string & {})
}

/** A transfer between members. */
export interface InternalTransfer {
  /** Currency code. */
  currency: string
  /** Username of the sender. */
  sender_username?: string | null
  /** Username of the receiver. */
  receiver_username?: string | null
  /** Member id of the sender. */
  sender_uid?: string | null
  /** Member id of the receiver. */
  receiver_uid?: string | null
  /** `in` if this member received it, `out` if this member sent it. */
  direction?: 'in' | 'out' | (string & {})
  /** Amount. */
  amount: Decimal
  /** State. */
  status?: 'completed' | (string & {})
  /** ISO 8601 time. */
  created_at?: string
  /** ISO 8601 time. */
  updated_at?: string
}

/** A recipient of withdrawals. */
export interface Beneficiary {
  /** Id. */
  id: number
  /** Network. */
  blockchain_key?: string | null
  /** Token standard; coins only. */
  protocol?: string | null
  /** Name of the network. */
  blockchain_name?: string | null
  /** Currency code. */
  currency: string
  /** The member's id. */
  uid?: string | null
  /** Name, given by the member. */
  name?: string | null
  /** Description, given by the member. */
  description?: string | null
  /** For coins the address, for fiat currencies the bank details with a masked account number. */
  data?: Record<string, unknown> | null
  /** `active` after the member has entered the PIN. */
  state?: 'pending' | 'active' | 'disabled' | (string & {})
  /** Number of withdrawals to this recipient. */
  withdrawals?: number | null
  /** When the PIN was sent; ISO 8601 time. */
  sent_at?: string | null
}

/** Profit and loss in one currency. */
export interface Pnl {
  /** Currency code. */
  currency: string
  /** Currency of the values and prices. */
  pnl_currency: string
  /** Total amount received. */
  total_credit: Decimal
  /** Total amount spent. */
  total_debit: Decimal
  /** Value of the amount received. */
  total_credit_value: Decimal
  /** Value of the amount spent. */
  total_debit_value: Decimal
  /** Average price of the amount received; `null` if there is none. */
  average_buy_price?: Decimal | null
  /** Average price of the amount spent; `null` if there is none. */
  average_sell_price?: Decimal | null
  /** Average price of the remaining amount. */
  average_balance_price?: Decimal | null
  /** Value of the remaining amount. */
  total_balance_value?: Decimal | null
}

/** A member of the exchange. */
export interface Member {
  /** The member's id, such as `ID12AB34CD56`. */
  uid: string
  /** E-mail address. */
  email?: string | null
  /** Member group, which determines fees and limits. */
  group?: string | null
  /** Whether withdrawals are allowed to known beneficiaries only. */
  beneficiaries_whitelisting?: boolean | null
}

/** A pair, for CoinMarketCap. */
export interface CmcSummary {
  /** Base and quote, such as `BTC_AUD`. */
  trading_pairs: string
  /** Code of the base currency, in capitals. */
  base_currency?: string
  /** Code of the quote currency, in capitals. */
  quote_currency?: string
  /** Price of the last trade. */
  last_price: Decimal
  /** Best ask: the lowest selling price. */
  lowest_ask?: Decimal
  /** Best bid: the highest buying price. */
  highest_bid?: Decimal
  /** Traded volume in 24 hours, in the base currency. */
  base_volume?: Decimal
  /** Traded volume in 24 hours, in the quote currency. */
  quote_volume?: Decimal
  /** Change in 24 hours as a ratio, not in percent: `0.0137` is 1.37 %. */
  price_change_percent_24h?: Decimal
  /** Highest price in 24 hours. */
  highest_price_24h?: Decimal
  /** Lowest price in 24 hours. */
  lowest_price_24h?: Decimal
}

/** The last 24 hours of a pair, for CoinMarketCap. */
export interface CmcTicker {
  /** CoinMarketCap's id of the base currency; absent if unknown. */
  base_id?: number
  /** CoinMarketCap's id of the quote currency; absent if unknown. */
  quote_id?: number
  /** Price of the last trade. */
  last_price: Decimal
  /** Traded volume in the base currency. */
  base_volume: Decimal
  /** Traded volume in the quote currency. */
  quote_volume: Decimal
  /** 1 if trading is stopped, otherwise 0. */
  isFrozen?: number
}

/** Both sides of an order book, for CoinMarketCap. */
export interface CmcOrderBook {
  /** Time of the snapshot, in milliseconds since 1970. */
  timestamp: number
  /** Sell side, lowest price first. */
  asks: [price: Decimal, amount: Decimal][]
  /** Buy side, highest price first. */
  bids: [price: Decimal, amount: Decimal][]
}

/** A trade, for CoinMarketCap. */
export interface CmcTrade {
  /** Id. */
  trade_id: number
  /** Price in the quote currency. */
  price: Decimal
  /** Amount in the base currency. */
  base_volume: Decimal
  /** Amount in the quote currency. */
  quote_volume: Decimal
  /** Time of the trade, in milliseconds since 1970. */
  timestamp?: number
  /** Side of the taker. */
  type?: 'buy' | 'sell' | (string & {})
}

/** A currency, for CoinMarketCap. */
export interface CmcAsset {
  /** Name. */
  name?: string | null
  /** CoinMarketCap's id; absent if unknown. */
  unified_cryptoasset_id?: number
}

/** The last 24 hours of a market, for CoinGecko. Without trades or offers the figures are `0.0`. */
export interface GeckoTicker {
  /** Base and quote, such as `BTC_AUD`. */
  ticker_id: string
  /** Code of the base currency, in capitals. */
  base_currency?: string
  /** Code of the target currency, in capitals. */
  target_currency?: string
  /** Price of the last trade. */
  last_price: Decimal
  /** Traded volume in the base currency. */
  base_volume?: Decimal
  /** Traded volume in the target currency. */
  target_volume?: Decimal
  /** Best bid: the highest buying price. */
  bid?: Decimal
  /** Best ask: the lowest selling price. */
  ask?: Decimal
  /** Highest price. */
  high?: Decimal
  /** Lowest price. */
  low?: Decimal
}

/** A pair, for CoinGecko. */
export interface GeckoPair {
  /** Base and quote, such as `BTC_AUD`. */
  ticker_id: string
  /** Code of the base currency, in capitals. */
  base?: string
  /** Code of the target currency, in capitals. */
  target?: string
}

/** Both sides of an order book, for CoinGecko. */
export interface GeckoOrderBook {
  /** Base and quote, such as `BTC_AUD`. */
  ticker_id?: string
  /** Time of the snapshot, in milliseconds since 1970. */
  timestamp: number
  /** Sell side, lowest price first. */
  asks: [price: Decimal, amount: Decimal][]
  /** Buy side, highest price first. */
  bids: [price: Decimal, amount: Decimal][]
}

/** Past trades, for CoinGecko. */
export interface GeckoHistoricalTrades {
  /** Trades where the taker bought. */
  buy?: GeckoTrade[]
  /** Trades where the taker sold. */
  sell?: GeckoTrade[]
}

/** A trade, for CoinGecko. */
export interface GeckoTrade {
  /** Id. */
  trade_id: number
  /** Price in the target currency. */
  price: Decimal
  /** Amount in the base currency. */
  base_volume: Decimal
  /** Amount in the target currency. */
  target_volume: Decimal
  /** Time of the trade, in milliseconds since 1970. */
  trade_timestamp?: number
  /** Side of the taker. */
  type?: 'buy' | 'sell' | (string & {})
}

/** The parameters of {@link getTickers}. */
export interface GetTickersParams<Key extends string = string> {
  /**
   * Only these market ids, such as `['btcaud']`. Unknown ids are left out, and `[]` gives `{}`. This is not sent:
   * the exchange always sends all markets, but only these reach JavaScript, which saves time.
   */
  markets?: readonly Key[] | null | undefined
}

/** The parameters of {@link getMarkets}. */
export interface GetMarketsParams {
  /** Sort direction. Default `asc`. */
  ordering?: 'asc' | 'desc' | null | undefined
  /** Field to sort by. Default `position`. */
  order_by?: 'id' | 'position' | null | undefined
  /** Only markets with this base currency. */
  base_unit?: string | null | undefined
  /** Only markets with this quote currency. */
  quote_unit?: string | null | undefined
  /** Kind of market; `qe` is quick exchange. Default `spot`. */
  type?: 'spot' | 'qe' | null | undefined
  /** Only markets where one of these contains the text. */
  search?: Partial<Record<'base_code' | 'quote_code' | 'base_name' | 'quote_name', string | null | undefined>> | null | undefined
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getDepth}. */
export interface GetDepthParams {
  /** Number of prices on each side. Default 300. */
  limit?: number | null | undefined
}

/** The parameters of {@link getTrades}. */
export interface GetTradesParams {
  /** Number of trades. Default 100. */
  limit?: number | null | undefined
  /** The exchange checks this and then ignores it. */
  timestamp?: number | Date | null | undefined
  /** The exchange checks this and then ignores it: the newest trade always comes first. */
  order_by?: 'asc' | 'desc' | null | undefined
}

/** The parameters of {@link getKLine}. */
export interface GetKLineParams {
  /** Length of a candle in minutes. Default 1. */
  period?: 1 | 5 | 15 | 30 | 60 | 120 | 240 | 360 | 720 | 1440 | 4320 | 10080 | null | undefined
  /** Start time, in seconds since 1970. */
  time_from?: number | Date | null | undefined
  /** End time, in seconds since 1970. */
  time_to?: number | Date | null | undefined
  /**
   * Number of candles: the most recent, or with only `time_from` the first since then. Ignored if both times are
   * given. Default 30.
   */
  limit?: number | null | undefined
}

/** The parameters of {@link getOrderBook}. */
export interface GetOrderBookParams {
  /** Number of orders to sell. Default 20. */
  asks_limit?: number | null | undefined
  /** Number of orders to buy. Default 20. */
  bids_limit?: number | null | undefined
}

/** The parameters of {@link getCurrencies}. */
export interface GetCurrenciesParams {
  /** Only this kind. */
  type?: 'fiat' | 'coin' | null | undefined
  /** Only currencies where one of these contains the text. */
  search?: Partial<Record<'code' | 'name', string | null | undefined>> | null | undefined
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getTradingFees}. */
export interface GetTradingFeesParams {
  /** Only this member group. */
  group?: string | null | undefined
  /** Only this market; `any` for the fees that apply to all other markets. */
  market_id?: string | null | undefined
  /** Kind of market. `qe` needs a call of its own. Default `spot`. */
  market_type?: 'spot' | 'qe' | null | undefined
  /** Sort direction. Default `desc`. */
  ordering?: 'asc' | 'desc' | null | undefined
  /** Field to sort by. The exchange ignores a field that does not exist. Default `id`. */
  order_by?: string | null | undefined
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getWithdrawLimits}. */
export interface GetWithdrawLimitsParams {
  /** Only this member group, in lower case. */
  group?: string | null | undefined
  /** Only this level of verification. */
  kyc_level?: string | null | undefined
  /** Sort direction. Default `desc`. */
  ordering?: 'asc' | 'desc' | null | undefined
  /** Field to sort by. The exchange ignores a field that does not exist. Default `id`. */
  order_by?: string | null | undefined
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getBalances}. */
export interface GetBalancesParams {
  /** Only currencies with a balance, available or locked. Default `false`. */
  nonzero?: boolean | null | undefined
  /**
   * Only accounts of this type. Currencies that were never held are left out, and `nonzero` has no effect. The
   * usual type is `spot`.
   */
  account_type?: 'spot' | (string & {}) | readonly ('spot' | (string & {}))[] | null | undefined
  /** Only currencies whose code or name contains this text. Upper and lower case are the same. */
  search?: Partial<Record<'currency_code' | 'currency_name', string | null | undefined>> | null | undefined
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getDeposits}. */
export interface GetDepositsParams {
  /** Only this currency, by its code. */
  currency?: string | null | undefined
  /** Only these states. */
  state?: 'submitted' | 'canceled' | 'rejected' | 'accepted' | 'aml_processing' | 'aml_suspicious' | 'processing' | 'skipped' | 'collecting' | 'collected' | 'fee_collecting' | 'fee_processing' | 'fee_collected' | 'errored' | 'refunding' | (string & {}) | readonly ('submitted' | 'canceled' | 'rejected' | 'accepted' | 'aml_processing' | 'aml_suspicious' | 'processing' | 'skipped' | 'collecting' | 'collected' | 'fee_collecting' | 'fee_processing' | 'fee_collected' | 'errored' | 'refunding' | (string & {}))[] | null | undefined
  /** Only this transaction. */
  txid?: string | null | undefined
  /** Only this network, such as `bitcoin`. */
  blockchain_key?: string | null | undefined
  /** Updated at this time or later, in seconds since 1970. */
  time_from?: number | Date | null | undefined
  /** Updated at this time or earlier, in seconds since 1970. */
  time_to?: number | Date | null | undefined
  /** The page to read, from 1, or to start from with `for await`. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getDepositAddress}. */
export interface GetDepositAddressParams {
  /** Network. Default: the currency's default network. */
  blockchain_key?: string | null | undefined
  /** Address format, for Bitcoin Cash and similar coins. */
  address_format?: 'legacy' | 'cash' | null | undefined
}

/** The parameters of {@link getWithdraws}. */
export interface GetWithdrawsParams {
  /** Only this currency, by its code. */
  currency?: string | null | undefined
  /** Only this network, such as `bitcoin`. */
  blockchain_key?: string | null | undefined
  /** Only these states. */
  state?: 'prepared' | 'accepted' | 'processing' | 'confirming' | 'succeed' | 'rejected' | 'canceled' | 'failed' | 'errored' | 'skipped' | 'under_review' | (string & {}) | readonly ('prepared' | 'accepted' | 'processing' | 'confirming' | 'succeed' | 'rejected' | 'canceled' | 'failed' | 'errored' | 'skipped' | 'under_review' | (string & {}))[] | null | undefined
  /** Only to this recipient. */
  rid?: string | null | undefined
  /** Updated at this time or later, in seconds since 1970. */
  time_from?: number | Date | null | undefined
  /** Updated at this time or earlier, in seconds since 1970. */
  time_to?: number | Date | null | undefined
  /** The page to read, from 1, or to start from with `for await`. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link createWithdraw}. */
export type CreateWithdrawParams = {
  /**
   * The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A
   * code that begins with `0` is never accepted: wait for the next one.
   */
  otp: string
  /** Currency code. */
  currency: string
  /** Amount that leaves the account. The recipient gets it less the fee. */
  amount: Decimal
  /**
   * A note of at most 256 characters, which {@link getWithdraws} shows. A note that no other withdrawal has makes
   * this one easy to find.
   */
  note?: string | null | undefined
} & (
  | {
      /** Id of an active beneficiary. */
      beneficiary_id: number | string
      /** Recipient, such as an address. Most accounts may withdraw to beneficiaries only. */
      rid?: null | undefined
      /** Network, such as `bitcoin`. Required with `rid`. */
      blockchain_key?: string | null | undefined
    }
  | {
      /** Id of an active beneficiary. */
      beneficiary_id?: null | undefined
      /** Recipient, such as an address. Most accounts may withdraw to beneficiaries only. */
      rid: string
      /** Network, such as `bitcoin`. Required with `rid`. */
      blockchain_key: string
    }
)

/** The parameters of {@link getTransactions}. */
export interface GetTransactionsParams {
  /** Only this currency, by its code. */
  currency?: string | null | undefined
  /** Sort direction by time of update. Default `desc`. */
  order_by?: 'asc' | 'desc' | null | undefined
  /** Updated at this time or later, in seconds since 1970. */
  time_from?: number | Date | null | undefined
  /** Updated at this time or earlier, in seconds since 1970. */
  time_to?: number | Date | null | undefined
  /** Only deposits in these states. */
  deposit_state?: 'submitted' | 'canceled' | 'rejected' | 'accepted' | 'aml_processing' | 'aml_suspicious' | 'processing' | 'skipped' | 'collecting' | 'collected' | 'fee_collecting' | 'fee_processing' | 'fee_collected' | 'errored' | 'refunding' | (string & {}) | readonly ('submitted' | 'canceled' | 'rejected' | 'accepted' | 'aml_processing' | 'aml_suspicious' | 'processing' | 'skipped' | 'collecting' | 'collected' | 'fee_collecting' | 'fee_processing' | 'fee_collected' | 'errored' | 'refunding' | (string & {}))[] | null | undefined
  /** Only withdrawals in these states. */
  withdraw_state?: 'prepared' | 'accepted' | 'processing' | 'confirming' | 'succeed' | 'rejected' | 'canceled' | 'failed' | 'errored' | 'skipped' | 'under_review' | (string & {}) | readonly ('prepared' | 'accepted' | 'processing' | 'confirming' | 'succeed' | 'rejected' | 'canceled' | 'failed' | 'errored' | 'skipped' | 'under_review' | (string & {}))[] | null | undefined
  /** Only this transaction. */
  txid?: string | null | undefined
  /** The page to read, from 1, or to start from with `for await`. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getInternalTransfers}. */
export interface GetInternalTransfersParams {
  /** Only this currency, by its code. */
  currency?: string | null | undefined
  /** Only these states. */
  state?: 'completed' | (string & {}) | readonly ('completed' | (string & {}))[] | null | undefined
  /** The exchange ignores this. */
  sender?: string | null | undefined
  /** The page to read, from 1, or to start from with `for await`. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link createInternalTransfer}. */
export interface CreateInternalTransferParams {
  /**
   * The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A
   * code that begins with `0` is never accepted: wait for the next one.
   */
  otp: string
  /** Currency code. */
  currency: string
  /** Amount. */
  amount: Decimal
  /** Username or member id of the receiver. */
  username_or_uid: string
}

/** The parameters of {@link getBeneficiaries}. */
export interface GetBeneficiariesParams {
  /** Only this currency, by its code. */
  currency?: string | null | undefined
  /** Only this network, such as `bitcoin`. */
  blockchain_key?: string | null | undefined
  /** Only these states. */
  state?: 'pending' | 'active' | 'disabled' | (string & {}) | readonly ('pending' | 'active' | 'disabled' | (string & {}))[] | null | undefined
  /** The page to read, from 1. Without `page` and `limit`, all pages are read. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link createBeneficiary}. */
export interface CreateBeneficiaryParams {
  /**
   * The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A
   * code that begins with `0` is never accepted: wait for the next one.
   */
  otp: string
  /** Currency code. */
  currency: string
  /** A name of at most 64 characters. */
  name: string
  /** For a coin `{ address }`; for a fiat currency `{ full_name }` and the bank details, such as `account_number`. */
  data: { readonly [name: string]: string | null | undefined }
  /** Network. Default: the currency's default network. */
  blockchain_key?: string | null | undefined
  /** A description of at most 255 characters. */
  description?: string | null | undefined
}

/** The parameters of {@link activateBeneficiary}. */
export interface ActivateBeneficiaryParams {
  /** The PIN from the e-mail, as a string. It is valid for 5 minutes. */
  pin: string
}

/** The parameters of {@link updateBeneficiary}. */
export interface UpdateBeneficiaryParams {
  /**
   * The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A
   * code that begins with `0` is never accepted: wait for the next one.
   */
  otp: string
  /** The new state. */
  state: 'active' | 'disabled'
}

/** The parameters of {@link deleteBeneficiary}. */
export interface DeleteBeneficiaryParams {
  /**
   * The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A
   * code that begins with `0` is never accepted: wait for the next one.
   */
  otp: string
}

/** The parameters of {@link getPnl}. */
export interface GetPnlParams {
  /** Code of the currency in which values are given. */
  pnl_currency?: string | null | undefined
}

/** The parameters of {@link setBeneficiariesWhitelisting}. */
export interface SetBeneficiariesWhitelistingParams {
  /**
   * The current code of the member's authenticator app, as a string of six digits. Each code is accepted once. A
   * code that begins with `0` is never accepted: wait for the next one.
   */
  otp: string
  /** Whether to allow withdrawals to known beneficiaries only. `false` disables every beneficiary. */
  state: boolean
}

/** The parameters of {@link getOrders}. */
export interface GetOrdersParams {
  /** Only these market ids. */
  market?: string | readonly (string)[] | null | undefined
  /** Kind of market; `qe` is quick exchange. Default `spot`. */
  market_type?: 'spot' | 'qe' | null | undefined
  /** Only markets with this base currency. */
  base_unit?: string | null | undefined
  /**
   * Only markets whose prices are in this currency. If the currency is not the base currency of any market, such
   * as `aud`, the call fails with status 422.
   */
  quote_unit?: string | null | undefined
  /** Only these states. Open orders are in `wait`, or in `pending` right after they were sent. */
  state?: 'pending' | 'wait' | 'done' | 'cancel' | 'reject' | (string & {}) | readonly ('pending' | 'wait' | 'done' | 'cancel' | 'reject' | (string & {}))[] | null | undefined
  /** Sort direction by time of update. Default `desc`. */
  order_by?: 'asc' | 'desc' | null | undefined
  /** Only this kind of order. */
  ord_type?: 'market' | 'limit' | null | undefined
  /** Only this side. */
  type?: 'buy' | 'sell' | null | undefined
  /** Created at this time or later, in seconds since 1970. */
  time_from?: number | Date | null | undefined
  /** Created before this time, in seconds since 1970. */
  time_to?: number | Date | null | undefined
  /** The page to read, from 1, or to start from with `for await`. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link createOrder}. */
export type CreateOrderParams = {
  /** Market id in lower case, such as `btcaud`. */
  market: string
  /** Whether to buy or to sell the base currency. */
  side: 'buy' | 'sell'
  /** Volume in the base currency, also for a market order. It has at most `amount_precision` decimals. */
  volume: Decimal
} & (
  | {
      /** Kind of order. Default `limit`. */
      ord_type?: 'limit' | null | undefined
      /** Limit price in the quote currency. It has at most `price_precision` decimals. A market order has none. */
      price: Decimal
    }
  | {
      /** Kind of order. Default `limit`. */
      ord_type: 'market'
      /** Limit price in the quote currency. It has at most `price_precision` decimals. A market order has none. */
      price?: null | undefined
    }
)

/** The parameters of {@link cancelOrders}. */
export interface CancelOrdersParams {
  /** Only orders of this market. */
  market?: string
  /** Only this side. */
  side?: 'buy' | 'sell'
  /** Only this kind of market; `qe` is quick exchange. Default `spot`. */
  market_type?: 'spot' | 'qe'
}

/** The parameters of {@link getMyTrades}. */
export interface GetMyTradesParams {
  /** Only these market ids. */
  market?: string | readonly (string)[] | null | undefined
  /** Kind of market; `qe` is quick exchange. Default `spot`. */
  market_type?: 'spot' | 'qe' | null | undefined
  /** Only trades where the member was on this side. */
  type?: 'buy' | 'sell' | null | undefined
  /** Created at this time or later, in seconds since 1970. */
  time_from?: number | Date | null | undefined
  /** Created before this time, in seconds since 1970. */
  time_to?: number | Date | null | undefined
  /** Sort direction by id. Default `desc`. */
  order_by?: 'asc' | 'desc' | null | undefined
  /** The page to read, from 1, or to start from with `for await`. */
  page?: number | null | undefined
  /** Rows per page. Default: the most that the exchange gives. */
  limit?: number | null | undefined
}

/** The parameters of {@link getCmcOrderBook}. */
export interface GetCmcOrderBookParams {
  /** Number of prices, both sides together. Default 0, which means all. */
  depth?: number | null | undefined
}

/** The parameters of {@link getGeckoOrderBook}. */
export interface GetGeckoOrderBookParams {
  /** Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404. */
  ticker_id: string
  /** Number of prices, both sides together. Default 0, which means all. */
  depth?: number | null | undefined
}

/** The parameters of {@link getGeckoHistoricalTrades}. */
export interface GetGeckoHistoricalTradesParams {
  /** Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404. */
  ticker_id: string
  /** Only trades where the taker was on this side. */
  type?: 'buy' | 'sell' | null | undefined
  /** Number of trades. Default 0, which means all trades ever made: always give one. */
  limit?: number | null | undefined
  /** Start time, as a date such as `2026-11-23 10:00 UTC`. */
  start_time?: string | null | undefined
  /** End time, as a date such as `2026-11-23 11:00 UTC`. */
  end_time?: string | null | undefined
}

export interface CoinPort {
  /**
   * The last 24 hours of every market that is traded, by market id, including hidden markets. The exchange updates
   * the tickers about every 5 seconds. If its timer stops, it serves old ones, so check `at`. To find the
   * currencies of a market, use `base_unit` and `quote_unit` of {@link getMarkets} and do not split the id.
   * {@link getGeckoTickers} has the best bid and ask.
   *
   * `GET public/markets/tickers`, public.
   * @param params Parameters of the exchange: {@link GetTickersParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getTickers<Key extends string = never>(params?: GetTickersParams<Key> | null, options?: CallOptions | null): Call<Selected<Key, Ticker>>
  /**
   * The last 24 hours of one market, computed for this call.
   *
   * `GET public/markets/{market}/tickers`, public.
   * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getTicker(market: string, params?: NoParams | null, options?: CallOptions | null): Call<Ticker>
  /**
   * The markets with their currencies, precisions and limits. A complete list. An unknown currency fails with
   * status 422. The exchange caches the response for 10 minutes.
   *
   * `GET public/markets`, public.
   * @param params Parameters of the exchange: {@link GetMarketsParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getMarkets(params?: GetMarketsParams | null, options?: CallOptions | null): ListCall<Market>
  /**
   * The order book, with the amounts aggregated by price. The best price comes first on both sides.
   *
   * `GET public/markets/{market}/depth`, public.
   * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
   * @param params Parameters of the exchange: {@link GetDepthParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getDepth(market: string, params?: GetDepthParams | null, options?: CallOptions | null): Call<Depth>
  /**
   * The last trades of a market, newest first. The exchange sends the decimals as numbers. They become strings
   * with the same digits, such as `9.299e-05`.
   *
   * `GET public/markets/{market}/trades`, public.
   * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
   * @param params Parameters of the exchange: {@link GetTradesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getTrades(market: string, params?: GetTradesParams | null, options?: CallOptions | null): Call<PublicTrade[]>
  /**
   * Candles, oldest first: `[time, open, high, low, close, volume]`, with the time in seconds since 1970 and the
   * volume in the base currency. A period without trades repeats the last price with volume 0. Decimals are
   * written as the exchange sends them, such as `9.299e-05`.
   *
   * `GET public/markets/{market}/k-line`, public.
   * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
   * @param params Parameters of the exchange: {@link GetKLineParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getKLine(market: string, params?: GetKLineParams | null, options?: CallOptions | null): Call<[time: number, open: Decimal, high: Decimal, low: Decimal, close: Decimal, volume: Decimal][]>
  /**
   * The open orders of all members, best price first; at the same price, oldest first. {@link getDepth}
   * aggregates them by price.
   *
   * `GET public/markets/{market}/order-book`, public.
   * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
   * @param params Parameters of the exchange: {@link GetOrderBookParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getOrderBook(market: string, params?: GetOrderBookParams | null, options?: CallOptions | null): Call<OrderBook>
  /**
   * The enabled currencies, with the fees and minimums of their default networks. A complete list.
   * {@link getConfig} has all networks. The exchange caches the response for 10 minutes.
   *
   * `GET public/currencies`, public.
   * @param params Parameters of the exchange: {@link GetCurrenciesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCurrencies(params?: GetCurrenciesParams | null, options?: CallOptions | null): ListCall<Currency>
  /**
   * One currency. If it is unknown or not enabled, the call fails with status 422.
   *
   * `GET public/currencies/{id}`, public.
   * @param id Currency code, such as `btc`, in lower or upper case.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCurrency(id: string, params?: NoParams | null, options?: CallOptions | null): Call<Currency>
  /**
   * Trading fees by member group and market. A complete list. The exchange caches the response for 10 minutes.
   *
   * `GET public/trading_fees`, public.
   * @param params Parameters of the exchange: {@link GetTradingFeesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getTradingFees(params?: GetTradingFeesParams | null, options?: CallOptions | null): ListCall<TradingFee>
  /**
   * Withdrawal limits by member group and level of verification. A complete list. The exchange caches the response
   * for 10 minutes.
   *
   * `GET public/withdraw_limits`, public.
   * @param params Parameters of the exchange: {@link GetWithdrawLimitsParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getWithdrawLimits(params?: GetWithdrawLimitsParams | null, options?: CallOptions | null): ListCall<WithdrawLimit>
  /**
   * The level of verification needed for deposits, withdrawals and trading. Below it, such calls fail with status
   * 403.
   *
   * `GET public/member-levels`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getMemberLevels(params?: NoParams | null, options?: CallOptions | null): Call<MemberLevels>
  /**
   * All currencies with their networks, all markets, trading fees and withdrawal limits, including hidden ones.
   * The exchange caches the response for 10 minutes.
   *
   * `GET public/config`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getConfig(params?: NoParams | null, options?: CallOptions | null): Call<Config>
  /**
   * The time of the exchange as ISO 8601 text with whole seconds, such as `2026-11-23T10:55:34+00:00`.
   *
   * `GET public/timestamp`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getTimestamp(params?: NoParams | null, options?: CallOptions | null): Call<string>
  /**
   * The release that the exchange runs.
   *
   * `GET public/version`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getVersion(params?: NoParams | null, options?: CallOptions | null): Call<Version>
  /**
   * Gives 200 if the exchange can reach its database. Otherwise fails with an {@link ApiError} with status 503,
   * without a retry.
   *
   * `GET public/health/ready`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getReadiness(params?: NoParams | null, options?: CallOptions | null): Call<number>
  /**
   * Gives 200 if the exchange can reach its database, its cache and its message queue. Otherwise fails with an
   * {@link ApiError} with status 503, without a retry.
   *
   * `GET public/health/alive`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getLiveness(params?: NoParams | null, options?: CallOptions | null): Call<number>
  /**
   * The balances of the account: one row for each enabled currency, including those that were never held. A
   * complete list: all pages are read unless `page` or `limit` is given, and if one page fails, the call fails.
   * The exchange may take ten seconds to respond.
   *
   * `GET account/balances`, needs a key.
   * @param params Parameters of the exchange: {@link GetBalancesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getBalances(params?: GetBalancesParams | null, options?: CallOptions | null): ListCall<Balance>
  /**
   * The balance of one currency. A currency that was never held fails with status 404, although
   * {@link getBalances} has a row of zeros for it. Deposit addresses are not included: `deposit_address` is
   * `null`.
   *
   * `GET account/balances/{currency}`, needs a key.
   * @param currency Currency code in lower case, such as `btc`. Capitals fail with status 422.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getBalance(currency: string, params?: NoParams | null, options?: CallOptions | null): Call<Balance>
  /**
   * Deposits, newest first.
   *
   * `GET account/deposits`, needs a key.
   * @param params Parameters of the exchange: {@link GetDepositsParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getDeposits(params?: GetDepositsParams | null, options?: CallOptions | null): ListCall<Deposit>
  /**
   * The first deposit of this transaction. An unknown id fails with status 404.
   *
   * `GET account/deposits/{txid}`, needs a key.
   * @param txid Id of the transaction on the network.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getDeposit(txid: string, params?: NoParams | null, options?: CallOptions | null): Call<Deposit>
  /**
   * The deposit address of a coin. The first call creates it and gives `address: null`; call again after a few
   * seconds.
   *
   * `GET account/deposit_address/{currency}`, needs a key.
   * @param currency Code of a coin. A fiat currency fails with status 422.
   * @param params Parameters of the exchange: {@link GetDepositAddressParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getDepositAddress(currency: string, params?: GetDepositAddressParams | null, options?: CallOptions | null): Call<PaymentAddress>
  /**
   * Withdrawals, newest first.
   *
   * `GET account/withdraws`, needs a key.
   * @param params Parameters of the exchange: {@link GetWithdrawsParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getWithdraws(params?: GetWithdrawsParams | null, options?: CallOptions | null): ListCall<Withdraw>
  /**
   * How much was withdrawn recently, to compare with {@link getWithdrawLimits}.
   *
   * `GET account/withdraws/sums`, needs a key.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getWithdrawSums(params?: NoParams | null, options?: CallOptions | null): Call<WithdrawSums>
  /**
   * Withdraws money. The result is the withdrawal in state `accepted` or `processing`.
   *
   * `POST account/withdraws`, needs a key, sent once.
   * @param params Parameters of the exchange: {@link CreateWithdrawParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  createWithdraw(params: CreateWithdrawParams, options?: CallOptions | null): Call<Withdraw>
  /**
   * Deposits and withdrawals, most recently updated first. The rows have no id, so `for await` identifies them by
   * type, currency, amount, fee, address and time of creation. In release 3.1.1 of the exchange every call fails
   * with status 500: use {@link getDeposits} and {@link getWithdraws} instead.
   *
   * `GET account/transactions`, needs a key.
   * @param params Parameters of the exchange: {@link GetTransactionsParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getTransactions(params?: GetTransactionsParams | null, options?: CallOptions | null): ListCall<Transaction>
  /**
   * Transfers from and to other members, newest first. The rows have no id, so `for await` counts rows that are
   * equal in every field. The default page of the exchange has 10 rows; this call asks for 1000.
   *
   * `GET account/internal_transfers`, needs a key.
   * @param params Parameters of the exchange: {@link GetInternalTransfersParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getInternalTransfers(params?: GetInternalTransfersParams | null, options?: CallOptions | null): ListCall<InternalTransfer>
  /**
   * Sends money to another member of the exchange. In the result, `direction` is `in`, although this member sent
   * it; {@link getInternalTransfers} shows the right direction.
   *
   * `POST account/internal_transfers`, needs a key, sent once.
   * @param params Parameters of the exchange: {@link CreateInternalTransferParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  createInternalTransfer(params: CreateInternalTransferParams, options?: CallOptions | null): Call<InternalTransfer>
  /**
   * The member's recipients for withdrawals, newest first. A complete list.
   *
   * `GET account/beneficiaries`, needs a key.
   * @param params Parameters of the exchange: {@link GetBeneficiariesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getBeneficiaries(params?: GetBeneficiariesParams | null, options?: CallOptions | null): ListCall<Beneficiary>
  /**
   * One recipient. An unknown id fails with status 404.
   *
   * `GET account/beneficiaries/{id}`, needs a key.
   * @param id The id of the recipient.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getBeneficiary(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<Beneficiary>
  /**
   * Adds a recipient of withdrawals. The result is the recipient in state `pending`. The exchange sends a PIN by
   * e-mail, with which {@link activateBeneficiary} activates it.
   *
   * `POST account/beneficiaries`, needs a key, sent once.
   * @param params Parameters of the exchange: {@link CreateBeneficiaryParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  createBeneficiary(params: CreateBeneficiaryParams, options?: CallOptions | null): Call<Beneficiary>
  /**
   * Activates a recipient, which makes withdrawals to it possible.
   *
   * `PATCH account/beneficiaries/{id}/activate`, needs a key, sent once.
   * @param id The id of the recipient.
   * @param params Parameters of the exchange: {@link ActivateBeneficiaryParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  activateBeneficiary(id: number | string, params: ActivateBeneficiaryParams, options?: CallOptions | null): Call<Beneficiary>
  /**
   * Sends a new PIN by e-mail for a recipient in state `pending`. The exchange allows this once a minute.
   *
   * `PATCH account/beneficiaries/{id}/resend_pin`, needs a key, sent once.
   * @param id The id of the recipient.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  resendBeneficiaryPin(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<null>
  /**
   * Enables or disables a recipient.
   *
   * `PUT account/beneficiaries/{id}`, needs a key, sent once.
   * @param id The id of the recipient.
   * @param params Parameters of the exchange: {@link UpdateBeneficiaryParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  updateBeneficiary(id: number | string, params: UpdateBeneficiaryParams, options?: CallOptions | null): Call<Beneficiary>
  /**
   * Deletes a recipient.
   *
   * `DELETE account/beneficiaries/{id}`, needs a key, sent once.
   * @param id The id of the recipient.
   * @param params Parameters of the exchange: {@link DeleteBeneficiaryParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  deleteBeneficiary(id: number | string, params: DeleteBeneficiaryParams, options?: CallOptions | null): Call<null>
  /**
   * Profit and loss by currency. In release 3.1.1 of the exchange every call fails with status 500.
   *
   * `GET account/stats/pnl`, needs a key.
   * @param params Parameters of the exchange: {@link GetPnlParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getPnl(params?: GetPnlParams | null, options?: CallOptions | null): Call<Pnl[]>
  /**
   * The member that the key belongs to. A key needs no permission for it.
   *
   * `GET account/members/me`, needs a key.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getMe(params?: NoParams | null, options?: CallOptions | null): Call<Member>
  /**
   * Sets whether withdrawals are allowed to known beneficiaries only. An exchange that forces this setting refuses
   * the call.
   *
   * `POST account/members/beneficiaries_whitelisting`, needs a key, sent once.
   * @param params Parameters of the exchange: {@link SetBeneficiariesWhitelistingParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  setBeneficiariesWhitelisting(params: SetBeneficiariesWhitelistingParams, options?: CallOptions | null): Call<Member>
  /**
   * The member's orders, most recently updated first. An updated order moves to the beginning, so the pages shift
   * while they are read. `for await` therefore reads the beginning again before it ends. It returns every order
   * that exists during the whole iteration exactly once.
   *
   * `GET market/orders`, needs a key.
   * @param params Parameters of the exchange: {@link GetOrdersParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getOrders(params?: GetOrdersParams | null, options?: CallOptions | null): ListCall<Order>
  /**
   * One order with its trades. If the member has no order with this id, the call fails with status 404.
   *
   * `GET market/orders/{id}`, needs a key.
   * @param id The id or the `uuid` of the order.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getOrder(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<Order>
  /**
   * Places an order on a spot market. The result is the order in state `pending`. The exchange locks the funds
   * afterwards. The order is then in `wait`, or in `reject` if the funds did not suffice; {@link getOrder} shows
   * it. If a market order cannot be executed whole, the rest of it is canceled.
   *
   * The exchange refuses a price or a volume with too many decimals or outside the limits of the market, and
   * rounds nothing: {@link quantize} gives a decimal the right number of decimals, and {@link checkOrder}
   * compares an order with its market.
   *
   * `POST market/orders`, needs a key, sent once.
   * @param params Parameters of the exchange: {@link CreateOrderParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  createOrder(params: CreateOrderParams, options?: CallOptions | null): Call<Order>
  /**
   * Asks the exchange to cancel an order of a spot market. The result is the order as it was before. The exchange
   * cancels afterwards, and only an order in `wait`. For an order in `pending`, `done`, `cancel` or `reject`, it
   * accepts the request, which then has no effect. {@link getOrder} shows whether it is canceled. If the member
   * has no order with this id, the call fails with status 404.
   *
   * `POST market/orders/{id}/cancel`, needs a key, sent once.
   * @param id The id or the `uuid` of the order.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  cancelOrder(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<Order>
  /**
   * Asks the exchange to cancel all orders in `wait`, or those that match all params. The result is these orders,
   * still in `wait`: the exchange cancels afterwards. Orders in `pending` are not canceled, so list the open
   * orders and repeat the call until none is left.
   *
   * A param that is `null` or `undefined` is refused, because without it the call would cancel the orders of all
   * markets.
   *
   * `POST market/orders/cancel`, needs a key, sent once.
   * @param params Parameters of the exchange: {@link CancelOrdersParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  cancelOrders(params?: CancelOrdersParams | null, options?: CallOptions | null): Call<Order[]>
  /**
   * The member's trades, newest first.
   *
   * `GET market/trades`, needs a key.
   * @param params Parameters of the exchange: {@link GetMyTradesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getMyTrades(params?: GetMyTradesParams | null, options?: CallOptions | null): ListCall<Trade>
  /**
   * Last price, best bid and ask, and volumes of every enabled market. The exchange caches the response for a
   * minute. Some gateways require a key: pass it to the call.
   *
   * `GET coinmarketcap/summary`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCmcSummary(params?: NoParams | null, options?: CallOptions | null): Call<CmcSummary[]>
  /**
   * The last price and the 24-hour volume of every enabled market, by pair, such as `BTC_AUD`. The exchange caches
   * the response for a minute. Some gateways require a key: pass it to the call.
   *
   * `GET coinmarketcap/ticker`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCmcTicker(params?: NoParams | null, options?: CallOptions | null): Call<Record<string, CmcTicker>>
  /**
   * The order book, best price first. The exchange caches the response for a minute. Some gateways require a key:
   * pass it to the call.
   *
   * `GET coinmarketcap/orderbook/{market_pair}`, public.
   * @param market_pair Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404.
   * @param params Parameters of the exchange: {@link GetCmcOrderBookParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCmcOrderBook(market_pair: string, params?: GetCmcOrderBookParams | null, options?: CallOptions | null): Call<CmcOrderBook>
  /**
   * The last 100 trades, newest first. The exchange caches the response for a minute. Some gateways require a key:
   * pass it to the call.
   *
   * `GET coinmarketcap/trades/{market_pair}`, public.
   * @param market_pair Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCmcTrades(market_pair: string, params?: NoParams | null, options?: CallOptions | null): Call<CmcTrade[]>
  /**
   * The currencies, by code in capitals. The exchange caches the response for 10 minutes. Some gateways require a
   * key: pass it to the call.
   *
   * `GET coinmarketcap/assets`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getCmcAssets(params?: NoParams | null, options?: CallOptions | null): Call<Record<string, CmcAsset>>
  /**
   * The last 24 hours of every enabled market, with its best bid and ask. This is the only call that has these for
   * all markets. The exchange caches the response for a minute. Some gateways require a key: pass it to the call.
   *
   * `GET coingecko/tickers`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getGeckoTickers(params?: NoParams | null, options?: CallOptions | null): Call<GeckoTicker[]>
  /**
   * The enabled pairs, including those of quick exchange. Some gateways require a key: pass it to the call.
   *
   * `GET coingecko/pairs`, public.
   * @param params None: this call has no parameters.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getGeckoPairs(params?: NoParams | null, options?: CallOptions | null): Call<GeckoPair[]>
  /**
   * The order book, best price first. The exchange caches the response for a minute. Some gateways require a key:
   * pass it to the call.
   *
   * `GET coingecko/orderbook`, public.
   * @param params Parameters of the exchange: {@link GetGeckoOrderBookParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getGeckoOrderBook(params: GetGeckoOrderBookParams, options?: CallOptions | null): Call<GeckoOrderBook>
  /**
   * Past trades by side. Times are given as date text: the seconds of the published description fail with status
   * 422. Some gateways require a key: pass it to the call.
   *
   * `GET coingecko/historical_trades`, public.
   * @param params Parameters of the exchange: {@link GetGeckoHistoricalTradesParams}.
   * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
   */
  getGeckoHistoricalTrades(params: GetGeckoHistoricalTradesParams, options?: CallOptions | null): Call<GeckoHistoricalTrades>
}

/**
 * The last 24 hours of every market that is traded, by market id, including hidden markets. The exchange updates
 * the tickers about every 5 seconds. If its timer stops, it serves old ones, so check `at`. To find the
 * currencies of a market, use `base_unit` and `quote_unit` of {@link getMarkets} and do not split the id.
 * {@link getGeckoTickers} has the best bid and ask.
 *
 * `GET public/markets/tickers`, public.
 * @param params Parameters of the exchange: {@link GetTickersParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getTickers<Key extends string = never>(params?: GetTickersParams<Key> | null, options?: CallOptions | null): Call<Selected<Key, Ticker>>

/**
 * The last 24 hours of one market, computed for this call.
 *
 * `GET public/markets/{market}/tickers`, public.
 * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getTicker(market: string, params?: NoParams | null, options?: CallOptions | null): Call<Ticker>

/**
 * The markets with their currencies, precisions and limits. A complete list. An unknown currency fails with
 * status 422. The exchange caches the response for 10 minutes.
 *
 * `GET public/markets`, public.
 * @param params Parameters of the exchange: {@link GetMarketsParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getMarkets(params?: GetMarketsParams | null, options?: CallOptions | null): ListCall<Market>

/**
 * The order book, with the amounts aggregated by price. The best price comes first on both sides.
 *
 * `GET public/markets/{market}/depth`, public.
 * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
 * @param params Parameters of the exchange: {@link GetDepthParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getDepth(market: string, params?: GetDepthParams | null, options?: CallOptions | null): Call<Depth>

/**
 * The last trades of a market, newest first. The exchange sends the decimals as numbers. They become strings
 * with the same digits, such as `9.299e-05`.
 *
 * `GET public/markets/{market}/trades`, public.
 * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
 * @param params Parameters of the exchange: {@link GetTradesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getTrades(market: string, params?: GetTradesParams | null, options?: CallOptions | null): Call<PublicTrade[]>

/**
 * Candles, oldest first: `[time, open, high, low, close, volume]`, with the time in seconds since 1970 and the
 * volume in the base currency. A period without trades repeats the last price with volume 0. Decimals are
 * written as the exchange sends them, such as `9.299e-05`.
 *
 * `GET public/markets/{market}/k-line`, public.
 * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
 * @param params Parameters of the exchange: {@link GetKLineParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getKLine(market: string, params?: GetKLineParams | null, options?: CallOptions | null): Call<[time: number, open: Decimal, high: Decimal, low: Decimal, close: Decimal, volume: Decimal][]>

/**
 * The open orders of all members, best price first; at the same price, oldest first. {@link getDepth}
 * aggregates them by price.
 *
 * `GET public/markets/{market}/order-book`, public.
 * @param market Market id in lower case, such as `btcaud`. An unknown market fails with status 422.
 * @param params Parameters of the exchange: {@link GetOrderBookParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getOrderBook(market: string, params?: GetOrderBookParams | null, options?: CallOptions | null): Call<OrderBook>

/**
 * The enabled currencies, with the fees and minimums of their default networks. A complete list.
 * {@link getConfig} has all networks. The exchange caches the response for 10 minutes.
 *
 * `GET public/currencies`, public.
 * @param params Parameters of the exchange: {@link GetCurrenciesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCurrencies(params?: GetCurrenciesParams | null, options?: CallOptions | null): ListCall<Currency>

/**
 * One currency. If it is unknown or not enabled, the call fails with status 422.
 *
 * `GET public/currencies/{id}`, public.
 * @param id Currency code, such as `btc`, in lower or upper case.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCurrency(id: string, params?: NoParams | null, options?: CallOptions | null): Call<Currency>

/**
 * Trading fees by member group and market. A complete list. The exchange caches the response for 10 minutes.
 *
 * `GET public/trading_fees`, public.
 * @param params Parameters of the exchange: {@link GetTradingFeesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getTradingFees(params?: GetTradingFeesParams | null, options?: CallOptions | null): ListCall<TradingFee>

/**
 * Withdrawal limits by member group and level of verification. A complete list. The exchange caches the response
 * for 10 minutes.
 *
 * `GET public/withdraw_limits`, public.
 * @param params Parameters of the exchange: {@link GetWithdrawLimitsParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getWithdrawLimits(params?: GetWithdrawLimitsParams | null, options?: CallOptions | null): ListCall<WithdrawLimit>

/**
 * The level of verification needed for deposits, withdrawals and trading. Below it, such calls fail with status
 * 403.
 *
 * `GET public/member-levels`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getMemberLevels(params?: NoParams | null, options?: CallOptions | null): Call<MemberLevels>

/**
 * All currencies with their networks, all markets, trading fees and withdrawal limits, including hidden ones.
 * The exchange caches the response for 10 minutes.
 *
 * `GET public/config`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getConfig(params?: NoParams | null, options?: CallOptions | null): Call<Config>

/**
 * The time of the exchange as ISO 8601 text with whole seconds, such as `2026-11-23T10:55:34+00:00`.
 *
 * `GET public/timestamp`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getTimestamp(params?: NoParams | null, options?: CallOptions | null): Call<string>

/**
 * The release that the exchange runs.
 *
 * `GET public/version`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getVersion(params?: NoParams | null, options?: CallOptions | null): Call<Version>

/**
 * Gives 200 if the exchange can reach its database. Otherwise fails with an {@link ApiError} with status 503,
 * without a retry.
 *
 * `GET public/health/ready`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getReadiness(params?: NoParams | null, options?: CallOptions | null): Call<number>

/**
 * Gives 200 if the exchange can reach its database, its cache and its message queue. Otherwise fails with an
 * {@link ApiError} with status 503, without a retry.
 *
 * `GET public/health/alive`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getLiveness(params?: NoParams | null, options?: CallOptions | null): Call<number>

/**
 * The balances of the account: one row for each enabled currency, including those that were never held. A
 * complete list: all pages are read unless `page` or `limit` is given, and if one page fails, the call fails.
 * The exchange may take ten seconds to respond.
 *
 * `GET account/balances`, needs a key.
 * @param params Parameters of the exchange: {@link GetBalancesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getBalances(params?: GetBalancesParams | null, options?: CallOptions | null): ListCall<Balance>

/**
 * The balance of one currency. A currency that was never held fails with status 404, although
 * {@link getBalances} has a row of zeros for it. Deposit addresses are not included: `deposit_address` is
 * `null`.
 *
 * `GET account/balances/{currency}`, needs a key.
 * @param currency Currency code in lower case, such as `btc`. Capitals fail with status 422.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getBalance(currency: string, params?: NoParams | null, options?: CallOptions | null): Call<Balance>

/**
 * Deposits, newest first.
 *
 * `GET account/deposits`, needs a key.
 * @param params Parameters of the exchange: {@link GetDepositsParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getDeposits(params?: GetDepositsParams | null, options?: CallOptions | null): ListCall<Deposit>

/**
 * The first deposit of this transaction. An unknown id fails with status 404.
 *
 * `GET account/deposits/{txid}`, needs a key.
 * @param txid Id of the transaction on the network.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getDeposit(txid: string, params?: NoParams | null, options?: CallOptions | null): Call<Deposit>

/**
 * The deposit address of a coin. The first call creates it and gives `address: null`; call again after a few
 * seconds.
 *
 * `GET account/deposit_address/{currency}`, needs a key.
 * @param currency Code of a coin. A fiat currency fails with status 422.
 * @param params Parameters of the exchange: {@link GetDepositAddressParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getDepositAddress(currency: string, params?: GetDepositAddressParams | null, options?: CallOptions | null): Call<PaymentAddress>

/**
 * Withdrawals, newest first.
 *
 * `GET account/withdraws`, needs a key.
 * @param params Parameters of the exchange: {@link GetWithdrawsParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getWithdraws(params?: GetWithdrawsParams | null, options?: CallOptions | null): ListCall<Withdraw>

/**
 * How much was withdrawn recently, to compare with {@link getWithdrawLimits}.
 *
 * `GET account/withdraws/sums`, needs a key.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getWithdrawSums(params?: NoParams | null, options?: CallOptions | null): Call<WithdrawSums>

/**
 * Withdraws money. The result is the withdrawal in state `accepted` or `processing`.
 *
 * `POST account/withdraws`, needs a key, sent once.
 * @param params Parameters of the exchange: {@link CreateWithdrawParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function createWithdraw(params: CreateWithdrawParams, options?: CallOptions | null): Call<Withdraw>

/**
 * Deposits and withdrawals, most recently updated first. The rows have no id, so `for await` identifies them by
 * type, currency, amount, fee, address and time of creation. In release 3.1.1 of the exchange every call fails
 * with status 500: use {@link getDeposits} and {@link getWithdraws} instead.
 *
 * `GET account/transactions`, needs a key.
 * @param params Parameters of the exchange: {@link GetTransactionsParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getTransactions(params?: GetTransactionsParams | null, options?: CallOptions | null): ListCall<Transaction>

/**
 * Transfers from and to other members, newest first. The rows have no id, so `for await` counts rows that are
 * equal in every field. The default page of the exchange has 10 rows; this call asks for 1000.
 *
 * `GET account/internal_transfers`, needs a key.
 * @param params Parameters of the exchange: {@link GetInternalTransfersParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getInternalTransfers(params?: GetInternalTransfersParams | null, options?: CallOptions | null): ListCall<InternalTransfer>

/**
 * Sends money to another member of the exchange. In the result, `direction` is `in`, although this member sent
 * it; {@link getInternalTransfers} shows the right direction.
 *
 * `POST account/internal_transfers`, needs a key, sent once.
 * @param params Parameters of the exchange: {@link CreateInternalTransferParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function createInternalTransfer(params: CreateInternalTransferParams, options?: CallOptions | null): Call<InternalTransfer>

/**
 * The member's recipients for withdrawals, newest first. A complete list.
 *
 * `GET account/beneficiaries`, needs a key.
 * @param params Parameters of the exchange: {@link GetBeneficiariesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getBeneficiaries(params?: GetBeneficiariesParams | null, options?: CallOptions | null): ListCall<Beneficiary>

/**
 * One recipient. An unknown id fails with status 404.
 *
 * `GET account/beneficiaries/{id}`, needs a key.
 * @param id The id of the recipient.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getBeneficiary(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<Beneficiary>

/**
 * Adds a recipient of withdrawals. The result is the recipient in state `pending`. The exchange sends a PIN by
 * e-mail, with which {@link activateBeneficiary} activates it.
 *
 * `POST account/beneficiaries`, needs a key, sent once.
 * @param params Parameters of the exchange: {@link CreateBeneficiaryParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function createBeneficiary(params: CreateBeneficiaryParams, options?: CallOptions | null): Call<Beneficiary>

/**
 * Activates a recipient, which makes withdrawals to it possible.
 *
 * `PATCH account/beneficiaries/{id}/activate`, needs a key, sent once.
 * @param id The id of the recipient.
 * @param params Parameters of the exchange: {@link ActivateBeneficiaryParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function activateBeneficiary(id: number | string, params: ActivateBeneficiaryParams, options?: CallOptions | null): Call<Beneficiary>

/**
 * Sends a new PIN by e-mail for a recipient in state `pending`. The exchange allows this once a minute.
 *
 * `PATCH account/beneficiaries/{id}/resend_pin`, needs a key, sent once.
 * @param id The id of the recipient.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function resendBeneficiaryPin(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<null>

/**
 * Enables or disables a recipient.
 *
 * `PUT account/beneficiaries/{id}`, needs a key, sent once.
 * @param id The id of the recipient.
 * @param params Parameters of the exchange: {@link UpdateBeneficiaryParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function updateBeneficiary(id: number | string, params: UpdateBeneficiaryParams, options?: CallOptions | null): Call<Beneficiary>

/**
 * Deletes a recipient.
 *
 * `DELETE account/beneficiaries/{id}`, needs a key, sent once.
 * @param id The id of the recipient.
 * @param params Parameters of the exchange: {@link DeleteBeneficiaryParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function deleteBeneficiary(id: number | string, params: DeleteBeneficiaryParams, options?: CallOptions | null): Call<null>

/**
 * Profit and loss by currency. In release 3.1.1 of the exchange every call fails with status 500.
 *
 * `GET account/stats/pnl`, needs a key.
 * @param params Parameters of the exchange: {@link GetPnlParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getPnl(params?: GetPnlParams | null, options?: CallOptions | null): Call<Pnl[]>

/**
 * The member that the key belongs to. A key needs no permission for it.
 *
 * `GET account/members/me`, needs a key.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getMe(params?: NoParams | null, options?: CallOptions | null): Call<Member>

/**
 * Sets whether withdrawals are allowed to known beneficiaries only. An exchange that forces this setting refuses
 * the call.
 *
 * `POST account/members/beneficiaries_whitelisting`, needs a key, sent once.
 * @param params Parameters of the exchange: {@link SetBeneficiariesWhitelistingParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function setBeneficiariesWhitelisting(params: SetBeneficiariesWhitelistingParams, options?: CallOptions | null): Call<Member>

/**
 * The member's orders, most recently updated first. An updated order moves to the beginning, so the pages shift
 * while they are read. `for await` therefore reads the beginning again before it ends. It returns every order
 * that exists during the whole iteration exactly once.
 *
 * `GET market/orders`, needs a key.
 * @param params Parameters of the exchange: {@link GetOrdersParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getOrders(params?: GetOrdersParams | null, options?: CallOptions | null): ListCall<Order>

/**
 * One order with its trades. If the member has no order with this id, the call fails with status 404.
 *
 * `GET market/orders/{id}`, needs a key.
 * @param id The id or the `uuid` of the order.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getOrder(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<Order>

/**
 * Places an order on a spot market. The result is the order in state `pending`. The exchange locks the funds
 * afterwards. The order is then in `wait`, or in `reject` if the funds did not suffice; {@link getOrder} shows
 * it. If a market order cannot be executed whole, the rest of it is canceled.
 *
 * The exchange refuses a price or a volume with too many decimals or outside the limits of the market, and
 * rounds nothing: {@link quantize} gives a decimal the right number of decimals, and {@link checkOrder}
 * compares an order with its market.
 *
 * `POST market/orders`, needs a key, sent once.
 * @param params Parameters of the exchange: {@link CreateOrderParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function createOrder(params: CreateOrderParams, options?: CallOptions | null): Call<Order>

/**
 * Asks the exchange to cancel an order of a spot market. The result is the order as it was before. The exchange
 * cancels afterwards, and only an order in `wait`. For an order in `pending`, `done`, `cancel` or `reject`, it
 * accepts the request, which then has no effect. {@link getOrder} shows whether it is canceled. If the member
 * has no order with this id, the call fails with status 404.
 *
 * `POST market/orders/{id}/cancel`, needs a key, sent once.
 * @param id The id or the `uuid` of the order.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function cancelOrder(id: number | string, params?: NoParams | null, options?: CallOptions | null): Call<Order>

/**
 * Asks the exchange to cancel all orders in `wait`, or those that match all params. The result is these orders,
 * still in `wait`: the exchange cancels afterwards. Orders in `pending` are not canceled, so list the open
 * orders and repeat the call until none is left.
 *
 * A param that is `null` or `undefined` is refused, because without it the call would cancel the orders of all
 * markets.
 *
 * `POST market/orders/cancel`, needs a key, sent once.
 * @param params Parameters of the exchange: {@link CancelOrdersParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function cancelOrders(params?: CancelOrdersParams | null, options?: CallOptions | null): Call<Order[]>

/**
 * The member's trades, newest first.
 *
 * `GET market/trades`, needs a key.
 * @param params Parameters of the exchange: {@link GetMyTradesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getMyTrades(params?: GetMyTradesParams | null, options?: CallOptions | null): ListCall<Trade>

/**
 * Last price, best bid and ask, and volumes of every enabled market. The exchange caches the response for a
 * minute. Some gateways require a key: pass it to the call.
 *
 * `GET coinmarketcap/summary`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCmcSummary(params?: NoParams | null, options?: CallOptions | null): Call<CmcSummary[]>

/**
 * The last price and the 24-hour volume of every enabled market, by pair, such as `BTC_AUD`. The exchange caches
 * the response for a minute. Some gateways require a key: pass it to the call.
 *
 * `GET coinmarketcap/ticker`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCmcTicker(params?: NoParams | null, options?: CallOptions | null): Call<Record<string, CmcTicker>>

/**
 * The order book, best price first. The exchange caches the response for a minute. Some gateways require a key:
 * pass it to the call.
 *
 * `GET coinmarketcap/orderbook/{market_pair}`, public.
 * @param market_pair Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404.
 * @param params Parameters of the exchange: {@link GetCmcOrderBookParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCmcOrderBook(market_pair: string, params?: GetCmcOrderBookParams | null, options?: CallOptions | null): Call<CmcOrderBook>

/**
 * The last 100 trades, newest first. The exchange caches the response for a minute. Some gateways require a key:
 * pass it to the call.
 *
 * `GET coinmarketcap/trades/{market_pair}`, public.
 * @param market_pair Base and quote, such as `BTC_AUD`. An unknown pair fails with status 404.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCmcTrades(market_pair: string, params?: NoParams | null, options?: CallOptions | null): Call<CmcTrade[]>

/**
 * The currencies, by code in capitals. The exchange caches the response for 10 minutes. Some gateways require a
 * key: pass it to the call.
 *
 * `GET coinmarketcap/assets`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getCmcAssets(params?: NoParams | null, options?: CallOptions | null): Call<Record<string, CmcAsset>>

/**
 * The last 24 hours of every enabled market, with its best bid and ask. This is the only call that has these for
 * all markets. The exchange caches the response for a minute. Some gateways require a key: pass it to the call.
 *
 * `GET coingecko/tickers`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getGeckoTickers(params?: NoParams | null, options?: CallOptions | null): Call<GeckoTicker[]>

/**
 * The enabled pairs, including those of quick exchange. Some gateways require a key: pass it to the call.
 *
 * `GET coingecko/pairs`, public.
 * @param params None: this call has no parameters.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getGeckoPairs(params?: NoParams | null, options?: CallOptions | null): Call<GeckoPair[]>

/**
 * The order book, best price first. The exchange caches the response for a minute. Some gateways require a key:
 * pass it to the call.
 *
 * `GET coingecko/orderbook`, public.
 * @param params Parameters of the exchange: {@link GetGeckoOrderBookParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getGeckoOrderBook(params: GetGeckoOrderBookParams, options?: CallOptions | null): Call<GeckoOrderBook>

/**
 * Past trades by side. Times are given as date text: the seconds of the published description fail with status
 * 422. Some gateways require a key: pass it to the call.
 *
 * `GET coingecko/historical_trades`, public.
 * @param params Parameters of the exchange: {@link GetGeckoHistoricalTradesParams}.
 * @param options Options of this call, such as its `timeout`: {@link CallOptions}.
 */
export declare function getGeckoHistoricalTrades(params: GetGeckoHistoricalTradesParams, options?: CallOptions | null): Call<GeckoHistoricalTrades>
