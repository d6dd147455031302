'use strict'

const assert = require('node:assert/strict')
const { existsSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { FULL } = require('../support/counts.js')
const { runScript } = require('../support/script.js')
const { serve, BALANCES } = require('../support/server.js')

const MOST = 128 * 1024 * 1024

/** Makes a control group with this limit of memory. Returns its folder, or undefined if that is not allowed here. */
function limitedGroup(t) {
  // Version 1 has a folder for each controller.
  for (const [root, limit] of [
    ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes'],
    ['/sys/fs/cgroup', 'memory.max'],
  ]) {
    try {
      const group = mkdtempSync(path.join(root, 'coinport-'))
      t.after(() => rmdirSync(group))
      if (existsSync(path.join(group, limit))) {
        writeFileSync(path.join(group, limit), String(MOST))
        return group
      }
    } catch {
      // Not mounted, read-only, or not allowed.
    }
  }
  return undefined
}

test('I16: ten thousand calls at once succeed or fail with 128 MiB of memory, and the process goes on', async (t) => {
  const group = process.platform === 'linux' ? limitedGroup(t) : undefined
  // GitHub's runners and most containers do not allow it.
  if (!group) return t.skip('not run: it needs a control group of its own')
  const { baseUrl } = await serve(t, BALANCES)
  const calls = FULL ? 10_000 : 2_000
  const script = `
    const { CoinPort } = require('coinport')
    async function main() {
      const coinport = new CoinPort({ rateLimit: false })
      const ends = await Promise.allSettled(Array.from({ length: ${calls} }, () => coinport.getBalances()))
      const [{ balance }] = await coinport.getBalances()
      console.log(JSON.stringify({ ended: ends.length, failed: ends.filter(({ reason }) => reason).map(({ reason }) => reason.code), balance }))
    }
    main()`
  const prefix = ['sh', '-c', `echo $$ > ${group}/cgroup.procs && exec "$@"`, 'sh']
  const { code, stdout, stderr } = await runScript(script, {
    env: { COINPORT_BASE_URL: baseUrl, COINPORT_API_KEY: 'key' },
    prefix,
  })
  assert.deepEqual([code, stderr], [0, ''])
  const { ended, failed, balance } = JSON.parse(stdout)
  t.diagnostic(`${failed.length} of ${calls} calls failed ${[...new Set(failed)].join()}; ${peakOf(group)} MiB at most`)
  assert.deepEqual([ended, balance], [calls, '0.5'])
})

function peakOf(group) {
  const file = ['memory.max_usage_in_bytes', 'memory.peak'].map((name) => path.join(group, name)).find(existsSync)
  return file ? Math.round(Number(readFileSync(file, 'utf8')) / 2 ** 20) : 'unknown'
}
