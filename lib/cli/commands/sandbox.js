const { startSandbox } = require('../../sandbox/index.js')
const { whole } = require('../options.js')
const { UsageError } = require('../usage-error.js')

/** The shell command that sets an environment variable. */
const setting =
  process.platform === 'win32'
    ? (name, value) => `$env:${name} = '${value}'`
    : (name, value) => `export ${name}=${value}`

module.exports = {
  name: 'sandbox',
  summary: 'A local CoinPort to develop against, until Ctrl-C',
  options: { port: whole('port', 'port on 127.0.0.1, by default any free port: ', 0, 65_535) },
  async run({ values, output }) {
    const foreign = ['base-url', 'api-key-file'].find((name) => values[name] !== undefined)
    if (foreign) throw new UsageError(`--${foreign} cannot be used with sandbox, which has its own URL and key`)
    const sandbox = await start(values.port)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => sandbox.close())
    const { url, apiKey, apiSecret } = sandbox
    if (output.json) {
      output.line(JSON.stringify({ url, apiKey, apiSecret }))
      return
    }
    output.line(`A local CoinPort is running at ${url}\n\nIn another terminal:\n`)
    output.line(`  ${setting('COINPORT_BASE_URL', url)}`)
    output.line(`  ${setting('COINPORT_API_KEY', apiKey)}`)
    output.line(`\nTo sign requests, also set the secret:\n\n  ${setting('COINPORT_API_SECRET', apiSecret)}`)
    output.line('\nThen, for example: npx coinport balances --nonzero\nPress Ctrl-C to stop it.')
  },
}

async function start(port) {
  try {
    return await startSandbox({ port })
  } catch (error) {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    throw new UsageError(
      `port ${port} cannot be used (${error.code}): give another --port, or omit it to get a free port`,
    )
  }
}
