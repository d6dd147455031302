const { baseUrlOf, proxyOf } = require('../../../client.js')
const { checkClock } = require('./clock.js')
const { checkBalances, checkKey } = require('./key.js')
const { checkName, checkProxy, checkTls } = require('./network.js')
const { failedWith, ok, skipped } = require('./result.js')
const { sample } = require('./sample.js')
const { inWordsOfTheCommand } = require('../../words.js')
const { version } = require('../../../../package.json')

const STYLES = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' }

module.exports = {
  name: 'doctor',
  summary: 'Checks network, TLS, clock and key, and says how to fix problems',
  async run({ key, output, commands, createClient }) {
    const results = []
    const report = (check, { ofCall, ...given }) => {
      const result = ofCall ? inWords(given, commands) : given
      results.push({ check, ...result })
      if (!output.json) show(output, check, result)
    }
    await examine({ key, createClient, report })
    if (output.json) output.show(results)
    if (results.some(({ result }) => result === 'failed')) process.exitCode = 1
  },
}

function inWords({ result, found, advice }, commands) {
  const words = { result, found: inWordsOfTheCommand(found, commands) }
  return advice ? { ...words, advice: inWordsOfTheCommand(advice, commands) } : words
}

async function examine({ key, createClient, report }) {
  let client
  try {
    client = createClient()
  } catch (error) {
    report('setup', failedWith(error))
    return
  }
  const url = new URL(baseUrlOf(client))
  const proxy = proxyOf(client)
  const via = proxy ? ` through the proxy ${proxy}` : ''
  report(
    'setup',
    ok(`coinport ${version}, Node ${process.version}, ${process.platform} ${process.arch}; ${url.href}${via}`),
  )
  const proxyResult = proxy ? await checkProxy(url, proxy) : undefined
  if (proxyResult) report('proxy', proxyResult)
  const name = await checkName(url, proxy)
  report('name', name)
  report('tls', name.result === 'failed' ? skipped('not checked: the host has no address') : await checkTls(url, proxy))

  const samples = await sample(client)
  const isReached = samples.taken.length > 0
  report('exchange', exchange(samples, isReached || proxyResult?.result !== 'failed'))
  const unreached = skipped('not checked: the exchange was not reached')
  report('latency', isReached ? latency(samples.taken) : unreached)
  report('clock', isReached ? checkClock(samples.taken, key) : unreached)
  report('key', checkKey(key))
  report(
    'balances',
    key.apiKey && isReached
      ? await checkBalances(client)
      : key.apiKey
        ? unreached
        : skipped('not checked: there is no key'),
  )
}

/** Skipped if the proxy failed, so that the exchange is not blamed for it. */
function exchange({ error }, isReachable) {
  if (!isReachable) return skipped('not checked: the proxy failed')
  return error ? failedWith(error) : ok('CoinPort responds')
}

function latency(samples) {
  const [first, ...others] = samples.map(({ sent, received }) => received - sent)
  const typical = others.sort((a, b) => a - b)[Math.floor(others.length / 2)]
  const figures = typical === undefined ? '' : `, then ${typical.toFixed(0)} ms`
  return ok(`${first.toFixed(0)} ms for the first response${figures}`)
}

function show(output, check, { result, found, advice }) {
  output.line(`${output.style(result.padEnd(8), STYLES[result])} ${check.padEnd(9)} ${output.clean(found)}`)
  if (advice) output.line(`${' '.repeat(19)}${output.style('→', 'bold')} ${output.clean(advice)}`)
}
