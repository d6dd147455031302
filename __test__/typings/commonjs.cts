import coinport = require('coinport')
import sandbox = require('coinport/sandbox')

const client = new coinport.CoinPort()
const call: coinport.Call<coinport.Balance[]> = client.getBalances()
export = { call, start: sandbox.startSandbox }
