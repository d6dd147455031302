const { medians } = require('./medians.js')
const { runScript } = require('./processes.js')

// The cost of a call for keys of different lengths. Errors are searched for the key, so longer keys could make them slower.

const LENGTHS = [40, 820, 1600]
const IN_FLIGHT = 16

/** Returns `[{ length, perSecond, thread, errorPage }, …]`. */
async function measureKeyLengths({ rounds, warmUp, duration }, origin, progress) {
  const samples = new Map(LENGTHS.map((length) => [length, []]))
  for (let round = 1; round <= rounds; round++) {
    for (const keyLength of LENGTHS) {
      progress(`round ${round} of ${rounds}: a key of ${keyLength} characters`)
      const balances = { client: 'coinport', body: 'balances', baseUrl: `${origin}/balances`, protocol: 'http' }
      const pace = { inFlight: IN_FLIGHT, warmUp, duration, keyLength }
      const { perSecond, thread } = await runScript('measure.js', { ...balances, ...pace })
      const { errorPage } = await runScript('error-page.js', { baseUrl: `${origin}/failing`, keyLength })
      samples.get(keyLength).push({ perSecond, thread, errorPage })
    }
  }
  progress('')
  return LENGTHS.map((length) => ({ length, ...medians(samples.get(length)) }))
}

module.exports = { measureKeyLengths }
