const { CoinPortError, badOption, fromFailure, kindOf } = require('../errors.js')
const ENDPOINTS = require('../generated/endpoints.js')
const addon = require('../native/addon.js')
const { changeToJson } = require('../options/json.js')
const { keysToText } = require('../options/path.js')

/** 2001. A time in seconds is before it. */
const EARLIEST = 1e12

/**
 * `{ intent, token, exchange, account }` of the call of an error. `token` is its number in the journal, if it adds something.
 * The intent of an error has the same record.
 */
const records = new WeakMap()
/** The records of intents that the caller made. The same object is always the same call. */
const adopted = new WeakMap()

/** Makes the intent of a call: plain data, without one-time passwords and PINs. `params` is JSON. */
function createIntent(endpoint, key, params, sentAt) {
  const intent = { call: endpoint.name, ...(endpoint.keys.length > 0 && { key }), params: {}, sentAt }
  intent.params = Object.freeze(withoutSecrets(endpoint, JSON.parse(params ?? '{}')))
  return Object.freeze(intent)
}

function withoutSecrets({ secret = [] }, params) {
  const isKept = ([name, value]) => value !== null && !secret.includes(name)
  return Object.fromEntries(Object.entries(params).filter(isKept))
}

/** Remembers the call of an error. */
function remember(error, record) {
  records.set(error, record).set(record.intent, record)
}

/** The intent of a call whose outcome is unknown, to store it or to reconcile it. Undefined for every other error. */
const intentOf = (error) => (error instanceof CoinPortError ? records.get(error)?.intent : undefined)

/** The record of an error, or of an intent. If the caller made the intent, there is no account. */
function readRecord(what) {
  const known = typeof what === 'object' && what !== null ? records.get(what) : undefined
  if (known) return known
  if (what instanceof Error)
    throw badOption(
      'what',
      'must be an error of a declared call that changes something, such as createOrder(), or an intent',
    )
  const intent = checkIntent(what)
  const record = { intent, token: adopted.get(what)?.token }
  adopted.set(what, record)
  return record
}

function checkIntent(what) {
  if (typeof what !== 'object' || what === null || Array.isArray(what))
    throw badOption('what', `must be an error or an intent, not ${kindOf(what)}`)
  const { call, key, params, sentAt, exclude } = what
  const index = ENDPOINTS.findIndex(({ name, changes }) => changes && name === call)
  if (index < 0) throw badOption('call', "must be the name of a call that changes something, such as 'createOrder'")
  const endpoint = ENDPOINTS[index]
  keysToText(endpoint.keys, [key])
  if (!(Number.isFinite(sentAt) && sentAt >= EARLIEST))
    throw badOption('sentAt', 'must be the time of the call in milliseconds since 1970, as Date.now() gives it')
  if (exclude != null && !(Array.isArray(exclude) && exclude.every(Number.isSafeInteger)))
    throw badOption('exclude', 'must be a list of ids')
  const json = changeToJson(params ?? {})
  const refused = addon.checkNotedParams(index, json)
  if (refused) throw fromFailure(JSON.parse(refused))
  return { call, key, params: withoutSecrets(endpoint, JSON.parse(json)), sentAt, exclude: exclude ?? [] }
}

module.exports = { createIntent, intentOf, readRecord, remember }
