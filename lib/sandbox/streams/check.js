const { DELAY, badOption, isDelay, isObject, isWhole } = require('../options.js')

// Checks of the arguments of the faults. Each throws an error that names the argument.

/** The fields of a refused handshake; their values are checked as those of `fail()`. */
const REFUSAL = ['status', 'headers', 'body', 'times']
/** Codes that RFC 6455 keeps for what is never in a close frame. */
const UNSENDABLE = [1004, 1005, 1006, 1015]

function refuse(name, expected, code = 'ERR_BAD_OPTION_VALUE') {
  throw badOption(name, expected, code)
}

function checkMarket({ markets }, id) {
  if (!markets.has(id)) refuse('market', 'must be the id of one of the markets of this sandbox, such as btcaud')
}

function checkStream(stream) {
  if (typeof stream !== 'string' || stream === '')
    refuse('stream', 'must be the name of a stream, such as btcaud.trades')
}

/** Returns what JSON makes of the data. */
function checkData(data) {
  try {
    return JSON.parse(JSON.stringify(data))
  } catch {
    return refuse('data', 'must be a value that JSON can have')
  }
}

function checkCount(n) {
  if (!isWhole(1, 1000)(n)) refuse('n', 'must be a whole number from 1 to 1000')
}

function checkDuration(ms) {
  if (!isDelay(ms)) refuse('ms', DELAY)
}

function checkRate(rate) {
  if (!isWhole(1, 100_000)(rate)) refuse('rate', 'must be a whole number of messages per second from 1 to 100000')
}

function checkBytes(bytes) {
  if (typeof bytes !== 'string' && !(bytes instanceof Uint8Array)) {
    refuse('bytes', 'must be a Uint8Array, which is sent as it is, or a string, which is sent as a text message')
  }
}

function checkDrop(drop) {
  checkFields('drop', drop, ['code', 'reset'])
  const { code, reset } = drop
  if (code !== undefined && (!isWhole(1000, 4999)(code) || UNSENDABLE.includes(code))) {
    refuse('code', 'must be a status of a close frame from 1000 to 4999, such as 1001')
  }
  if (reset !== undefined && typeof reset !== 'boolean') refuse('reset', 'must be true or false')
  if (reset && code !== undefined) refuse('reset', 'sends no close frame: remove code or reset')
}

const checkRefusal = (refusal) => checkFields('refusal', refusal, REFUSAL)

function checkFields(argument, value, known) {
  if (!isObject(value)) refuse(argument, 'must be an object')
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) refuse(unknown, `is unknown: known are ${known.join(', ')}`, 'ERR_BAD_OPTION')
}

module.exports = {
  checkBytes,
  checkCount,
  checkData,
  checkDrop,
  checkDuration,
  checkMarket,
  checkRate,
  checkRefusal,
  checkStream,
  refuse,
}
