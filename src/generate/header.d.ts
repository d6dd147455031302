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
   * @default '{baseUrl}'
   */
  baseUrl?: string | null | undefined
  /**
   * The time limit of the whole call in milliseconds, including queueing, retries, pages and reading the body.
   * @default {timeout}
   */
  timeout?: number | null | undefined
  /**
   * The time limit for one connection in milliseconds, including DNS and TLS.
   * @default {connectTimeout}
   */
  connectTimeout?: number | null | undefined
  /**
   * How often a call that only reads is retried, 0 to 10. Calls that change something are never retried.
   * @default {maxRetries}
   */
  maxRetries?: number | null | undefined
  /**
   * At most `requests` per `interval` milliseconds, of which `burst` at once. The limit applies to each key and origin,
   * and is shared by all clients and worker threads of the process. `false` means no limit.
   * @default {rateLimit}
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
   * @default {maxResponseSize}
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

/** {@link CoinPort.reconcile} on the default client. */
export declare const reconcile: CoinPort['reconcile']

/**
 * What a failed call was to do, if its outcome is `unknown`; undefined for every other error. It has no one-time password and
 * no PIN. Stored as JSON, it can be reconciled by another process. Errors of {@link request} and of axios have none.
 */
export declare function intentOf(error: unknown): Intent | undefined

/** The calls that change something. */
export type ChangingCall = '{changingCall}'

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
   * @default {wait}
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
