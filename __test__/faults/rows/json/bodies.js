'use strict'

const { expect } = require('../../harness/invariants.js')
const { BAD_RESPONSE, SUCCESS } = require('../../harness/outcomes.js')
const { healthyReply, reply } = require('../../servers/replies.js')

/** Steps that send a body in response to the first request. */
const respondWith = (body, { status = '200 OK', headers } = {}) => [
  ['request'],
  ['write', reply(status, body, headers)],
]

/** Steps that respond to each request with the next of `bodies`, and then as a healthy exchange does. */
function respondWithEach(bodies) {
  let next = 0
  const respond = async (connection) => {
    const body = bodies[next]
    next += 1
    if (body === undefined) return connection.write(healthyReply(connection.requests.at(-1)))
    // A connection keeps everything that it received, so it is replaced after a while.
    const isLast = next % 500 === 0
    await connection.write(reply('200 OK', body, isLast ? ['Connection: close'] : []))
    if (isLast) connection.socket.end()
  }
  return [['request'], respond, ['again']]
}

/** A list with one balance. `fields` follow its currency. */
const balance = (fields) => `[{"currency":"btc",${fields}}]`
/** A balance with this text as its amount. */
const amount = (text) => balance(`"balance":${text},"locked":"0.0"`)
/** A balance with this text in an undeclared field. */
const unknown = (text) => balance(`"balance":"0.5","locked":"0.0","new":${text}`)
const PRICES = '"high":"2.0","last":"1.5","low":"1.0","open":"1.0","volume":"3.0"'
/** Tickers by market, with `inner` instead of the default prices. */
const ticker = (market, inner = PRICES, at = '1732350005') => `{"${market}":{"at":${at},"ticker":{${inner}}}}`

/** A body without the field. */
const without = (body, name) => body.replace(new RegExp(`"${name}":("[^"]*"|\\d+),?`), '').replace(',}', '}')

/** A response that is refused without a retry. */
const REFUSED = { ...BAD_RESPONSE, requests: 1, attempts: 1 }
/** Text from a server that must not appear in a message. */
const MARK = 'HOSTILE-MARK'
const silent = (message) => !message.includes(MARK)
const refusedAt = (path) => ({ read: { ...REFUSED, path, message: silent } })
const returns = (call, value, more) => ({ call, read: { ...SUCCESS, value, ...more } })
const cases = (bodies, expected) =>
  Object.entries(bodies).map(([name, body]) => ({ name, steps: respondWith(body), ...expected }))
const repeated = (count, write) => Array.from({ length: count }, (_, index) => write(index)).join()
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth)

/**
 * A row in which one child makes a call for each of `bodies`. `judge(outcome, body)` returns what is wrong with the outcome:
 * `{ value }`, or `{ class, code, path, message, leaked }`.
 */
function each({ bodies, judge, call = (client) => client.getBalances(), ...row }) {
  return {
    ...row,
    call: (client, { count }) => callEach(client, call, count),
    async run({ faultServer, child }) {
      const list = typeof bodies === 'function' ? bodies() : bodies
      const server = await faultServer(respondWithEach(list))
      const caller = await child()
      const options = { baseUrl: server.baseUrl, timeout: 60_000, maxRetries: 0 }
      const asked = { kind: 'many', id: row.id, options, context: { count: list.length } }
      const report = await caller.ask('call', asked)
      expect(row.id, report, { succeeded: true }, { timeout: 60_000 })
      const problems = report.value.flatMap((outcome, index) => {
        const problem =
          judge(outcome, list[index]) || (outcome.leaked?.length > 0 && `the key shows in ${outcome.leaked}`)
        return problem ? [`${JSON.stringify(String(list[index])).slice(0, 200)}: ${problem}`] : []
      })
      const { problem } = await caller.ask('healthy')
      if (problem) problems.push(`I9: ${problem}`)
      await caller.end()
      if (report.value.length !== list.length) problems.push(`only ${report.value.length} of ${list.length} were made`)
      if (problems.length > 0) throw new Error(problems.slice(0, 10).join('\n'))
    },
  }
}

async function callEach(client, call, count) {
  const { leaks } = require('../../../support/canary.js')
  const outcomes = []
  // Searches each kind of error for the key only once: a search takes milliseconds.
  const searched = new Set()
  const search = (error) => {
    const kind = `${error.name} ${error.path} ${error.message.replaceAll(/\d+/g, '#')}`
    return searched.has(kind) ? [] : searched.add(kind) && leaks(error)
  }
  for (let index = 0; index < count; index += 1) {
    const outcome = await call(client).then(
      (value) => ({ value }),
      (error) => ({
        class: error.name,
        code: error.code,
        path: error.path,
        message: error.message,
        leaked: search(error),
      }),
    )
    outcomes.push(outcome)
  }
  return outcomes
}

/** For `each`: the response must be refused with ERR_BAD_RESPONSE. */
const refused = ({ code, value }) => code !== 'ERR_BAD_RESPONSE' && `accepted as ${JSON.stringify(value)}, or ${code}`

module.exports = {
  respondWith,
  respondWithEach,
  balance,
  amount,
  unknown,
  ticker,
  PRICES,
  without,
  REFUSED,
  MARK,
  silent,
  refusedAt,
  returns,
  cases,
  repeated,
  nested,
  each,
  refused,
}
