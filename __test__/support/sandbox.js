const { startSandbox } = require('coinport/sandbox')

/** Starts a sandbox. `get` uses Node's fetch instead of the client, so that each is checked independently. */
async function start(t, options) {
  const sandbox = await startSandbox(options)
  t.after(() => sandbox.close())
  const bearer = { authorization: `Bearer ${sandbox.apiKey}` }
  const get = async (path, { headers = bearer, method } = {}) => {
    const response = await fetch(`${sandbox.url}/${path}`, { headers, method })
    const text = await response.text()
    const isJson = response.headers.get('content-type') === 'application/json'
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  return { sandbox, get }
}

module.exports = { start }
