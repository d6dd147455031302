'use strict'

const { inspect } = require('node:util')
const axios = require('axios')

const KEY = 'a-key-that-nobody-may-see'

/** Everything that the caller and the server see of one request, as a flat object. */
async function observe(run, sent) {
  const before = sent.length
  const seen = await run().then(responseOf, errorOf)
  const requests = sent.slice(before).map(({ method, url, headers, body }) => ({ method, url, headers, body }))
  return flatten({ ...seen, sent: requests })
}

function responseOf({ data, status, statusText, headers, config, request }) {
  const { date, ...shown } = { ...headers }
  return {
    data,
    status,
    statusText,
    headers: shown,
    isDated: typeof date,
    config: configOf(config),
    request: requestOf(request),
  }
}

function errorOf(error) {
  const { name, message, code, status, isAxiosError, config, request, response, cause } = error
  return {
    thrown: { name, message, code, status, isAxiosError },
    isError: error instanceof axios.AxiosError,
    isCancel: axios.isCancel(error),
    showsKey: inspect(error, { depth: Number.POSITIVE_INFINITY }).includes(KEY),
    hasCause: cause !== undefined,
    config: config && configOf(config),
    hasRequest: request !== undefined,
    response: response && responseOf(response),
  }
}

function configOf({
  adapter,
  transformRequest,
  transformResponse,
  validateStatus,
  env,
  signal,
  cancelToken,
  headers,
  ...rest
}) {
  return { ...rest, authorization: headers.Authorization, headersType: headers instanceof axios.AxiosHeaders }
}

/** The fields that callers use: Node's own object has far more. */
function requestOf({ method, protocol, host, path, res }) {
  return { method, protocol, host, path, responseUrl: res?.responseUrl }
}

function flatten(value, path = '', into = {}) {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) into[path] = value
    return into
  }
  for (const key of Object.keys(value)) flatten(value[key], path ? `${path}.${key}` : key, into)
  return into
}

/** The fields in which two observations differ. */
function differing(one, other) {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...fields].filter((field) => one[field] !== other[field]).sort()
}

module.exports = { KEY, observe, differing }
