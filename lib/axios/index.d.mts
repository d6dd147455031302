/**
 * An axios adapter that sends requests to CoinPort with the Rust client.
 *
 * @module coinport/axios
 */

import type { AxiosAdapter } from 'axios'
import type { ClientOptions } from 'coinport'

/** axios itself: what `require('axios')` returns, or the default export. Each copy and version has types of its own. */
export interface AxiosCopy {
  /** Its version: 1.7 or newer. */
  readonly VERSION: string
  /** The class of its instances. */
  readonly Axios: unknown
  /** The class of its errors. */
  readonly AxiosError: unknown
  /** The class of its headers. */
  readonly AxiosHeaders: unknown
  /** The class of the errors of canceled requests. */
  readonly CanceledError: unknown
  /** The function that returns its own adapters. */
  readonly getAdapter: unknown
}

/** Options of `createAdapter`: `exact`, and those of a client. What is not set is as in axios: no limit and no retry. */
export interface AdapterOptions extends ClientOptions {
  /**
   * Whether responses are checked against what the exchange documents, and documented decimals become strings with their
   * own digits. A response without the documented form is an `ERR_BAD_RESPONSE`. Default: `false`.
   */
  exact?: boolean | undefined
}

/**
 * Makes an adapter with options of its own. The options are checked for the first request to CoinPort: one that cannot be
 * used is an `AxiosError` with a `ConfigError` as its `cause`.
 *
 * @param axios The axios that makes the requests.
 * @throws Error if it is older than 1.7.
 */
export declare function createAdapter(axios: AxiosCopy, options?: AdapterOptions | null): AxiosAdapter

/**
 * An axios adapter: `axios.defaults.adapter = adapter`. The Rust client sends the requests to URLs below
 * CoinPort's base URL. All other requests go to axios's own http adapter.
 */
declare const adapter: AxiosAdapter
export default adapter
