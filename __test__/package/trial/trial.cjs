const coinport = require('coinport')
const { startSandbox } = require('coinport/sandbox')
const { tryCalls } = require('./try-calls.cjs')

tryCalls(coinport, startSandbox)
