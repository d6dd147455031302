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
