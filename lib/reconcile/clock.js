const { DecodeError, canceled } = require('../errors.js')
const { CLOCK_MARGIN } = require('../generated/limits.js')
const { monotonicNow } = require('../native/addon.js')
const { startTimer } = require('../native/completion-queue.js')
const { reasonOf, watch } = require('../signals.js')

/** The clocks of this machine. Tests have others. */
const systemClock = { date: () => Date.now(), monotonic: monotonicNow, sleep }

/** Waits. Rejects if the signal is aborted or the client is closed, for which `onClose` calls a function. */
async function sleep(milliseconds, { signal, onClose }) {
  if (signal?.aborted) throw canceled(reasonOf(signal))
  const stops = []
  try {
    await new Promise((resolve, reject) => {
      stops.push(onClose(reject), startTimer(Math.max(1, Math.ceil(milliseconds)), resolve))
      if (signal) stops.push(watch(signal, (reason) => reject(canceled(reason))))
    })
  } finally {
    for (const stop of stops) stop()
  }
}

/**
 * The time of the exchange, how long ago a call was sent, and since when the exchange can have carried it out, in
 * milliseconds. `sentAt` is on the clock of this machine, which may be wrong as long as it runs evenly.
 */
async function readExchangeClock(reader, sentAt, clock) {
  const now = Date.parse(await reader.get('getTimestamp'))
  if (!Number.isFinite(now)) throw new DecodeError('The response is not a time', { code: 'ERR_BAD_RESPONSE', path: '' })
  // Read after the response, so that `since` is too early rather than too late.
  const elapsed = Math.max(0, clock.date() - sentAt)
  return { now, elapsed, since: now - elapsed - CLOCK_MARGIN }
}

module.exports = { readExchangeClock, systemClock }
