/** Makes calls to the package's own sandbox, and prints the results as one line of JSON. */
async function tryCalls({ AuthenticationError, CoinPort, configure, getTickers }, startSandbox) {
  const sandbox = await startSandbox({ balances: { btc: '0.5' } })
  configure({ baseUrl: sandbox.url })
  const coinport = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey })
  const intruder = new CoinPort({ baseUrl: sandbox.url, apiKey: 'not-the-key' })

  const markets = Object.keys(await getTickers()).length
  const [btc] = await coinport.getBalances({ nonzero: true })
  let listed = 0
  for await (const _ of coinport.getMarkets({ limit: 20 })) listed += 1
  const refusal = await intruder.getBalances().catch((error) => error)

  console.log(
    JSON.stringify({
      markets,
      balance: btc.balance,
      listed,
      refused: refusal instanceof AuthenticationError && refusal.status === 401 && refusal.attempts === 1,
    }),
  )
  await sandbox.close()
}

module.exports = { tryCalls }
