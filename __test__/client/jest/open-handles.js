const { expect, test } = require('@jest/globals')

test('a call of a client that is closed', async () => {
  const { CoinPort } = require('../../..')
  const coinport = new CoinPort({ rateLimit: false })
  expect(Object.keys(await coinport.getTickers())).toEqual(['btcaud'])
  coinport.close()
})
