import axios, { type AxiosAdapter } from 'axios'
import adapter, { type AdapterOptions, createAdapter } from 'coinport/axios'

const typed: AxiosAdapter = adapter
axios.defaults.adapter = adapter
export const instance = axios.create({ adapter: [adapter, 'http'] })
export const status = adapter({ headers: new axios.AxiosHeaders() }).then(({ status }): number => status)
// @ts-expect-error it is called with a config
adapter('https://www.coinport.com.au')

const options: AdapterOptions = { exact: undefined, rateLimit: { requests: 1 }, proxy: false }
export const made: AxiosAdapter = createAdapter(axios, options)
// @ts-expect-error it is true or false
createAdapter(axios, { exact: 'yes' })

export { typed }
