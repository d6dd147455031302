const { METHOD_NOT_ALLOWED, NOT_FOUND, Refusal, errors, json } = require('./response.js')
const { refusal } = require('./auth.js')
const { readParams } = require('./body.js')
const { Params } = require('./params.js')
const { TIME_PATH, findRoute } = require('./routes/index.js')

/**
 * Checks the credentials of a request and reads its params. Returns a function that carries it out and returns the exchange's
 * response.
 */
async function prepare(exchange, request) {
  try {
    const action = await actionOf(exchange, request)
    return () => {
      try {
        return action()
      } catch (error) {
        return responseTo(error)
      }
    }
  } catch (error) {
    return () => responseTo(error)
  }
}

async function actionOf(exchange, { method, path, headers, searchParams, body }) {
  const { options } = exchange
  if (path === TIME_PATH) return () => time(exchange)
  const route = findRoute(method, path)
  const refused = isPublic(path, route, options) ? undefined : refusal(headers, options, exchange.now())
  if (refused) return () => refused
  if (!route) return () => NOT_FOUND
  if (!route.handle) return () => METHOD_NOT_ALLOWED
  const params = new URLSearchParams(searchParams)
  const given = method === 'GET' ? undefined : await readParams(body, headers)
  for (const [name, value] of given ?? []) params.append(name, value)
  return () => route.handle(exchange, new Params(params, options), route.keys)
}

/** The stock gateway asks for credentials unless it knows that a path is public. */
function isPublic(path, route, { strictGateway }) {
  if (!route) return path.startsWith('public/')
  return route.integration ? !strictGateway : !route.auth
}

function time(exchange) {
  const now = exchange.now()
  return json({ time: Math.floor(now / 1000), time_ms: now })
}

const responseTo = (error) => (error instanceof Refusal ? error.response : errors(500, 'server.internal_error'))

module.exports = { prepare, responseTo }
