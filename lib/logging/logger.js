const { badOption } = require('../errors.js')
const { stderrLogger } = require('./stderr.js')

/** The methods that a logger must have. At present only `debug` and `warn` are called. */
const METHODS = ['debug', 'info', 'warn', 'error']

/**
 * The logger of a client as `{ debug, warn }`, functions of a message and its fields: that of the option, else the one
 * that is inherited, else the one that COINPORT_LOG asks for, else undefined.
 */
function loggerFrom(option, inherited, env = process.env) {
  if (option === undefined || option === null) return inherited ?? stderrLogger(env.COINPORT_LOG)
  const usable = typeof option === 'object' && METHODS.every((method) => typeof option[method] === 'function')
  if (!usable) throw badOption('logger', `must have the methods ${METHODS.join(', ')}`)
  const write = writerFor(option)
  return { debug: guarded(write('debug')), warn: guarded(write('warn')) }
}

/** Calls a method of the logger in the way in which its fields survive. */
function writerFor(logger) {
  // pino drops what follows the message.
  if (typeof logger.bindings === 'function') return (level) => (message, fields) => logger[level](fields, message)
  return (level) => (message, fields) => logger[level](message, fields)
}

/** Warns if the logger throws: the call must still have its result. */
function guarded(write) {
  return (message, fields) => {
    try {
      write(message, fields)
    } catch (cause) {
      process.emitWarning(`the logger given to coinport failed: ${cause}`)
    }
  }
}

module.exports = { loggerFrom }
