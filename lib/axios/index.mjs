import axios from 'axios'
import { createAdapter } from './adapter.js'

export default createAdapter(axios)
