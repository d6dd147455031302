'use strict'

const { format, inspect } = require('node:util')
const v8 = require('node:v8')
const { jwt } = require('../../bench/keys.js')

/** A key that occurs nowhere else. It contains characters that JSON and URLs escape. */
const CANARY = 'CANARY-7f3a9c/24e1+b8d6.Zm9vYmFy'
/** A key like those of services: a JWT of 820 characters. */
const CANARY_JWT = jwt(820, { sub: CANARY })

/** The forms in which both could leak. */
const FORMS = [
  ...new Set([CANARY, CANARY_JWT].flatMap(formsOf)),
  // The claims alone must not leak either.
  CANARY_JWT.split('.')[1],
]

function formsOf(key) {
  const escaped = encodeURIComponent(key)
  return [
    key,
    escaped,
    escaped.replaceAll('.', '%2E'),
    escaped.replaceAll('.', '%2e'),
    Buffer.from(key).toString('base64').replace(/=+$/, ''),
    JSON.stringify(key).slice(1, -1),
  ]
}

/** Every text in which a value can become visible. */
function channels(value) {
  const deep = {
    showHidden: true,
    depth: Number.POSITIVE_INFINITY,
    getters: true,
    maxArrayLength: null,
    maxStringLength: null,
  }
  const attempt = (write) => {
    try {
      return String(write())
    } catch (error) {
      return String(error)
    }
  }
  return {
    String: attempt(() => String(value)),
    'JSON.stringify': attempt(() => JSON.stringify(value)),
    'util.inspect': attempt(() => inspect(value)),
    'util.inspect, everything': attempt(() => inspect(value, deep)),
    'util.format %o': attempt(() => format('%o %O %s %j', value, value, value, value)),
    'v8.serialize': attempt(() => v8.serialize(value).toString('latin1')),
    structuredClone: attempt(() => inspect(structuredClone(value), deep)),
    'own and inherited properties': walk(value),
  }
}

/** The text of all properties that can be reached, hidden and inherited ones too. */
function walk(value, seen = new Set(), depth = 0) {
  if (typeof value === 'function') return Function.prototype.toString.call(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value) || depth > 20) return ''
  seen.add(value)
  const texts = Reflect.ownKeys(value).map((key) => {
    const { value: own, get } = Object.getOwnPropertyDescriptor(value, key)
    return `${String(key)}: ${walk(own ?? get, seen, depth + 1)}`
  })
  return `${texts.join('\n')}\n${walk(Object.getPrototypeOf(value), seen, depth + 1)}`
}

/** The channels in which the key shows. */
function leaks(value) {
  const isLeak = ([, text]) => FORMS.some((form) => text.includes(form))
  return Object.entries(channels(value))
    .filter(isLeak)
    .map(([name]) => name)
}

module.exports = { CANARY, CANARY_JWT, FORMS, channels, leaks }
