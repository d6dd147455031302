const { requestText } = require('../../client.js')
const { YES, confirm } = require('../confirm.js')
const { indentJson } = require('../json-text.js')
const { readParams } = require('../request-params.js')
const { UsageError } = require('../usage-error.js')

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

module.exports = {
  name: 'request',
  takes: ['<method>', '<path>', '[name=value…]'],
  summary: 'Any request; prints the response as JSON',
  notes:
    'The params go into the query of a GET, and into the JSON body of any other request, as text: name=value. A list is ' +
    'name[]=value for each item, an object name[field]=value. Other users of this machine can see params.',
  options: YES,
  async run({ args: [verb, path, ...pairs], values, output, createClient }) {
    const method = verb.toUpperCase()
    if (!METHODS.includes(method)) throw new UsageError(`the method must be one of ${METHODS.join(', ')}`)
    const params = pairs.length > 0 ? readParams(pairs) : undefined
    const client = createClient()
    if (method !== 'GET') await confirm(`Send ${method} ${[path, ...pairs].join(' ')}?`, values)
    output.line(indentJson(await requestText(client, method, path, params)))
  },
}
