const { startSandbox } = require('coinport/sandbox')

/** A sandbox for a test. Uses Node's own fetch, so that an error in the client cannot hide one in the sandbox. */
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
