/**
 * CoinPort's requests of axios, carried by the Rust client.
 *
 * @module coinport/axios
 */

import type { AxiosAdapter } from 'axios'

/**
 * An axios adapter: `axios.defaults.adapter = adapter`. Requests below CoinPort's base URL are carried by the Rust
 * client; all others go to axios's own http adapter.
 */
declare const adapter: AxiosAdapter
export default adapter
