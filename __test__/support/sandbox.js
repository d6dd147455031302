const { startSandbox } = require('coinport/sandbox')

/**
 * Starts a sandbox. `get` and `send` use Node's fetch instead of the client, so that each is checked independently. `send`
 * sends the params as JSON.
 */
async function start(t, options) {
  const sandbox = await startSandbox(options)
  t.after(() => sandbox.close())
  const bearer = { authorization: `Bearer ${sandbox.apiKey}` }
  const get = async (path, { headers = bearer, method, body } = {}) => {
    const response = await fetch(`${sandbox.url}/${path}`, { headers, method, body })
    const text = await response.text()
    const isJson = response.headers.get('content-type') === 'application/json'
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const send = async (method, path, params) => {
    const headers = { ...bearer, 'content-type': 'application/json' }
    return get(path, { method, headers, body: params && JSON.stringify(params) })
  }
  return { sandbox, get, send }
}

/** A clock that only moves when it is told to, for the option `clock`. */
function createClock(now = Date.UTC(2026, 10, 24, 9)) {
  const clock = () => clock.time
  clock.time = now
  clock.advance = (milliseconds) => {
    clock.time += milliseconds
  }
  return clock
}

module.exports = { createClock, start }
