/**
 * The calls, the client behind them, and their errors.
 *
 * @module coinport
 */

/**
 * A decimal with exactly the digits that the exchange sent, such as `'0.0312500000000000'`. Never a number:
 * a number would round it. Use a decimal library to compute with it.
 */
export type Decimal = string

/** The promise of a call. */
export interface Call<T> extends Promise<T> {
  /** The result together with the status and headers of the answer; of the last page where there were several. */
  withResponse(): Promise<WithResponse<T>>
}

/** A result together with what came with it. */
export interface WithResponse<T> {
  /** The result. */
  data: T
  /** Status and headers of the answer that it came in; of the last page where there were several. */
  response: ResponseHead & {
    /**
     * Of one page of a list: whether there are more pages. Absent for any other answer, and where the answer's page
     * headers contradict its rows. A server that sends no page headers can make it `true` for the last page, never `false`
     * for another one: a round number of rows counts as a full page.
     */
    hasMore?: boolean
  }
}

/** The promise of a list. Awaiting gives what the call asked for. */
export interface ListCall<T> extends Call<T[]>, AsyncIterable<T> {
  /**
   * All rows, page after page, from `page` on; each page is read when it is needed, within its own `timeout`. Every row
   * that is in the list from the first request to the last comes once, whatever comes, goes or moves meanwhile. With a
   * `page` other than 1, that holds for the rows that stand behind its first one throughout. A list that changes faster
   * than it can be read fails with a {@link DecodeError}.
   */
  [Symbol.asyncIterator](): AsyncIterator<T, void, undefined>
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
   * @default '{baseUrl}'
   */
  baseUrl?: string | null
  /**
   * The whole call, in milliseconds: waiting for its turn, retries, pages and bodies.
   * @default {timeout}
   */
  timeout?: number | null
  /**
   * One connection, in milliseconds: name, TCP and TLS.
   * @default {connectTimeout}
   */
  connectTimeout?: number | null
  /**
   * Attempts after the first, 0 to 10, for calls that only read. Calls that change something are sent once.
   * @default {maxRetries}
   */
  maxRetries?: number | null
  /**
   * Requests per `interval` milliseconds, and how many of them at once, for each key and origin, shared by all
   * clients and worker threads of the process. `false` for no limit.
   * @default {rateLimit}
   */
  rateLimit?: RateLimit | false | null
  /**
   * The most bytes of an answer, after decompression; also of all pages of a complete list together.
   * @default {maxResponseSize}
   */
  maxResponseSize?: number | null
  /**
   * An `http://` or `https://` proxy for the requests, which pass it in a CONNECT tunnel; `false` for none.
   * Environment: `HTTPS_PROXY`, then `ALL_PROXY`, but for the hosts in `NO_PROXY`. What it refuses is a
   * {@link NetworkError} with the code `ERR_PROXY_TUNNEL`.
   */
  proxy?: string | false | null
  /**
   * Certificates in PEM, trusted beside those that Node trusts. Environment: `NODE_EXTRA_CA_CERTS` (a file, which is
   * read when the first connection is made).
   */
  ca?: string | Uint8Array | readonly (string | Uint8Array)[] | null
  /** The `User-Agent` header. Default: `coinport/<version> (node)`. */
  userAgent?: string | null
  /**
   * Permits a base URL with `http://` to a host other than loopback. Everybody on the way can then read the key.
   * @default false
   */
  allowInsecure?: boolean | null
  /**
   * Told of every call: `debug` when it succeeded, `warn` when it failed, with `{ method, path, status, attempts,
   * duration, code }` as fields. Never told a key or a body.
   */
  logger?: Logger | null
}

/** So many requests in so much time. What is left out has its default. */
export interface RateLimit {
  /** Requests per interval. */
  requests?: number | null
  /** The interval, in milliseconds. */
  interval?: number | null
  /** Requests at once, after a pause. */
  burst?: number | null
}

/** What `console` and the usual loggers are. */
export interface Logger {
  /** What is worth knowing when something is looked into. */
  debug(message: string, fields?: object): void
  /** What is worth knowing. */
  info(message: string, fields?: object): void
  /** What went wrong with one call. */
  warn(message: string, fields?: object): void
  /** What went wrong with more than one call. */
  error(message: string, fields?: object): void
}

/**
 * What the subscribers of the tracing channel `coinport:call` are told of a call (`tracingChannel` of
 * `node:diagnostics_channel`): one object per call, to which the outcome is added. No key, parameter or body is in it.
 */
export interface CallTrace {
  /** The function's name, such as `getTicker`; `axios` for a request of the adapter. */
  readonly name: string
  /** The HTTP method. */
  readonly method: string
  /** The path below the base URL, as a template: `public/markets/{market}/tickers`. Of `request` and axios: as given. */
  readonly path: string
  /** The base URL of the client. */
  readonly baseUrl: string
  /** Sent along when a subscriber of `start` sets them; no other header can be. */
  headers: Partial<Record<'traceparent' | 'tracestate', string>>
  /** When it was made, on the clock of `performance.now()`. */
  readonly startTime: number
  /** Milliseconds until its end. */
  readonly duration?: number
  /** The HTTP status, where an answer came; of the last page where there were several. */
  readonly status?: number
  /** Requests that were sent, those of all pages together. Not there when the call was canceled. */
  readonly attempts?: number
  /** What the caller gets; a key function's own errors are its `cause`. */
  readonly error?: CoinPortError
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

/** The values that the params of {@link request} can have: plain data. */
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
   * body, and its errors say the `outcome`. `params` are plain data: what JSON would empty or change, such as a promise, a
   * `Date` or a decimal of a library, is a {@link ConfigError} that names the field.
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

/**
 * What {@link CoinPortError.code} can be: codes of axios's and our own, and Node's for what happens on the network, of
 * which these are the usual ones.
 */
export type ErrorCode =
  | 'ERR_BAD_REQUEST'
  | 'ERR_BAD_RESPONSE'
  | 'ERR_CANCELED'
  | 'ERR_BAD_OPTION'
  | 'ERR_BAD_OPTION_VALUE'
  | 'ERR_INVALID_URL'
  | 'ERR_CLIENT_CLOSED'
  | 'ERR_QUEUE_FULL'
  | 'ERR_INTERNAL'
  | 'ECONNABORTED'
  | 'ETIMEDOUT'
  | 'ECONNREFUSED'
  | 'ERR_PROXY_TUNNEL'
  | 'ECONNRESET'
  | 'ENOTFOUND'
  | 'CERT_HAS_EXPIRED'
  | (string & {})

/** What went wrong with a call. All errors of this package extend it, and have the shape of axios's. */
export declare class CoinPortError extends Error {
  /** Fixed: Node's and axios's own where they have one. The message is for people. */
  code: ErrorCode
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
  request?: {
    /** Such as `GET`. */
    method: string
    /** The whole address, without anything secret. */
    url: string
  }
  /** What was asked, as axios shows it. */
  config?: {
    /** Such as `get`. */
    method: string
    /** The whole address, without anything secret. */
    url: string
    /** The params of a call that only reads. */
    params?: object
    /** The limit of the whole call, in milliseconds. */
    timeout: number
  }
  /** What came back. */
  response?: ResponseHead & {
    /** The body: parsed where it is JSON, else its text. */
    data?: unknown
  }
  /** So that `axios.isAxiosError` matches. */
  readonly isAxiosError: true
  /** What `JSON.stringify` makes of it: all of the above, and no key. */
  toJSON(): object
}
/** The exchange answered with a status other than 2xx. Code: `ERR_BAD_REQUEST` for 4xx, else `ERR_BAD_RESPONSE`. */
export declare class ApiError extends CoinPortError {
  code: 'ERR_BAD_REQUEST' | 'ERR_BAD_RESPONSE'
  status: number
  errors: string[]
  /** Seconds to wait, where the exchange said it with a 429 or a 503. */
  retryAfter?: number
}
/** 401: the key is missing, wrong or expired. */
export declare class AuthenticationError extends ApiError {
  code: 'ERR_BAD_REQUEST'
}
/** 403: the key lacks the permission. */
export declare class PermissionError extends ApiError {
  code: 'ERR_BAD_REQUEST'
}
/** 429: too many requests. */
export declare class RateLimitError extends ApiError {
  code: 'ERR_BAD_REQUEST'
}
/** A 2xx answer that is not what the endpoint documents, or too large. Code: `ERR_BAD_RESPONSE`. */
export declare class DecodeError extends CoinPortError {
  code: 'ERR_BAD_RESPONSE'
  /** Where in the body, such as `[3].balance`. */
  path: string
}
/** The time was over. Code: `ECONNABORTED`; `ETIMEDOUT` for a single connection. */
export declare class TimeoutError extends CoinPortError {
  code: 'ECONNABORTED' | 'ETIMEDOUT'
  /** What the call was doing then. */
  phase: 'credentials' | 'queue' | 'connect' | 'headers' | 'body' | 'backoff'
}
/** No complete answer came. The code is Node's, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
export declare class NetworkError extends CoinPortError {
  /** What the call was doing then. */
  phase: 'connect' | 'headers' | 'body'
}
/** The signal fired. Code: `ERR_CANCELED`; `cause` is the signal's reason. */
export declare class CanceledError extends CoinPortError {
  code: 'ERR_CANCELED'
  /** So that `axios.isCancel` matches. */
  readonly __CANCEL__: true
}
/** An option, a parameter or the key cannot be used. Code: `ERR_BAD_OPTION`, `ERR_BAD_OPTION_VALUE` or `ERR_INVALID_URL`. */
export declare class ConfigError extends CoinPortError {
  code: 'ERR_BAD_OPTION' | 'ERR_BAD_OPTION_VALUE' | 'ERR_INVALID_URL'
  /** Which one. */
  option: string
}
