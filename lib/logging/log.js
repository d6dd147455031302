// The lines of the log. They contain no key, parameter or body. What a server sent is in the fields, never in the message,
// which some loggers read as a format: a `%o` in it would consume the fields.

/** Logs a call that has ended: with `debug` if it succeeded, with `warn` if it failed. */
function logCall(logger, { name, method, path, status, attempts, duration, error }) {
  const ms = Math.round(duration)
  const fields = { method, path, status, attempts, duration: ms, code: error?.code, reason: error?.message }
  if (error) logger.warn(`coinport ${name} failed after ${ms} ms`, defined(fields))
  else logger.debug(`coinport ${name} took ${ms} ms`, defined(fields))
}

/** Logs an attempt that failed and is followed by another. `retry` is made by src/bindings/error.rs. */
function logRetry(logger, { name, method, path }, { attempt, duration, delay, ...retry }) {
  const message = `coinport ${name}, attempt ${attempt} failed after ${duration} ms, the next follows in ${delay} ms`
  logger.debug(message, defined({ method, path, attempt, duration, delay, ...retry }))
}

/** Without the fields that have no value, so that they are absent for every logger. */
function defined(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null))
}

module.exports = { logCall, logRetry }
