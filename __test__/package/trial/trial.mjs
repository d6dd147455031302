import { AuthenticationError, CoinPort, configure, getTickers } from 'coinport'
import { startSandbox } from 'coinport/sandbox'
import { tryCalls } from './try-calls.cjs'

tryCalls({ AuthenticationError, CoinPort, configure, getTickers }, startSandbox)
