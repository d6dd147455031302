const { validateHeaderName, validateHeaderValue } = require('node:http')
const { DELAY, badOption, isDelay, isObject, isWhole } = require('../options.js')
const { TIME_PATH, isServed } = require('../routes/index.js')

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Fields that say how the response fails to arrive. */
const LOSSES = ['drop', 'cut', 'silent']
/** Fields of a response that replaces the exchange's own. */
const RESPONSE = ['status', 'headers', 'body']

const isStatus = isWhole(200, 599)
const isCount = (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && value >= 1)
const isFlag = (value) => typeof value === 'boolean'

/** For each field: its check, and the text of the error. */
const FIELDS = {
  method: [(value) => METHODS.includes(value), `must be one of ${METHODS.join(', ')}`],
  path: [(value) => typeof value === 'string', 'must be a path below the base URL, such as account/balances'],
  after: [(value) => value === 'arrived' || value === 'accepted', "must be 'arrived' or 'accepted'"],
  status: [isStatus, 'must be an HTTP status from 200 to 599'],
  headers: [areHeaders, 'must be an object of headers that can be sent'],
  body: [() => true],
  drop: [isFlag, 'must be true or false'],
  cut: [isWhole(0, Number.MAX_SAFE_INTEGER), 'must be a whole number of bytes from 0'],
  silent: [isFlag, 'must be true or false'],
  late: [isDelay, DELAY],
  times: [isCount, 'must be a whole number from 1, or Infinity'],
}

/** Returns the fields that are set. Throws an error that names the field, if one is not usable. */
function checkFault(fault) {
  if (!isObject(fault)) refuse('fault', 'must be an object')
  const unknown = Object.keys(fault).find((name) => !Object.hasOwn(FIELDS, name))
  if (unknown !== undefined) {
    throw badOption(unknown, `is unknown: known are ${Object.keys(FIELDS).join(', ')}`, 'ERR_BAD_OPTION')
  }
  const set = Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined))
  for (const [name, value] of Object.entries(set)) {
    const [isUsable, expected] = FIELDS[name]
    if (!isUsable(value)) refuse(name, expected)
  }
  checkCombination(set)
  if (set.path !== undefined) checkPath(set)
  return set
}

function checkCombination(set) {
  const [loss, other] = LOSSES.filter((name) => set[name] !== undefined && set[name] !== false)
  if (other) refuse(other, `cannot be combined with ${loss}: use one of them`)
  const given = RESPONSE.find((name) => name in set)
  if (given && (loss === 'drop' || loss === 'silent')) {
    refuse(given, `is never sent with ${loss}: remove one of them`)
  }
  if (loss === 'cut' && !given && set.after === 'arrived') {
    refuse('cut', "needs a status or a body, or after: 'accepted': there is no response to cut")
  }
  if ('late' in set && set.method === 'GET') refuse('late', 'is for requests that change something, not for GET')
}

/** A path that no request can have is a mistake in the test that plans the fault. */
function checkPath({ path, method }) {
  const plain = path.replace(/^\//, '')
  if (`/${plain}` === TIME_PATH || isServed(plain, method)) return
  const isOther = method !== undefined && isServed(plain)
  const reason = isOther ? `has no method ${method}` : 'is no path of the exchange, so the fault would never happen'
  refuse('path', `${reason}: give one below the base URL, such as account/balances or public/markets/{market}/depth`)
}

function areHeaders(value) {
  if (!isObject(value)) return false
  try {
    for (const [name, text] of Object.entries(value)) {
      validateHeaderName(name)
      validateHeaderValue(name, text)
    }
    return true
  } catch {
    return false
  }
}

function refuse(name, expected) {
  throw badOption(name, expected, 'ERR_BAD_OPTION_VALUE')
}

module.exports = { checkFault }
