import axios from 'axios'
import adapter from './adapter.js'

export const { createAdapter } = adapter
export default createAdapter(axios)
