const { startSandbox } = require('../sandbox/index.js')
const { UsageError, wholeNumber } = require('./arguments.js')

/** How a shell sets a variable. */
const setting =
  process.platform === 'win32'
    ? (name, value) => `$env:${name} = '${value}'`
    : (name, value) => `export ${name}=${value}`

module.exports = {
  name: 'sandbox',
  usage: 'sandbox [--port <port>]',
  summary: 'A local CoinPort to develop against, until Ctrl-C',
  options: { port: { type: 'string', value: 'port', help: 'its port on 127.0.0.1 (default: any free one)' } },
  async run({ values, output }) {
    const foreign = ['base-url', 'api-key-file'].find((name) => values[name] !== undefined)
    if (foreign) throw new UsageError(`--${foreign} is not for a sandbox, which has a URL and a key of its own`)
    const sandbox = await start(wholeNumber(values, 'port', 0, 65_535))
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => sandbox.close())
    const { url, apiKey, apiSecret } = sandbox
    if (output.json) {
      output.line(JSON.stringify({ url, apiKey, apiSecret }))
      return
    }
    output.line(`A local CoinPort answers at ${url}\n\nIn another terminal:\n`)
    output.line(`  ${setting('COINPORT_BASE_URL', url)}`)
    output.line(`  ${setting('COINPORT_API_KEY', apiKey)}`)
    output.line(
      `\nand, to sign requests as with a key that has a secret:\n\n  ${setting('COINPORT_API_SECRET', apiSecret)}`,
    )
    output.line('\nThen, for example: npx coinport balances --nonzero\nCtrl-C ends it.')
  },
}

async function start(port) {
  try {
    return await startSandbox({ port })
  } catch (error) {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    throw new UsageError(`port ${port} cannot be used (${error.code}): give another --port, or none for a free one`)
  }
}
