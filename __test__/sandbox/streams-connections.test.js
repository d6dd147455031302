const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')
const FakeTimers = require('@sinonjs/fake-timers')
const { WebSocket } = require('ws')
const { start } = require('../support/sandbox.js')
const { ROOT } = require('../support/script.js')
const { openStreams, startWithClock, streamUrl } = require('../support/stream-client.js')

// The connections of the sandbox's streams: who may open one, and what it keeps running.

const status = async (url, options) => {
  const socket = new WebSocket(url, options)
  const [request, response] = await Promise.race([
    once(socket, 'unexpected-response'),
    once(socket, 'open').then(() => [undefined, { statusCode: 101 }]),
  ])
  const chunks = response.statusCode === 101 ? [] : await response.toArray()
  request?.destroy()
  socket.terminate()
  return [response.statusCode, Buffer.concat(chunks).toString()]
}

test('a handshake needs credentials for the private streams, and none for the public ones', async (t) => {
  const { sandbox } = await startWithClock(t)
  const headers = (authorization) => ({ headers: { authorization } })
  const error = (code) => JSON.stringify({ errors: [code] })
  for (const [scope, options, expected] of [
    ['private', {}, [401, error('authz.invalid_session')]],
    ['private', headers('Bearer other'), [401, error('jwt.decode_and_verify')]],
    ['private', headers(`Bearer ${sandbox.apiKey}`), [101, '']],
    ['private', { headers: { 'x-auth-apikey': 'x' } }, [422, error('authz.invalid_api_key_headers')]],
    ['public', {}, [101, '']],
    ['public', headers('Bearer other'), [101, '']],
    ['public', { origin: 'https://example.com' }, [403, 'Forbidden\n']],
    ['public', { origin: new URL(sandbox.url).origin }, [101, '']],
    ['public', { protocolVersion: 8 }, [400, 'Bad Request\n']],
    ['other', headers(`Bearer ${sandbox.apiKey}`), [404, '404 Not Found']],
    ['other', {}, [401, error('authz.invalid_session')]],
  ]) {
    assert.deepEqual(await status(streamUrl(sandbox, scope), options), expected, JSON.stringify([scope, options]))
  }
  const strict = await startWithClock(t, { strictGateway: true })
  const [code] = await status(streamUrl(strict.sandbox, 'private'), headers(`Bearer ${strict.sandbox.apiKey}`))
  assert.equal(code, 401)
})

test('a request for another protocol is served as any other', async (t) => {
  const { sandbox } = await startWithClock(t)
  const { port } = new URL(sandbox.url)
  const http = require('node:http')
  const upgrade = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' }
  const request = http.get({ port, path: '/api/v2/peatio/public/version', headers: upgrade })
  const [response] = await once(request, 'response')
  assert.deepEqual([response.statusCode, JSON.parse(Buffer.concat(await response.toArray())).version], [200, '3.1.0'])
})

test('Node’s own WebSocket understands the streams', async (t) => {
  const { sandbox } = await start(t)
  const script = `
    const socket = new WebSocket(${JSON.stringify(`${streamUrl(sandbox)}?stream=btcaud.ob-inc`)})
    socket.onmessage = ({ data }) => {
      console.log(Object.keys(JSON.parse(data))[0])
      if (data.includes('success')) socket.close(1000)
    }
    socket.onclose = ({ code, wasClean }) => console.log(code, wasClean)`
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, ['--no-warnings', '--experimental-websocket', '-e', script], { cwd: ROOT })
  child.stderr.pipe(process.stderr)
  const output = (await child.stdout.toArray()).join('')
  assert.equal(output, 'btcaud.ob-snap\nsuccess\n1000 true\n')
})

test('the exchange is asked ten times a second what has happened, while somebody is connected', async (t) => {
  const timers = FakeTimers.install({ toFake: ['setInterval', 'clearInterval'] })
  t.after(() => timers.uninstall())
  let asked = 0
  const clock = () => {
    asked += 1
    return 0
  }
  const { sandbox } = await start(t, { clock })
  const during = (milliseconds) => {
    asked = 0
    timers.tick(milliseconds)
    return asked
  }
  assert.equal(during(1000), 0)
  const first = await openStreams(t, sandbox)
  const second = await openStreams(t, sandbox)
  assert.equal(during(1000), 10)
  first.socket.terminate()
  while (sandbox.streams.connections.length > 1) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(during(1000), 10)
  second.socket.terminate()
  while (sandbox.streams.connections.length > 0) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(during(1000), 0)
})

test('streams do not keep the process alive, and close() closes them', () => {
  const script = `
    const { once } = require('node:events')
    const { WebSocket } = require('ws')
    const { startSandbox } = require('coinport/sandbox')
    startSandbox().then(async (sandbox) => {
      const url = sandbox.url.replace('http', 'ws').replace('peatio', 'ranger')
      const [open, refused] = ['/public', '/private'].map((path) => new WebSocket(url + path))
      refused.on('unexpected-response', () => {})
      await Promise.all([once(open, 'open'), once(refused, 'unexpected-response')])
      const closed = once(open, 'close')
      await sandbox.close()
      console.log((await closed)[0])
    })`
  const { stdout, stderr, signal } = spawnSync(process.execPath, ['-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
  })
  assert.deepEqual([stdout, stderr, signal], ['1006\n', '', null])
})
