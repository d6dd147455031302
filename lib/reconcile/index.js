const { CanceledError, ConfigError, CoinPortError, badOption } = require('../errors.js')
const ENDPOINTS = require('../generated/endpoints.js')
const { CLOCK_MARGIN } = require('../generated/limits.js')
const { Added } = require('./added.js')
const { readExchangeClock, systemClock } = require('./clock.js')
const { ADDED, STATES } = require('./finders/index.js')
const { readRecord } = require('./intent.js')
const { lookTimes } = require('./looks.js')
const { readOptions } = require('./options.js')
const { Reader } = require('./reader.js')
const { notDone } = require('./verdict.js')

/** How long after a call its one-time password may still pass: 90 seconds, and the margin of the clocks. */
const OTP_LIFETIME = 95_000
/** Errors that say that the read itself is wrong. */
const FATAL = [400, 404, 405, 422]

/**
 * Finds out whether a call was carried out. `context` is that of the client: `{ client, exchange, accountOf, onClose }`.
 *
 * A row is taken for that of the call only if the call is among the unresolved ones that can have added it, and there are
 * no more such rows than such calls. This holds if:
 *
 * - the fields that are compared never change
 * - a read shows what was stored before it
 * - the clocks of the exchange agree within the margin
 * - nobody else makes an identical call in the meantime
 * - the exchange has acted on the call before the last look
 *
 * Then a row of the call is among the rows, and every row is that of an unresolved call of this process, because those of
 * the others are known. Identical rows can be exchanged for each other, so that any assignment of them is right.
 */
async function reconcile(context, what, options, clock = systemClock) {
  const settings = readOptions(options)
  if (what instanceof CoinPortError && ['not_sent', 'rejected'].includes(what.outcome))
    return notDone(true, clock.date())
  const record = readRecord(what)
  const owner = { exchange: context.exchange, account: context.accountOf(settings.apiKey) }
  checkOwner(record, owner)
  checkTime(record.intent, clock)
  const endpoint = ENDPOINTS.find(({ name }) => name === record.intent.call)
  const added = ADDED[endpoint.name] && new Added(endpoint, record, owner)
  let verdict
  try {
    verdict = await look(context, endpoint, record.intent, added, settings, clock)
    return verdict
  } finally {
    added?.end(verdict?.verdict === 'not_done')
  }
}

/** Looks until there is a verdict. */
async function look({ client, onClose }, endpoint, { key, params, sentAt }, added, settings, clock) {
  const pause = (milliseconds) => clock.sleep(milliseconds, { signal: settings.signal, onClose })
  const started = clock.monotonic()
  const expires = added && endpoint.secret?.includes('otp')
  let found
  let failure
  const finalAt = expires ? OTP_LIFETIME - (clock.date() - sentAt) : undefined
  for (const time of lookTimes(settings.wait, finalAt)) {
    const left = started + time - clock.monotonic()
    if (left > 0) await pause(left)
    failure = undefined
    try {
      const reader = new Reader(client, settings, clock)
      const { now, elapsed, since } = await readExchangeClock(reader, sentAt, clock)
      const search = { reader, key, params, since: Math.max(0, Math.floor(since / 1000)), pause }
      const verdict = await (added ? added.look(search) : STATES[endpoint.name](search))
      if (verdict) return verdict
      found = notDone(Boolean(expires) && elapsed >= OTP_LIFETIME, now)
      if (found.final) return found
    } catch (error) {
      if (!isTemporary(error)) throw error
      failure = error
    }
  }
  if (failure) throw failure
  return found
}

function isTemporary(error) {
  if (!(error instanceof CoinPortError) || error instanceof CanceledError || error instanceof ConfigError) return false
  return error.code !== 'ERR_CLIENT_CLOSED' && !FATAL.includes(error.status)
}

/** Another account has other orders: nothing would be found there. */
function checkOwner(record, { exchange, account }) {
  if (record.account === undefined || (record.exchange === exchange && record.account === account)) return
  throw badOption(
    'what',
    'is of a call that was made with another key or base URL: use the client that made it, with the apiKey of the call',
  )
}

/** If the clock was set back, the call would be looked for in the future. */
function checkTime({ sentAt }, clock) {
  if (sentAt - clock.date() <= CLOCK_MARGIN) return
  throw badOption('sentAt', 'is in the future: correct the clock of this machine, or the time of the intent')
}

module.exports = { reconcile }
