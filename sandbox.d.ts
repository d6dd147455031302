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
  /** What the account holds, as decimal strings; every other currency is there with zeros. A small account by default. */
  balances?: Record<string, string | { balance: string; locked?: string }>
  /** The ids of its markets. All 89 by default. */
  markets?: readonly string[]
  /**
   * Milliseconds before each answer.
   * @default 0
   */
  latency?: number
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
   * Refuses Bearer keys, as the exchange's stock gateway does.
   * @default false
   */
  strictGateway?: boolean
}

/** A request that arrived. */
export interface SandboxRequest {
  method: string
  /** Relative to the base URL, such as `account/balances`. */
  path: string
  query: Record<string, string>
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** An answer that stands in for the exchange's own. */
export interface SandboxFault {
  /** Relative to the base URL; any path by default. */
  path?: string
  /** @default 500 */
  status?: number
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
  readonly apiKey: string
  readonly apiSecret: string
  /** What has arrived so far. */
  readonly requests: SandboxRequest[]
  /** Makes the next answers fail. */
  fail(fault?: SandboxFault): void
  /** Ends it and its connections. Calling it again does nothing. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a local CoinPort on loopback, with plausible live data, for development and tests.
 *
 * @throws {TypeError} for an option that cannot be used; its `option` names it.
 */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>
