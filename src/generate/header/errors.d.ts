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
