/**
 * A local CoinPort for development and tests.
 *
 * @module coinport/sandbox
 */

import type { Order } from './index.js'

/** Options of {@link startSandbox}. Each has a default. */
export interface SandboxOptions {
  /**
   * The port on 127.0.0.1; 0 means any free port.
   * @default 0
   */
  port?: number | undefined
  /** The key to accept: as `Authorization: Bearer <apiKey>`, or as the key of signed requests. Random by default. */
  apiKey?: string | undefined
  /** The secret of the key, for signed requests. Random by default. */
  apiSecret?: string | undefined
  /**
   * The balances of the account, as decimal strings with at most 16 decimal places. All other currencies have zeros and
   * were never held. Deposits, withdrawals, trades and open orders are made to match. By default a small account.
   */
  balances?: Record<string, string | SandboxBalance> | undefined
  /** The ids of the markets. By default all 89. */
  markets?: readonly string[] | undefined
  /**
   * Delay of each response, in milliseconds.
   * @default 0
   */
  latency?: number | undefined
  /**
   * How long an order stays `pending`, in milliseconds of the clock. With 0 it is open, or has traded, by the next request.
   * @default 0
   */
  orderDelay?: number | undefined
  /**
   * How long a cancellation takes, in milliseconds of the clock. It has no effect on an order that is `pending` then.
   * @default 0
   */
  cancelDelay?: number | undefined
  /**
   * How long a withdrawal stays `accepted`, and then `processing`, in milliseconds of the clock. With 0 it has succeeded by
   * the next request.
   * @default 0
   */
  withdrawDelay?: number | undefined
  /**
   * Whether the exchange restricts withdrawals to beneficiaries for everyone. With `false` the member can switch this
   * restriction off, and then withdraws to addresses only.
   * @default true
   */
  forceWhitelisting?: boolean | undefined
  /**
   * Markets that are hidden: they are traded and listed, but missing from the data for other services.
   * @default []
   */
  hiddenMarkets?: readonly string[] | undefined
  /**
   * The seed of the random numbers. The same seed and the same clock give the same responses.
   * @default 1
   */
  seed?: number | undefined
  /**
   * The clock, in milliseconds since 1970. Markets trade about every 10 seconds. The clock also determines all times in
   * responses, and the nonces of signed requests are compared with it.
   * @default Date.now
   */
  clock?: (() => number) | undefined
  /**
   * Which of the exchange's two forms all tickers have: the one that its timer stores, or the one computed on request.
   * @default 'cron'
   */
  tickerShape?: 'cron' | 'computed' | undefined
  /**
   * The largest page to send, even if more rows are requested.
   * @default 1000
   */
  pageCap?: number | undefined
  /**
   * Keeps all tickers as they were at the first request, as if the exchange's timer had stopped.
   * @default false
   */
  staleTickers?: boolean | undefined
  /**
   * Refuses Bearer keys, and requires credentials for `coinmarketcap` and `coingecko`, as the standard gateway does.
   * @default false
   */
  strictGateway?: boolean | undefined
  /**
   * How far the nonce of a signed request may differ from the clock, in milliseconds.
   * @default 5000
   */
  nonceWindowMs?: number | undefined
  /**
   * Imitates the faults of release 3.1.1: a required parameter that is missing or blank causes a status 500, and so does
   * every call of `account/transactions` and `account/stats/pnl`; `public/markets` has at most 500 rows per page.
   * @default false
   */
  rails61?: boolean | undefined
  /**
   * The time zone of times in responses: `Z` or an offset such as `+10:00`.
   * @default 'Z'
   */
  tz?: string | undefined
}

/** The balance of one currency. */
export interface SandboxBalance {
  /** The available amount, as a decimal string. */
  balance: string
  /** The amount locked in orders and withdrawals, as a decimal string. Zero by default. */
  locked?: string | undefined
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

/**
 * A fault of the next requests. Without `method` and `path` it applies to any request. At most one of `drop`, `cut` and
 * `silent` can be given; `drop` and `silent` exclude `status`, `headers` and `body`.
 */
export interface SandboxFault {
  /** The HTTP method. By default any. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined
  /**
   * The path below the base URL, in which `{name}` is any segment: `public/markets/{market}/depth`. A path that the exchange
   * does not have is refused.
   */
  path?: string | undefined
  /**
   * When it happens. After `arrived` the exchange has done nothing. After `accepted` it has done what was asked, and only the
   * response is lost or replaced; a request that the exchange refuses gets that refusal, and the fault stays planned.
   * @default 'arrived', or 'accepted' for a `cut` without `status`, `headers` and `body`
   */
  after?: 'arrived' | 'accepted' | undefined
  /**
   * The HTTP status to respond with.
   * @default 500
   */
  status?: number | undefined
  /** Headers to send in addition to `content-type`, which they can also replace. */
  headers?: Record<string, string> | undefined
  /** The body: a string is sent as it is, anything else as JSON. Default: the exchange's own body for that status. */
  body?: unknown
  /**
   * Closes the connection without a response.
   * @default false
   */
  drop?: boolean | undefined
  /** Closes the connection after so many bytes of the response's body, but before its end. */
  cut?: number | undefined
  /**
   * Never responds; the connection stays open.
   * @default false
   */
  silent?: boolean | undefined
  /**
   * How long the exchange waits before it acts, in milliseconds of the clock. After `arrived` it then does what was asked;
   * after `accepted` it leaves what it has stored as it is until then, such as an order as `pending`. The response is not
   * delayed.
   */
  late?: number | undefined
  /**
   * How many requests it applies to; may be `Infinity`.
   * @default 1
   */
  times?: number | undefined
}

/** Where all money of one currency is, as decimal strings. The sum is always zero. */
export interface SandboxAccounts {
  /** The member's available balance. */
  available: string
  /** What is locked in the member's open orders and in withdrawals that are under way. */
  locked: string
  /** What other members have received, minus what came from them. */
  others: string
  /** The fees that the exchange has received. */
  fees: string
  /** What was withdrawn, minus what was deposited. */
  outside: string
}

/** An open WebSocket of a client. */
export interface SandboxConnection {
  /** Which streams its URL is for. */
  scope: 'public' | 'private'
  /** The headers of its handshake, with names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** The streams that it is subscribed to. */
  streams: string[]
  /** The last 1,000 messages that came from the client, as text, oldest first. */
  received: string[]
}

/** How {@link SandboxStreams.drop} closes. Without a field the connections end without a close frame. */
export interface SandboxDrop {
  /** The status of a close frame, from 1000 to 4999. */
  code?: number | undefined
  /**
   * Resets the connections, as a router does that has lost them.
   * @default false
   */
  reset?: boolean | undefined
}

/** The response to a handshake that is refused. */
export interface SandboxRefusal {
  /**
   * The HTTP status, from 200 to 599.
   * @default 503
   */
  status?: number | undefined
  /** Headers to send in addition to `content-type`, which they can also replace. */
  headers?: Record<string, string> | undefined
  /** The body: a string is sent as it is, anything else as JSON. Default: the exchange's own body for that status. */
  body?: unknown
  /**
   * How many handshakes it applies to; may be `Infinity`.
   * @default 1
   */
  times?: number | undefined
}

/**
 * The streams of a sandbox, and their faults. A fault happens at once and concerns all open connections, unless it says
 * something else. Faults that last return a function that ends them. An argument that is not valid is a `TypeError`, whose
 * `option` names it.
 */
export interface SandboxStreams {
  /** The URL of the streams, without `/public` or `/private`: what a client makes of {@link Sandbox.url}. */
  readonly url: string
  /** The open connections. Handshakes are in {@link Sandbox.requests}, also those that were refused. */
  readonly connections: SandboxConnection[]
  /**
   * Sends a message with any content to those who have subscribed to its stream. A `<market>.ob-snap` is sent to those of
   * `<market>.ob-inc`. Nothing of it is stored, and REST does not know it.
   */
  publish(stream: string, data: unknown): void
  /** Sends the last message of a stream again. */
  duplicate(stream: string): void
  /** Closes the connections. */
  drop(drop?: SandboxDrop): void
  /**
   * Moves a market, and loses the first `n` changes of its book on the way to the clients. Subscribing again heals.
   *
   * @param n the number of lost changes, from 1 to 1000; 1 by default
   */
  gap(market: string, n?: number): void
  /**
   * Moves a market, and loses a change of its book before it is stored. Subscribing again does not heal, but a snapshot does
   * that the exchange stores 10 to 60 seconds later, with a change.
   */
  hole(market: string): void
  /** Moves a market until 400 changes are stored since its snapshot. That is more than a new subscriber can receive. */
  overflow(market: string): void
  /** Restarts the engine of a market: the sequence of its book begins again at 1. Then moves the market. */
  restartEngine(market: string): void
  /** Restarts the streaming server: all connections break, and no books are stored until the engine's next snapshots. */
  restartRango(): void
  /**
   * The streaming server handles nothing for so many milliseconds, and then everything. Handshakes and pongs go on.
   */
  stall(ms: number): () => void
  /** Loses the messages of a stream. */
  silence(stream: string): () => void
  /** Sends at most so many messages per second to a client, from 1 to 100000. One with 256 waiting is closed. */
  slow(rate: number): () => void
  /** Does not answer pings. */
  noPong(): () => void
  /** Sends bytes that need not be a frame, or a string as a text message that need not be JSON. */
  garbage(bytes: Uint8Array | string): void
  /** Refuses the next handshakes, of public and private streams. */
  refuse(refusal?: SandboxRefusal): void
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
  /** All orders of the account, as the exchange lists them: the one that changed last is first. */
  readonly orders: Order[]
  /**
   * Where all money is, by currency, for the currencies that the account has ever held. Every movement is double entry.
   */
  ledger(): Record<string, SandboxAccounts>
  /**
   * A fresh one-time password, as the member's phone shows it: six digits that do not begin with 0. It passes once, within
   * 90 seconds.
   */
  otp(): string
  /**
   * The PIN that the exchange sends by e-mail for a pending beneficiary. It is valid for 300 seconds.
   *
   * @throws {TypeError} if there is no pending beneficiary with that id.
   */
  pin(id: number): string
  /** The streams, and what can be wrong with them. */
  readonly streams: SandboxStreams
  /**
   * Makes the next requests, or their responses, fail.
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
