const assert = require('node:assert/strict')
const { randomBytes } = require('node:crypto')
const { once } = require('node:events')
const net = require('node:net')
const { WebSocket } = require('ws')
const { createClock, start } = require('./sandbox.js')

/** The funds of the account: enough to trade in several markets. */
const FUNDS = { aud: '1000000', btc: '50', usdt: '50000' }

/** Starts a sandbox in which time passes only when `clock` says so. */
async function startWithClock(t, options) {
  const clock = createClock()
  return { clock, ...(await start(t, { clock, balances: FUNDS, ...options })) }
}

/** The URL of the public or the private streams of a sandbox. */
const streamUrl = (sandbox, scope = 'public') => `${sandbox.streams.url}/${scope}`

/**
 * Connects to the streams of a sandbox with the package `ws`, and subscribes. `messages` has what came, with the stream as
 * `stream` and its value as `data`; `next` waits for the next message of a stream.
 */
async function openStreams(t, sandbox, streams = [], { scope = 'public', query = '', headers = {} } = {}) {
  const authorization = scope === 'private' ? { authorization: `Bearer ${sandbox.apiKey}` } : {}
  const options = { headers: { ...authorization, ...headers } }
  const socket = new WebSocket(streamUrl(sandbox, scope) + query, options)
  t.after(() => socket.terminate())
  const closed = once(socket, 'close').then(([code]) => code)
  const messages = []
  const texts = []
  const waiting = new Set()
  socket.on('message', (bytes, isBinary) => {
    const text = bytes.toString()
    texts.push(text)
    const [[stream, data]] = text === 'pong' ? [['pong']] : Object.entries(JSON.parse(text))
    const message = { stream, data, isBinary }
    messages.push(message)
    for (const wait of waiting) wait(message)
  })
  /** Waits for a message that has not come yet. */
  const next = (stream, fits = () => true) => {
    const promise = new Promise((resolve, reject) => {
      const wait = (message) => {
        if (message.stream !== stream || !fits(message.data)) return
        waiting.delete(wait)
        resolve(message.data)
      }
      waiting.add(wait)
      closed.then((code) => reject(new Error(`closed with ${code} before ${stream}`)))
    })
    // A test may give up waiting.
    promise.catch(() => {})
    return promise
  }
  const send = (request) => socket.send(typeof request === 'string' ? request : JSON.stringify(request))
  const request = async (event, names) => {
    const answer = next('success')
    send({ event, streams: names })
    return answer
  }
  const of = (stream) => messages.filter((message) => message.stream === stream).map(({ data }) => data)
  /** Waits until all that was published before has come. */
  const settle = async () => {
    const marker = next('test.marker')
    await request('subscribe', ['test.marker'])
    sandbox.streams.publish('test.marker', 0)
    await marker
    await request('unsubscribe', ['test.marker'])
  }
  // The server lists the streams of the URL as soon as it is connected.
  const connected = next('success')
  await once(socket, 'open')
  await connected
  if (streams.length > 0) await request('subscribe', streams)
  return { socket, messages, texts, closed, next, of, send, settle, subscribe: (names) => request('subscribe', names) }
}

/** A connection to the public streams whose bytes nobody reads. */
async function connect(t, sandbox) {
  const { port } = new URL(sandbox.url)
  const socket = net.connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  const lines = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  const request = [
    `GET /api/v2/ranger/public HTTP/1.1`,
    ...lines,
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ]
  socket.write(`${request.join('\r\n')}\r\n\r\n`)
  let text = ''
  while (!text.endsWith('"streams":[]}}')) text += (await once(socket, 'data'))[0]
  assert.match(text, /^HTTP\/1\.1 101 Switching Protocols\r\n/)
  assert.doesNotMatch(text, /Sec-WebSocket-(Extensions|Protocol)/i)
  return socket
}

module.exports = { connect, openStreams, startWithClock, streamUrl }
