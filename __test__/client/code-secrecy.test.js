'use strict'

// No one-time password and no PIN becomes visible, even if a server repeats the request wherever it can.

const assert = require('node:assert/strict')
const diagnostics = require('node:diagnostics_channel')
const { inspect } = require('node:util')
const { test } = require('node:test')
const { CoinPort } = require('coinport')
const { channels } = require('../support/canary.js')
const { json, serve } = require('../support/server.js')
const { GOOD, WRITES } = require('../support/writes.js')

const CODES = { otp: '918273', pin: '6472819' }
const SECRET = WRITES.filter(({ secret }) => secret)

/** Responses that repeat the body of the request. */
const SERVERS = {
  'a JSON error': (response, body) => json(response, 422, `{"errors":[${JSON.stringify(body)}],"params":${body}}`),
  'codes as numbers': (response, body) => json(response, 422, body.replace(/"(\d{6,7})"/g, '$1')),
  'a text': (response, body) => json(response, 500, `<p>${encodeURIComponent(body)} ${body}</p>`),
  headers: (response, body) => json(response, 401, '{"errors":["authz.invalid_session"]}', { 'x-body': body }),
  'a name in a wrong result': (response, body) => json(response, 201, `{"data":{${JSON.stringify(body)}:1},"id":[]}`),
  'a broken connection': (response) => response.destroy(),
}

/** The arguments of a call with the codes above. */
function argumentsOf({ name, keys, secret }) {
  const codes = Object.fromEntries(secret.map((param) => [param, CODES[param]]))
  return GOOD[name].map((arg, index) => (index === keys.length ? { ...arg, ...codes } : arg))
}

const isShown = (text) => Object.values(CODES).some((code) => text.includes(code))

for (const [title, respond] of Object.entries(SERVERS)) {
  test(`no code is in an error, a log or a trace: the server repeats it in ${title}`, async (t) => {
    const { baseUrl, requests } = await serve(t, (request, response) => {
      let body = ''
      request.on('data', (text) => {
        body += text
      })
      request.on('end', () => {
        assert.ok(isShown(body))
        respond(response, body)
      })
    })
    const seen = []
    const record = (...args) => seen.push(inspect(args, { depth: 10, showHidden: true }))
    const trace = diagnostics.tracingChannel('coinport:call')
    const handlers = { start: record, end: record, asyncStart: record, asyncEnd: record, error: record }
    trace.subscribe(handlers)
    t.after(() => trace.unsubscribe(handlers))
    const logger = { debug: record, info: record, warn: record, error: record }
    const client = new CoinPort({ baseUrl, apiKey: 'key', logger })
    for (const call of SECRET) {
      const options = { timeout: 5000 }
      for (const make of [
        () => client[call.name](...argumentsOf(call), options),
        () => {
          const path = call.path.replace('{id}', '78')
          return client.request(call.method, path, argumentsOf(call).at(-1), options)
        },
      ]) {
        const error = await make().then(assert.fail, (error) => error)
        for (const [channel, text] of Object.entries(channels(error)))
          assert.ok(!isShown(text), `${call.name}, ${channel}: ${text}`)
      }
    }
    assert.equal(requests.length, 2 * SECRET.length)
    assert.ok(seen.length > 4 * SECRET.length && !seen.some(isShown), seen.find(isShown))
  })
}

test('no code is in the error of a call that is refused before anything is sent', async (t) => {
  const { baseUrl } = await serve(t, '{}')
  const client = new CoinPort({ baseUrl, apiKey: 'key' })
  for (const call of SECRET) {
    const args = argumentsOf(call)
    const params = args.pop()
    const wrong = [
      { ...params, [call.secret[0]]: Number(CODES[call.secret[0]]) },
      { ...params, [call.secret[0]]: `${CODES[call.secret[0]]}0` },
      { ...params, unknown: CODES.otp },
      Number(CODES.otp),
      CODES.otp,
      [CODES.otp],
    ]
    for (const value of wrong) {
      const error = await client[call.name](...args, value).then(assert.fail, (error) => error)
      assert.equal(error.outcome, 'not_sent')
      for (const text of Object.values(channels(error))) assert.ok(!isShown(text), text)
    }
  }
})
