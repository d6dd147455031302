/**
 * An axios adapter that sends requests to CoinPort through the client of this package.
 *
 * @module coinport/axios
 */

import type { AxiosAdapter } from 'axios'

/**
 * An axios adapter: `axios.defaults.adapter = require('coinport/axios')`. Requests below CoinPort's
 * base URL go through the Rust client, all others through axios's own http adapter.
 */
declare const adapter: AxiosAdapter
export = adapter
