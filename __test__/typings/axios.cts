import axios = require('axios')
import adapter = require('coinport/axios')

const typed: axios.AxiosAdapter = adapter
axios.defaults.adapter = adapter
const options: adapter.AdapterOptions = { exact: true, rateLimit: false, timeout: 1000 }
const made: axios.AxiosAdapter = adapter.createAdapter(axios, options)
export = { made, typed, instance: axios.create({ adapter }) }
