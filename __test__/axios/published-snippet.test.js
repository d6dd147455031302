'use strict'

const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')
const https = require('node:https')
const path = require('node:path')
const { test } = require('node:test')
const { CANARY, FORMS } = require('../support/canary.js')
const { certificates } = require('../support/certificates.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { startProxy } = require('../support/connect-proxy.js')
const { ROOT, runScript } = require('../support/script.js')
const { json, listen, BALANCES } = require('../support/server.js')
const { notRunWithout } = require('../support/tools.js')

const NEEDS = { skip: notRunWithout('openssl') }

/** The exact snippet of the exchange's guide. */
const SNIPPET = `const axios = require('axios');

const apiKey = process.env.COINPORT_API_KEY;
const baseURL = 'https://www.coinport.com.au/api/v2/peatio';

axios.get(\`\${baseURL}/account/balances\`, {
  headers: { Authorization: \`Bearer \${apiKey}\` }
})
.then(response => console.log(response.data))
.catch(error => console.error(error));
`
const [first, ...rest] = SNIPPET.split('\n')
const WITH_ADAPTER = [first, "axios.defaults.adapter = require('coinport/axios')", ...rest].join('\n')

const PRINTED =
  "[\n  {\n    currency: 'btc',\n    balance: '0.5',\n    locked: '0.0',\n    account_type: 'spot'\n  }\n]\n"
const shows = (text) => FORMS.some((form) => text.includes(form))

/** Serves www.coinport.com.au through a proxy of the environment, with a test certificate. */
async function startExchange(t) {
  const files = certificates(temporaryFolder(t), { names: 'DNS:www.coinport.com.au' })
  const agents = []
  const options = { key: readFileSync(files.key), cert: readFileSync(files.certificate) }
  const server = https.createServer(options, ({ url, headers }, response) => {
    agents.push(headers['user-agent'])
    assert.match(url, /^\/api\/v2\/peatio\/account\/balances(\?|$)/)
    if (headers.authorization === `Bearer ${CANARY}`) json(response, 200, BALANCES)
    else json(response, 401, '{"errors":["authz.invalid_session"]}')
  })
  const { requests, host } = await startProxy(t, await listen(t, server))
  const env = { HTTPS_PROXY: `http://${host}`, NODE_EXTRA_CA_CERTS: files.root, COINPORT_API_KEY: CANARY }
  return { env, requests, agents }
}

/** The code blocks of docs/axios.md, and the client that sends each request. */
const blocks = [...readFileSync(path.join(ROOT, 'docs/axios.md'), 'utf8').matchAll(/```js\n([\s\S]+?)```/g)].map(
  ([, code]) => code,
)
const CLIENTS = ['axios', 'coinport', 'coinport', 'coinport', undefined, 'coinport']

test('docs/axios.md shows the snippet without and with the adapter', () => {
  assert.deepEqual([blocks[0], blocks[3]], [SNIPPET, WITH_ADAPTER])
  assert.equal(blocks.length, CLIENTS.length)
})

for (const [index, client] of CLIENTS.entries()) {
  test(`block ${index + 1} of docs/axios.md runs`, NEEDS, async (t) => {
    const { env, agents } = await startExchange(t)
    const printed = await runScript(blocks[index], { env })
    assert.deepEqual(printed, { code: 0, stdout: client ? PRINTED : '', stderr: '' })
    assert.deepEqual(
      agents.map((agent) => agent.split('/')[0]),
      client ? [client] : [],
    )
  })
}

for (const [name, code, agent] of [
  ['as it is', SNIPPET, /^axios\//],
  ['with the adapter', WITH_ADAPTER, /^coinport\//],
]) {
  test(`the snippet ${name} prints an AxiosError for a wrong key`, NEEDS, async (t) => {
    const { env, agents, requests } = await startExchange(t)
    const { stdout, stderr } = await runScript(code, { env: { ...env, COINPORT_API_KEY: `wrong-${CANARY}` } })
    assert.equal(stdout, '')
    assert.match(stderr, /^AxiosError: Request failed with status code 401\n/)
    assert.match(stderr, /\n {2}status: 401\n/)
    assert.match(agents.join(), agent)
    assert.equal(shows(stderr), code === SNIPPET)
    assert.match(requests.join(), /^CONNECT www\.coinport\.com\.au:443 HTTP\/1\.1\r\n/)
    assert.ok(!shows(requests.join()))
  })
}
