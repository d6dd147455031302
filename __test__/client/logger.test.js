const assert = require('node:assert/strict')
const { Console } = require('node:console')
const { Writable } = require('node:stream')
const { test } = require('node:test')
const { setImmediate: nextTurn } = require('node:timers/promises')
const { stripVTControlCharacters } = require('node:util')
const { runInNewContext } = require('node:vm')
const pino = require('pino')
const winston = require('winston')
const { CoinPort } = require('coinport')
const { CANARY, leaks } = require('../support/canary.js')
const { runScript } = require('../support/script.js')
const { closedPort, serve, json, BALANCES } = require('../support/server.js')

/** Collects what is written to a stream. */
function sink() {
  const lines = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).trim().split('\n'))
      done()
    },
  })
  return { stream, lines }
}

const withoutTime = ({ level, time, pid, hostname, msg, message = msg, ...fields }) => ({ level, message, fields })
const LOGGERS = [
  {
    title: 'pino',
    create: (stream) => pino({ level: 'debug', formatters: { level: (level) => ({ level }) } }, stream),
    read: (line) => withoutTime(JSON.parse(line)),
  },
  {
    title: 'a child of a pino logger',
    create: (stream) =>
      pino({ level: 'debug', formatters: { level: (level) => ({ level }) } }, stream).child({}, { level: 'debug' }),
    read: (line) => withoutTime(JSON.parse(line)),
  },
  {
    title: 'winston',
    create: (stream) =>
      winston.createLogger({ level: 'debug', transports: [new winston.transports.Stream({ stream })] }),
    read: (line) => withoutTime(JSON.parse(line)),
  },
  {
    title: 'a console',
    create: (stream) => new Console({ stdout: stream, inspectOptions: { breakLength: Number.POSITIVE_INFINITY } }),
    // What a console prints of plain data is JavaScript.
    read: (line) => {
      const [, message, fields] = /^(.*?) (\{.*\})$/.exec(line)
      return { message, fields: { ...runInNewContext(`(${fields})`) } }
    },
  },
  {
    title: 'a logger with the message first',
    create: (stream) => {
      const write = (level) => (message, fields) => stream.write(`${JSON.stringify({ level, message, fields })}\n`)
      return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
    },
    read: JSON.parse,
  },
]

/** Fails with status 503 before it replies. The reason looks like a format of a console. */
const flaky = (failures) => (_request, response) =>
  failures-- > 0 ? json(response, 503, JSON.stringify({ errors: [`%o.%c.${CANARY}`] })) : BALANCES

for (const { title, create, read } of LOGGERS) {
  test(`${title} gets a line with its fields for each attempt, and no key`, async (t) => {
    const { baseUrl } = await serve(t, flaky(5))
    const { stream, lines } = sink()
    const client = new CoinPort({ baseUrl, apiKey: CANARY, logger: create(stream) })
    await assert.rejects(client.getBalances())
    await client.getBalances()
    await nextTurn()
    const path = { method: 'GET', path: 'account/balances' }
    const failure = { ...path, status: 503, code: 'ERR_BAD_RESPONSE' }
    const attempt = (number) => ({ ...failure, attempt: number })
    const expected = [
      ['debug', /^coinport getBalances, attempt 1 failed after \d+ ms, the next follows in \d+ ms$/, attempt(1)],
      ['debug', /^coinport getBalances, attempt 2 failed after /, attempt(2)],
      ['warn', /^coinport getBalances failed after \d+ ms$/, { ...failure, attempts: 3 }],
      ['debug', /attempt 1 failed/, attempt(1)],
      ['debug', /attempt 2 failed/, attempt(2)],
      ['debug', /^coinport getBalances took \d+ ms$/, { ...path, status: 200, attempts: 3 }],
    ]
    assert.equal(lines.length, expected.length, lines.join('\n'))
    for (const [index, [level, message, fields]] of expected.entries()) {
      const line = read(lines[index])
      assert.match(line.message, message)
      assert.equal(line.level ?? level, level)
      const { duration, delay, reason, ...others } = line.fields
      if (fields.code) assert.match(reason, /^Request failed with status code 503: %o\.%c\./)
      assert.deepEqual(others, fields)
      assert.deepEqual([typeof duration, typeof delay], ['number', 'attempt' in fields ? 'number' : 'undefined'])
    }
    assert.deepEqual(leaks(lines), [])
  })
}

test('a retry is logged while the call goes on', async (t) => {
  const { baseUrl } = await serve(t, (_request, response) => json(response, 429, '', { 'retry-after': '20' }))
  let heard
  const retried = new Promise((resolve) => {
    heard = (message) => resolve(message)
  })
  const client = new CoinPort({
    baseUrl,
    apiKey: 'a-key-for-this-test',
    logger: { debug: heard, info() {}, warn() {}, error() {} },
  })
  const call = assert.rejects(client.getBalances(), { code: 'ERR_CLIENT_CLOSED' })
  assert.match(await retried, /attempt 1 failed .* the next follows in 2\d{4} ms/)
  client.close()
  await call
})

test('a logger that throws does not change a result', async (t) => {
  const { baseUrl } = await serve(t, BALANCES)
  const heard = []
  const hear = ({ message }) => heard.push(message)
  process.on('warning', hear)
  t.after(() => process.off('warning', hear))
  const fail = () => {
    throw new Error('the disk is full')
  }
  const logger = { debug: fail, info: fail, warn: fail, error: fail }
  assert.equal((await new CoinPort({ baseUrl, apiKey: 'key', logger }).getBalances()).length, 1)
  await nextTurn()
  assert.match(heard.join('\n'), /logger.*disk is full/)
})

const call = (baseUrl) => `
  const { CoinPort } = require('coinport')
  const client = new CoinPort({ baseUrl: '${baseUrl}', apiKey: 'a-key-for-this-test', maxRetries: 1 })
  client.request('GET', 'public/a b').catch(() => {}).then(() => client.getBalances())`
const LEVELS = [
  {
    value: 'debug',
    lines: [
      /Z debug coinport request, attempt 1 failed .* path="public\/a b" .* status=503 code=\w+ reason="Request failed .* 503: a�x"$/,
      /Z warn coinport request failed/,
      /Z debug coinport getBalances took \d+ ms method=GET path=account\/balances status=200 attempts=1 duration=\d+$/,
    ],
  },
  { value: 'DEBUG', lines: [/Z debug /, /Z warn /, /Z debug /] },
  {
    value: 'warn',
    lines: [/^20\d\d-\S+Z warn coinport request failed after \d+ ms .* reason="Request failed .* 503: a�x /],
  },
  { value: 'info', lines: [/Z warn /] },
  { value: 'error', lines: [] },
  { value: '', lines: [] },
  {
    value: 'loud',
    lines: [/COINPORT_LOG must be debug, info, warn, error or unset: coinport logs nothing/, /node --trace-warnings/],
  },
]
for (const { value, lines } of LEVELS) {
  test(`COINPORT_LOG=${value} prints ${lines.length} lines to stderr`, async (t) => {
    let failures = 2
    const { baseUrl } = await serve(t, (_request, response) =>
      failures-- > 0 ? json(response, 503, JSON.stringify({ errors: ['a\u200bx'] })) : BALANCES,
    )
    const { code, stdout, stderr } = await runScript(call(baseUrl), { env: { COINPORT_LOG: value } })
    assert.deepEqual([code, stdout], [0, ''], stderr)
    const printed = stderr.split('\n').filter(Boolean)
    assert.equal(printed.length, lines.length, stderr)
    for (const [index, line] of lines.entries()) assert.match(printed[index], line)
    assert.equal(stderr, stripVTControlCharacters(stderr))
  })
}

test('the logger option replaces COINPORT_LOG, and without either nothing is written', async () => {
  const script = `
    const { CoinPort } = require('coinport')
    const logger = { debug() {}, info() {}, warn: () => console.log('own'), error() {} }
    new CoinPort({ baseUrl: 'http://127.0.0.1:${await closedPort()}', logger, maxRetries: 0 }).getTickers().catch(() => {})`
  assert.deepEqual(await runScript(script, { env: { COINPORT_LOG: 'debug' } }), {
    code: 0,
    stdout: 'own\n',
    stderr: '',
  })
  const silent = await runScript(script.replace('logger, ', ''))
  assert.deepEqual(silent, { code: 0, stdout: '', stderr: '' })
})

test('without a logger, no retry is reported to JavaScript', async (t) => {
  const { baseUrl } = await serve(t, flaky(2))
  const completionQueue = require('../../lib/native/completion-queue.js')
  const kinds = []
  const { start } = completionQueue
  t.after(() => {
    completionQueue.start = start
  })
  completionQueue.start = (startNative, complete) =>
    start(startNative, (kind, ...rest) => {
      kinds.push(kind)
      complete(kind, ...rest)
    })
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  await new CoinPort({ baseUrl, apiKey: 'key' }).getBalances()
  assert.equal(kinds.length, 1)
  const { baseUrl: other } = await serve(t, flaky(2))
  await new CoinPort({ baseUrl: other, apiKey: 'key', logger }).getBalances()
  assert.deepEqual(kinds.slice(1, 3), [completionQueue.RETRIED, completionQueue.RETRIED])
})
