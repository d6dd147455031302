import coinport = require('coinport')
import adapter = require('coinport/axios')
import sandbox = require('coinport/sandbox')

const client = new coinport.CoinPort()
const call: coinport.Call<coinport.Balance[]> = client.getBalances()
export = { adapter, call, start: sandbox.startSandbox }
