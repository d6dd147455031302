import axios, { type AxiosAdapter } from 'axios'
import adapter from 'coinport/axios'

const typed: AxiosAdapter = adapter
axios.defaults.adapter = adapter
export const instance = axios.create({ adapter: [adapter, 'http'] })
export const status = adapter({ headers: new axios.AxiosHeaders() }).then(({ status }): number => status)
// @ts-expect-error it is called with a config
adapter('https://www.coinport.com.au')

export { typed }
