'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { CANARY } = require('../support/canary.js')
const { findInMemory } = require('../support/process-memory.js')
const { ROOT } = require('../support/script.js')
const { BALANCES, serve } = require('../support/server.js')
const { temporaryFolder } = require('../support/temporary-folder.js')
const { notRunOffLinux } = require('../support/tools.js')

/** The header in the buffers of an open connection. Not promised to be gone. */
const SENT = 'authorization: Bearer '

const skip = notRunOffLinux()

test('L15: a client in use holds few copies of its key, and none after close()', { skip }, async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const script = `
    const { CoinPort } = require('coinport')
    const make = () => new CoinPort({ baseUrl: '${baseUrl}', apiKey: String.fromCharCode(${[...Buffer.from(CANARY)]}) })
    let coinport = make()
    const calls = async () => {
      for (let count = 0; count < 20; count += 1) await coinport.getBalances()
    }
    // Overwrites memory that V8 has freed, which otherwise keeps its content.
    const rest = async () => {
      for (let count = 0; count < 5; count += 1) {
        Array.from({ length: 200_000 }, (_, index) => 'garbage ' + index)
        gc()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    process.stdin.once('data', async () => {
      coinport.close()
      coinport = undefined
      await rest()
      console.log('closed')
      process.stdin.once('data', () => process.exit())
    })
    calls().then(rest).then(() => console.log('live'))`
  const child = spawn(process.execPath, ['--expose-gc', '--eval', script], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const look = async (state) => {
    const [line] = await once(child.stdout, 'data')
    assert.equal(String(line).trim(), state)
    const found = findInMemory(child.pid, CANARY)
    child.stdin.write('go on\n')
    const sent = found.filter((before) => before.endsWith(SENT)).length
    t.diagnostic(`${state}: ${found.length - sent} copies, and ${sent} in what was sent`)
    return { copies: found.length - sent, sent }
  }
  const live = await look('live')
  const closed = await look('closed')
  // The credentials and the redactor hold one copy each; the others are JavaScript strings.
  assert.ok(live.copies >= 2, 'the search finds what a client must hold')
  assert.ok(live.copies <= 8, `${live.copies} copies`)
  assert.equal(closed.copies, 0)
})

/** Where the kernel puts a core file: only a plain name puts it into the folder of the process. */
const pattern = skip ? '' : readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim()
const noCore = skip || (!/^[\w.%-]+$/.test(pattern) && `not run: core files go to ${pattern}`)

test('L16: the core file of a process that closed its client does not hold the key', { skip: noCore }, async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const script = `
    const { CoinPort } = require(${JSON.stringify(ROOT)})
    const make = () => new CoinPort({ baseUrl: '${baseUrl}', apiKey: String.fromCharCode(${[...Buffer.from(CANARY)]}) })
    async function main() {
      let coinport = make()
      await coinport.getBalances()
      if (process.argv[1] === 'closed') coinport.close()
      coinport = process.argv[1] === 'closed' ? undefined : coinport
      // Overwrites memory that V8 has freed, which otherwise keeps its content.
      for (let count = 0; count < 5; count += 1) {
        Array.from({ length: 200_000 }, (_, index) => 'garbage ' + index)
        gc()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      process.abort(coinport)
    }
    main()`
  const copiesIn = async (state) => {
    const folder = temporaryFolder(t)
    const child = spawn(
      'sh',
      ['-c', 'ulimit -c unlimited && exec "$@"', 'sh', process.execPath, '--expose-gc', '--eval', script, state],
      {
        cwd: folder,
        stdio: 'ignore',
      },
    )
    const [, signal] = await once(child, 'exit')
    const [core] = readdirSync(folder)
    assert.deepEqual([signal, typeof core], ['SIGABRT', 'string'])
    const text = readFileSync(path.join(folder, core), 'latin1')
    const found = text.split(CANARY).slice(0, -1)
    return found.filter((before) => !before.endsWith(SENT)).length
  }
  assert.ok((await copiesIn('live')) >= 2, 'the search finds what a client must hold')
  assert.equal(await copiesIn('closed'), 0)
})
