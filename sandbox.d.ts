/**
 * A local CoinPort for development and tests.
 *
 * @module coinport/sandbox
 */

/** What {@link startSandbox} can be told. Everything has a default. */
export interface SandboxOptions {
  /**
   * The port on 127.0.0.1; 0 takes any free one.
   * @default 0
   */
  port?: number
  /** The key it accepts, as `Authorization: Bearer <apiKey>` or as the id of signed requests. Random by default. */
  apiKey?: string
  /** The secret that signs requests. Random by default. */
  apiSecret?: string
  /**
   * What the account holds, as decimal strings of at most 16 decimals; every other currency is there with zeros, and was
   * never held. Its deposits, withdrawals, trades and open orders add up to this. A small account by default.
   */
  balances?: Record<string, string | SandboxBalance>
  /** The ids of its markets. All 89 by default. */
  markets?: readonly string[]
  /**
   * Milliseconds before each answer.
   * @default 0
   */
  latency?: number
  /**
   * Those of its markets that are hidden: traded and listed, and absent from what other services read.
   * @default []
   */
  hiddenMarkets?: readonly string[]
  /**
   * What its random numbers start from: the same seed and the same clock give the same answers.
   * @default 1
   */
  seed?: number
  /**
   * What it takes for the time, in milliseconds since 1970. Markets trade about every 10 seconds of it, times are told
   * by it, and the nonces of signed requests are held against it.
   * @default Date.now
   */
  clock?: () => number
  /**
   * Which of the exchange's two shapes tickers have: what its timer stores, or what it computes on request.
   * @default 'cron'
   */
  tickerShape?: 'cron' | 'computed'
  /**
   * The largest page it gives, whatever is asked.
   * @default 1000
   */
  pageCap?: number
  /**
   * Leaves all tickers as they were when first asked for, as when the exchange's timer has stopped.
   * @default false
   */
  staleTickers?: boolean
  /**
   * Refuses Bearer keys, and asks for credentials at `coinmarketcap` and `coingecko`, as the stock gateway does.
   * @default false
   */
  strictGateway?: boolean
  /**
   * Milliseconds that the nonce of a signed request may be away from the clock.
   * @default 5000
   */
  nonceWindowMs?: number
  /**
   * Behaves as release 3.1.1 does: what is required and missing or blank is answered with status 500, and so is every
   * call of `account/transactions` and `account/stats/pnl`; `public/markets` comes in pages of 500, whatever is asked.
   * @default false
   */
  rails61?: boolean
  /**
   * The time zone that times are written in: `Z` or an offset such as `+10:00`.
   * @default 'Z'
   */
  tz?: string
}

/** What the account holds of one currency. */
export interface SandboxBalance {
  /** What is available, as a decimal string. */
  balance: string
  /** What is locked in orders and withdrawals, as a decimal string; nothing by default. */
  locked?: string
}

/** A request that arrived. */
export interface SandboxRequest {
  /** Such as `GET`. */
  method: string
  /** Relative to the base URL, such as `account/balances`. */
  path: string
  /** The params in its URL; of one that is repeated, such as `market[]`, all its values. */
  query: Record<string, string | string[]>
  /** By their names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** Its body as text; empty where it has none. */
  body: string
}

/** An answer that stands in for the exchange's own. */
export interface SandboxFault {
  /** Relative to the base URL; any path by default. */
  path?: string
  /** @default 500 */
  status?: number
  /** Headers beside, or instead of, its `content-type`. */
  headers?: Record<string, string>
  /** Text as it is, anything else as JSON. Default: what the exchange says with that status. */
  body?: unknown
  /**
   * How many answers; may be `Infinity`.
   * @default 1
   */
  times?: number
}

/** A local CoinPort. */
export interface Sandbox {
  /** The base URL, to be given as `baseUrl`. */
  readonly url: string
  /** The key that it accepts. */
  readonly apiKey: string
  /** The secret that goes with the key. */
  readonly apiSecret: string
  /** What has arrived so far, the latest last; no more than the last 10,000. */
  readonly requests: SandboxRequest[]
  /**
   * Makes the next answers fail.
   *
   * @throws {TypeError} for what cannot be answered; its `option` names it.
   */
  fail(fault?: SandboxFault): void
  /** Ends it and its connections. Calling it again does nothing. */
  close(): Promise<void>
  /** The same as {@link Sandbox.close}. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a local CoinPort on loopback, with plausible live data, for development and tests.
 *
 * @throws {TypeError} for an option that cannot be used; its `option` names it.
 */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>
