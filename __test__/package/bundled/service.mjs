import axios from 'axios'
import { CoinPort, configure } from 'coinport'
import adapter from 'coinport/axios'
import { startSandbox } from 'coinport/sandbox'

/** What a service does with the package: calls, and axios with the adapter. */
export async function serve() {
  const sandbox = await startSandbox({ balances: { btc: '0.5' } })
  configure({ baseUrl: sandbox.url })
  const coinport = new CoinPort({ baseUrl: sandbox.url, apiKey: sandbox.apiKey })
  const markets = Object.keys(await coinport.getTickers()).length
  const [{ balance }] = await coinport.getBalances({ nonzero: true })
  const response = await axios.get(`${sandbox.url}/account/balances/btc`, {
    adapter,
    headers: { Authorization: `Bearer ${sandbox.apiKey}` },
  })
  await sandbox.close()
  return { markets, balance, status: response.status, withAxios: response.data.balance }
}
