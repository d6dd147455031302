'use strict'

const OUTCOMES = new Set(['not_sent', 'rejected', 'unknown'])

/** Checks that an order is sent at most once, and that its outcome matches what the server received. */
async function orderUnderEveryFault({ after, child, runCase }) {
  const caller = await child()
  const problems = []
  let count = 0
  for (const file of ['./connect.js', './http1-framing.js', './compression.js']) {
    for (const row of require(file).rows.filter(({ cases, steps }) => cases ?? steps)) {
      for (const one of row.cases ?? [{}]) {
        const merged = { ...row, ...one, healthy: false }
        if (merged.call || merged.prefix) continue
        const context = await merged.prepare?.(after)
        const write = {
          outcome: (outcome) => outcome === undefined || OUTCOMES.has(outcome),
          check: outcomeFits,
          // The rows themselves check these.
          rise: 64,
          blocked: 1000,
        }
        const found = await runCase(caller, { ...merged, write }, { kind: 'write', context })
        problems.push(...found.map((problem) => `${row.id} ${one.name ?? ''}: ${problem}`))
        count += 1
      }
    }
  }
  await caller.end()
  if (problems.length > 0) throw new Error(problems.join('\n'))
  if (count < 100) throw new Error(`only ${count} faults`)
}

function outcomeFits({ report: { succeeded, outcome }, faultServer }) {
  const seen = faultServer.requests.length
  if (outcome === 'not_sent' && seen > 0) throw new Error('the order was sent, and its outcome is not_sent')
  if ((succeeded || outcome === 'rejected') && seen !== 1) throw new Error(`${outcome ?? 'success'} of ${seen} orders`)
}

module.exports = { orderUnderEveryFault }
