/**
 * An axios adapter that sends requests to CoinPort with the Rust client.
 *
 * @module coinport/axios
 */

import type { AxiosAdapter } from 'axios'

/**
 * An axios adapter: `axios.defaults.adapter = adapter`. The Rust client sends the requests to URLs below
 * CoinPort's base URL. All other requests go to axios's own http adapter.
 */
declare const adapter: AxiosAdapter
export default adapter
