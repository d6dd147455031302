'use strict'

const assert = require('node:assert/strict')
const { cpSync, mkdirSync, symlinkSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { inspect } = require('node:util')
const esbuild = require('esbuild')
const newest = require('axios')
const { configure } = require('coinport')
const adapter = require('coinport/axios')
const { OTHER_VERSIONS, folderOf, notRunWithoutVersions, requireVersion } = require('../support/axios-versions.js')
const { CANARY, FORMS } = require('../support/canary.js')
const { ROOT, runScript } = require('../support/script.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { serve, json, BALANCES } = require('../support/server.js')

const NEEDS = { skip: notRunWithoutVersions() }
const AUTHORIZATION = `Bearer ${CANARY}`
const SUPPORTED = OTHER_VERSIONS.filter((name) => /^axios-1/.test(name))
const failed = (call) => call.then(assert.fail, (error) => error)
const shows = (text) => FORMS.some((form) => text.includes(form))

/** How a request reaches the exchange. Each has a setting that decides it. */
const WAYS = {
  'the native client': { agent: 'coinport', settings: {} },
  "axios's http adapter": { agent: 'axios', settings: { maxBodyLength: 1e9 } },
}

for (const name of SUPPORTED) {
  for (const [way, { agent, settings }] of Object.entries(WAYS)) {
    test(`a request of ${name} through ${way} has the classes of its own copy`, NEEDS, async (t) => {
      const axios = requireVersion(name)
      const { baseUrl, requests } = await serve(t, ({ headers }, response) =>
        json(response, headers.authorization === AUTHORIZATION ? 401 : 200, BALANCES, { 'x-own': 'yes' }),
      )
      configure({ baseUrl })
      const headers = { Authorization: AUTHORIZATION }
      const error = await failed(axios.get(`${baseUrl}/account/balances`, { adapter, headers, ...settings }))
      assert.ok(error instanceof axios.AxiosError, inspect(error))
      assert.ok(error.response.headers instanceof axios.AxiosHeaders)
      assert.deepEqual([error.status ?? error.response.status, error.code], [401, 'ERR_BAD_REQUEST'])
      assert.equal(error.response.headers.get('x-own'), 'yes')
      for (const text of [inspect(error, { depth: 9 }), JSON.stringify(error), inspect(error.response, { depth: 9 })])
        assert.ok(!shows(text), text)

      await failed(axios.request(error.config))
      error.config.headers.set('Authorization', 'Bearer renewed')
      const { status, headers: received } = await axios.request(error.config)
      assert.equal(status, 200)
      assert.ok(received instanceof axios.AxiosHeaders)
      assert.equal(received['x-own'], 'yes')
      assert.deepEqual(
        requests.map(({ headers }) => [headers.authorization, headers['user-agent'].split('/')[0]]),
        [AUTHORIZATION, AUTHORIZATION, 'Bearer renewed'].map((key) => [key, agent]),
      )
    })
  }

  test(`a canceled request of ${name} is canceled for its own copy`, NEEDS, async (t) => {
    const axios = requireVersion(name)
    const { baseUrl, requests } = await serve(t, () => undefined)
    configure({ baseUrl })
    const controller = new AbortController()
    const call = failed(axios.post(`${baseUrl}/market/orders`, {}, { adapter, signal: controller.signal }))
    while (requests.length < 1) await new Promise(setImmediate)
    controller.abort()
    const error = await call
    assert.ok(axios.isCancel(error) && error instanceof axios.AxiosError && axios.isAxiosError(error))
    assert.equal(error.code, 'ERR_CANCELED')
    assert.equal(error.cause.outcome, 'unknown')
  })

  test(`createAdapter takes ${name}`, NEEDS, async (t) => {
    const axios = requireVersion(name)
    const { baseUrl } = await serve(t, (_, response) => json(response, 401, '{}'))
    const own = adapter.createAdapter(axios, { baseUrl })
    const error = await failed(axios.get(`${baseUrl}/account/balances`, { adapter: own }))
    assert.ok(error instanceof axios.AxiosError && error.response.headers instanceof axios.AxiosHeaders)
  })
}

test('a transform of the caller is called once, with the text of the response', NEEDS, async (t) => {
  const axios = requireVersion('axios-1.9.0')
  const { baseUrl } = await serve(t, BALANCES)
  configure({ baseUrl })
  const texts = []
  const transformResponse = [(text) => texts.push(text) && text]
  await axios.get(`${baseUrl}/account/balances`, { adapter, transformResponse })
  assert.deepEqual(texts, [BALANCES])
})

/** A folder in which coinport and another version of axios are installed. */
function project(t, axios) {
  const folder = temporaryFolder(t)
  const home = path.join(folder, 'node_modules', 'coinport')
  mkdirSync(home, { recursive: true })
  for (const name of ['package.json', 'lib']) cpSync(path.join(ROOT, name), path.join(home, name), { recursive: true })
  symlinkSync(path.join(ROOT, 'coinport.node'), path.join(home, 'coinport.node'))
  symlinkSync(folderOf(axios), path.join(folder, 'node_modules', 'axios'))
  writeFileSync(path.join(folder, 'index.js'), '')
  return folder
}

test(
  'axios 0.27 is refused with a sentence when the adapter is loaded, and not when the functions are',
  NEEDS,
  async (t) => {
    const folder = project(t, 'axios-0.27.2')
    const from = `require('node:module').createRequire(${JSON.stringify(path.join(folder, 'index.js'))})`
    const loaded = await runScript(`${from}('coinport/axios')`)
    assert.match(
      loaded.stderr,
      /Error: coinport\/axios is an adapter for axios 1\.7 and newer, and this is 0\.27\.2: `npm install axios@latest`\n/,
    )
    assert.equal((await runScript(`console.log(typeof ${from}('coinport').getBalances)`)).stdout, 'function\n')
    assert.throws(
      () => adapter.createAdapter(requireVersion('axios-0.27.2')),
      /axios 1\.7 and newer, and this is 0\.27\.2/,
    )
    for (const other of [undefined, null, newest.create(), {}])
      assert.throws(() => adapter.createAdapter(other), /and createAdapter got something else/)
  },
)

test('npm accepts coinport beside any axios', () => {
  const { peerDependencies } = require('../../package.json')
  assert.deepEqual(peerDependencies, { axios: '*' })
})

for (const minify of [false, true]) {
  for (const name of ['axios-1.7.9', 'axios-1.12.2', 'newest']) {
    test(
      `${name} in a bundle of esbuild, ${minify ? 'minified' : 'as it is'}, uses the adapter beside it`,
      NEEDS,
      async (t) => {
        const { baseUrl, requests } = await serve(t, (_, response) => json(response, 401, '{"errors":["a.b"]}'))
        const folder = project(t, 'axios-1.16.0')
        const alias = name === 'newest' ? {} : { axios: folderOf(name) }
        const entry = `
        import axios, { AxiosError, AxiosHeaders } from 'axios'
        import adapter from 'coinport/axios'
        const headers = { Authorization: process.env.KEY }
        const error = await axios.get(process.env.URL_OF_BALANCES, { adapter, headers }).catch((error) => error)
        console.log(error instanceof AxiosError, error.response.headers instanceof AxiosHeaders, error.response.status)
        console.error(error)
        await axios.request(error.config).catch(() => {})
        const canceled = AbortSignal.abort()
        console.log(axios.isCancel(await axios.get('/', { adapter, signal: canceled }).catch((error) => error)))`
        await esbuild.build({
          stdin: { contents: entry, resolveDir: ROOT },
          bundle: true,
          platform: 'node',
          format: 'esm',
          banner: {
            js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
          },
          external: ['coinport'],
          outfile: path.join(folder, 'bundle.mjs'),
          alias,
          minify,
          logLevel: 'error',
        })
        const { stdout, stderr } = await runScript('', {
          args: [path.join(folder, 'bundle.mjs')],
          env: { KEY: AUTHORIZATION, COINPORT_BASE_URL: baseUrl, URL_OF_BALANCES: `${baseUrl}/account/balances` },
        })
        assert.equal(stdout, 'true true 401\ntrue\n', stderr)
        assert.ok(!shows(stderr), stderr)
        assert.deepEqual(
          requests.map(({ headers }) => [headers.authorization, headers['user-agent'].split('/')[0]]),
          Array(2).fill([AUTHORIZATION, 'coinport']),
        )
      },
    )
  }
}
