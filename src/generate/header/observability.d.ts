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
