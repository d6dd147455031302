/**
 * A local CoinPort for development and tests.
 *
 * @module coinport/sandbox
 */

/** Options of {@link startSandbox}. Each has a default. */
export interface SandboxOptions {
  /**
   * The port on 127.0.0.1; 0 means any free port.
   * @default 0
   */
  port?: number
  /** The key to accept: as `Authorization: Bearer <apiKey>`, or as the key of signed requests. Random by default. */
  apiKey?: string
  /** The secret of the key, for signed requests. Random by default. */
  apiSecret?: string
  /**
   * The balances of the account, as decimal strings with at most 16 decimal places. All other currencies have zeros and
   * were never held. Deposits, withdrawals, trades and open orders are made to match. By default a small account.
   */
  balances?: Record<string, string | SandboxBalance>
  /** The ids of the markets. By default all 89. */
  markets?: readonly string[]
  /**
   * Delay of each response, in milliseconds.
   * @default 0
   */
  latency?: number
  /**
   * Markets that are hidden: they are traded and listed, but missing from the data for other services.
   * @default []
   */
  hiddenMarkets?: readonly string[]
  /**
   * The seed of the random numbers. The same seed and the same clock give the same responses.
   * @default 1
   */
  seed?: number
  /**
   * The clock, in milliseconds since 1970. Markets trade about every 10 seconds. The clock also determines all times in
   * responses, and the nonces of signed requests are compared with it.
   * @default Date.now
   */
  clock?: () => number
  /**
   * Which of the exchange's two forms all tickers have: the one that its timer stores, or the one computed on request.
   * @default 'cron'
   */
  tickerShape?: 'cron' | 'computed'
  /**
   * The largest page to send, even if more rows are requested.
   * @default 1000
   */
  pageCap?: number
  /**
   * Keeps all tickers as they were at the first request, as if the exchange's timer had stopped.
   * @default false
   */
  staleTickers?: boolean
  /**
   * Refuses Bearer keys, and requires credentials for `coinmarketcap` and `coingecko`, as the standard gateway does.
   * @default false
   */
  strictGateway?: boolean
  /**
   * How far the nonce of a signed request may differ from the clock, in milliseconds.
   * @default 5000
   */
  nonceWindowMs?: number
  /**
   * Imitates the faults of release 3.1.1: a required parameter that is missing or blank causes a status 500, and so does
   * every call of `account/transactions` and `account/stats/pnl`; `public/markets` has at most 500 rows per page.
   * @default false
   */
  rails61?: boolean
  /**
   * The time zone of times in responses: `Z` or an offset such as `+10:00`.
   * @default 'Z'
   */
  tz?: string
}

/** The balance of one currency. */
export interface SandboxBalance {
  /** The available amount, as a decimal string. */
  balance: string
  /** The amount locked in orders and withdrawals, as a decimal string. Zero by default. */
  locked?: string
}

/** A request that the sandbox has received. */
export interface SandboxRequest {
  /** The HTTP method, such as `GET`. */
  method: string
  /** The path below the base URL, such as `account/balances`. */
  path: string
  /** The query params. A repeated one, such as `market[]`, has a list of values. */
  query: Record<string, string | string[]>
  /** The headers, with names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** The body as text; empty if there is none. */
  body: string
}

/** A response to send instead of the normal one. */
export interface SandboxFault {
  /** The path below the base URL. By default any path. */
  path?: string
  /**
   * The HTTP status.
   * @default 500
   */
  status?: number
  /** Headers to send in addition to `content-type`, which they can also replace. */
  headers?: Record<string, string>
  /** The body: a string is sent as it is, anything else as JSON. Default: the exchange's own body for that status. */
  body?: unknown
  /**
   * How many responses are replaced; may be `Infinity`.
   * @default 1
   */
  times?: number
}

/** A local CoinPort. */
export interface Sandbox {
  /** The base URL, for the option `baseUrl`. */
  readonly url: string
  /** The key that the sandbox accepts. */
  readonly apiKey: string
  /** The secret of the key. */
  readonly apiSecret: string
  /** The requests received so far, oldest first; at most the last 10,000. */
  readonly requests: SandboxRequest[]
  /**
   * Makes the next responses fail.
   *
   * @throws {TypeError} if a field is not valid; `error.option` names it.
   */
  fail(fault?: SandboxFault): void
  /** Stops the sandbox and closes its connections. Calling it again does nothing. */
  close(): Promise<void>
  /** The same as {@link Sandbox.close}. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a local CoinPort on loopback, with plausible live data, for development and tests.
 *
 * @throws {TypeError} if an option is not valid; `error.option` names it.
 */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>
