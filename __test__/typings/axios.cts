import axios = require('axios')
import adapter = require('coinport/axios')

const typed: axios.AxiosAdapter = adapter
axios.defaults.adapter = adapter
export = { typed, instance: axios.create({ adapter }) }
