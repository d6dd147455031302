import { CoinPort, type Logger } from 'coinport'
import { pino } from 'pino'
import { createLogger } from 'winston'

new CoinPort({ logger: pino() })
new CoinPort({ logger: pino().child({ service: 'prices' }) })
new CoinPort({ logger: createLogger() })
new CoinPort({ logger: console })

const own: Logger = {
  debug(message, fields) {
    console.debug(message.toUpperCase(), fields?.status ?? fields?.code)
  },
  info() {},
  warn(message, fields) {
    console.warn(message, fields?.attempts?.toFixed())
  },
  error() {},
}
new CoinPort({ logger: own })
