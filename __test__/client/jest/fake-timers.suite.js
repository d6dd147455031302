const { afterEach, describe, expect, jest: runner, test } = require('@jest/globals')

const MODES = {
  modern: () => runner.useFakeTimers(),
  legacy: () => runner.useFakeTimers({ legacyFakeTimers: true }),
  'modern, with a date': () => runner.useFakeTimers({ now: 5 }),
}

afterEach(() => {
  runner.useRealTimers()
  runner.resetModules()
})

function load() {
  const { CoinPort } = require('../../..')
  const coinport = new CoinPort({ apiKey: async () => 'key', rateLimit: false })
  const hanging = new CoinPort({ apiKey: () => new Promise(() => {}), timeout: 300 })
  return async function calls() {
    await Promise.all(Array.from({ length: 200 }, () => coinport.getTickers()))
    await Promise.all([
      expect(coinport.getMe({}, { timeout: 300 })).rejects.toMatchObject({ code: 'ECONNABORTED', phase: 'headers' }),
      expect(hanging.getMe()).rejects.toMatchObject({ code: 'ECONNABORTED', phase: 'credentials' }),
    ])
  }
}

describe.each(Object.entries(MODES))('%s', (_mode, replace) => {
  test('replaced before the package is loaded', async () => {
    replace()
    const calls = load()
    await calls()
    runner.useRealTimers()
    await calls()
  })

  test('replaced after the package is loaded', async () => {
    const calls = load()
    replace()
    await calls()
    runner.useRealTimers()
    await calls()
  })

  test('replaced while calls are pending', async () => {
    const calls = load()
    const pending = calls()
    replace()
    await pending
    await calls()
  })
})
