'use strict'

const { closeSync, openSync } = require('node:fs')
const { setTimeout: wait } = require('node:timers/promises')
const { HANDSHAKE } = require('../harness/tls-row.js')
const { HEALTHY } = require('../servers/fault-server.js')
const { BODY_TRUNCATED, CONNECT_TIMEOUT, LOST, REFUSED, SUCCESS, TIMEOUT, UNKNOWN } = require('../harness/outcomes.js')
const { counts } = require('../../support/counts.js')
const { expect } = require('../harness/invariants.js')
const { ORDER } = require('../servers/replies.js')

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n'
const HALF = `${HEAD}${' '.repeat(50)}`

/** For connections that are not made: the timeout of the call is longer than that of all its connections. */
const CONNECT_TIMEOUTS = { connectTimeout: 300, timeout: 5000 }

/** The connection is lost before the first byte of the response, so reads are retried. */
const RETRIED = { read: { ...LOST, phase: 'headers', requests: 3, attempts: 3 }, write: { ...LOST, ...UNKNOWN } }
const RETRIED_IN_BODY = {
  read: { ...BODY_TRUNCATED, requests: 3, attempts: 3, ended: true },
  write: { ...BODY_TRUNCATED, ...UNKNOWN, ended: true },
}
const NOT_SENT = { requests: 0, attempts: 1, outcome: 'not_sent' }
const SILENT = {
  shortTimeouts: true,
  read: { ...TIMEOUT, phase: 'headers', connections: 1, attempts: 1, elapsed: [1500, 1750], ended: true },
  write: { ...TIMEOUT, connections: 1, attempts: 1, outcome: 'unknown', elapsed: [1500, 1750], ended: true },
}
/** The points at which the connection may end, with the expected results. */
const POINTS = {
  'after the request': [[['until', '\r\n\r\n']], RETRIED],
  'in the body of the request': [
    [
      ['until', '\r\n\r\n'],
      ['read', 10],
    ],
    { write: RETRIED.write },
  ],
  'in the status line': [[['request'], ['write', 'HTTP/1.1 20']], RETRIED],
  'after the headers': [[['request'], ['write', HEAD]], RETRIED_IN_BODY],
  'in the body': [[['request'], ['write', HALF]], RETRIED_IN_BODY],
}
const endingAt = (point, end) => ({ steps: [...POINTS[point][0], end], ...POINTS[point][1] })

const rows = [
  {
    id: 'A01',
    title: 'refused',
    steps: [],
    server: { down: 'refused' },
    read: { ...REFUSED, attempts: 3, requests: 0 },
    write: { ...REFUSED, ...NOT_SENT },
  },
  {
    id: 'A02',
    title: 'SYN blackhole',
    steps: [],
    server: { down: 'blackhole' },
    options: CONNECT_TIMEOUTS,
    read: { ...CONNECT_TIMEOUT, attempts: 3, elapsed: [900, 1500], requests: 0 },
    write: { ...CONNECT_TIMEOUT, ...NOT_SENT, elapsed: [300, 550] },
  },
  {
    id: 'A03',
    title: 'RST on accept',
    steps: [['rst']],
    cases: [
      {
        name: 'plain',
        // The system may have taken the request before the reset came.
        read: { ...LOST, attempts: 3, connections: 3 },
        write: { ...LOST, attempts: 1, connections: 1 },
      },
      {
        name: 'TLS',
        ...HANDSHAKE,
        read: { ...LOST, phase: 'connect', attempts: 3, connections: 3, requests: 0 },
        write: { ...LOST, phase: 'connect', ...NOT_SENT },
      },
    ],
  },
  { id: 'A04', title: 'RST after the request', ...endingAt('after the request', ['rst']) },
  { id: 'A05', title: 'RST in the body of the request', ...endingAt('in the body of the request', ['rst']) },
  { id: 'A06', title: 'RST in the status line', ...endingAt('in the status line', ['rst']) },
  { id: 'A07', title: 'RST after the headers', ...endingAt('after the headers', ['rst']) },
  { id: 'A08', title: 'RST in the body', ...endingAt('in the body', ['rst']) },
  {
    id: 'A09',
    title: 'FIN instead of RST',
    cases: Object.keys(POINTS).map((point) => ({ name: point, ...endingAt(point, ['half-close']) })),
  },
  {
    id: 'A10',
    title: 'half-closed by the server, then silence',
    cases: [
      { name: 'at once', steps: [['half-close'], ['stall']], read: { ...LOST, attempts: 3, cpu: 75 } },
      { name: 'after the request', ...endingAt('after the request', ['half-close']) },
    ],
  },
  { id: 'A11', title: 'a server that accepts and never reads', steps: [['unread']], ...SILENT },
  { id: 'A12', title: 'a server that reads and never responds', steps: [['request'], ['stall']], ...SILENT },
  {
    id: 'A13',
    title: 'a big POST to a server that stops reading',
    steps: [['until', '\r\n\r\n'], ['unread']],
    shortTimeouts: true,
    call: (client) => client.request('POST', 'market/orders', { ...ORDER, note: 'x'.repeat(8 * 1024 * 1024) }),
    // Data that the system has accepted is still sent. Serializing such a parameter blocks the event loop.
    write: { ...TIMEOUT, phase: 'headers', ...UNKNOWN, elapsed: [1500, 1750], rise: 96, blocked: 400 },
  },
  {
    id: 'A14',
    title: 'a peer that disappears',
    namespace: true,
    async run({ faultServer, child, after }) {
      const { addAddress } = require('../harness/namespace.js')
      const address = addAddress('10.99.0.1')
      const silent = await faultServer([['request'], ['stall']], { host: '10.99.0.1' })
      const server = await faultServer(HEALTHY, { host: '10.99.0.1' })
      const options = { allowInsecure: true, timeout: 1500, maxRetries: 0 }
      const caller = await child()
      const call = (baseUrl) => caller.ask('call', { kind: 'read', options: { ...options, baseUrl } })

      const cut = setTimeout(() => address.cut(), 500)
      after(() => clearTimeout(cut))
      expect('in flight', await call(silent.baseUrl), { ...TIMEOUT, phase: 'headers' })
      address.restore()

      expect('before', await call(server.baseUrl), SUCCESS)
      address.cut()
      expect('on the pooled connection', await call(server.baseUrl), { ...TIMEOUT, phase: 'headers' })
      address.restore()
      expect('after', await call(server.baseUrl), SUCCESS)
      await caller.end()
    },
  },
  {
    id: 'A15',
    title: 'a name that does not exist',
    namespace: true,
    run: (tools) =>
      withNames(
        tools,
        () => null,
        async ({ call, dns }) => {
          const baseUrl = 'https://nope.invalid/api/v2/peatio'
          expect('read', await call('read', { baseUrl }), { class: 'NetworkError', code: 'ENOTFOUND', attempts: 3 })
          expect('write', await call('write', { baseUrl }), { code: 'ENOTFOUND', attempts: 1, outcome: 'not_sent' })
          if (dns.asked.length === 0) throw new Error('the name server was not asked')
        },
      ),
  },
  {
    id: 'A16',
    title: 'a name server that never responds',
    namespace: true,
    run(tools) {
      let addresses
      return withNames(
        tools,
        () => addresses,
        async ({ call, faultServer }) => {
          const server = await faultServer(HEALTHY)
          const options = { baseUrl: named(server), allowInsecure: true, ...CONNECT_TIMEOUTS }
          expect('one', await call('read', options), { ...CONNECT_TIMEOUT, attempts: 3 })
          const many = JSON.parse(await tools.script(manyAtOnce(options)))
          // 64 are in flight at a time, so the last calls reach their timeout in the queue.
          const unexpected = many.codes.filter((code) => code !== 'ETIMEDOUT' && code !== 'ECONNABORTED')
          if (unexpected.length > 0) throw new Error(`codes ${unexpected}`)
          if (many.threads > 8) throw new Error(`${many.threads} more threads`)
          if (many.exit > 250) throw new Error(`process.exit() took ${many.exit} ms`)
          addresses = ['127.0.0.1']
          expect('when it responds again', await call('read', options), { ...SUCCESS, attempts: undefined })
        },
      )
    },
  },
  {
    id: 'A17',
    title: 'five dead addresses and a working one',
    namespace: true,
    run: (tools) =>
      withNames(
        tools,
        () => DEAD.concat('10.99.0.9'),
        async ({ call, faultServer }) => {
          const { addAddress } = require('../harness/namespace.js')
          for (const address of DEAD) addAddress(address).cut()
          addAddress('10.99.0.9')
          const server = await faultServer(HEALTHY, { host: '10.99.0.9' })
          const options = { baseUrl: named(server), allowInsecure: true, connectTimeout: 3000, maxRetries: 0 }
          expect('read', await call('read', options), { ...SUCCESS, elapsed: (elapsed) => elapsed < 3000 })
        },
      ),
  },
  {
    id: 'A18',
    title: 'a name whose address changes',
    namespace: true,
    run(tools) {
      let address = '10.99.0.1'
      return withNames(
        tools,
        () => [address],
        async ({ call, again, faultServer }) => {
          const { addAddress } = require('../harness/namespace.js')
          addAddress('10.99.0.1')
          addAddress('10.99.0.2')
          const first = await faultServer(HEALTHY, { host: '10.99.0.1' })
          const second = await faultServer(HEALTHY, { host: '10.99.0.2', port: first.port })
          expect('first', await call('read', { baseUrl: named(first), allowInsecure: true }), SUCCESS)
          address = '10.99.0.2'
          await first.close()
          const { problem } = await again()
          if (problem) throw new Error(problem)
          if (first.requests.length !== 1 || second.requests.length !== 1) {
            throw new Error(`requests: ${first.requests.length}, ${second.requests.length}`)
          }
        },
      )
    },
  },
  {
    id: 'A19',
    title: 'a name that resolves to another machine',
    namespace: true,
    run: (tools) =>
      withNames(
        tools,
        () => ['127.0.0.1'],
        async ({ call, faultServer }) => {
          const { ca, cert, key } = HANDSHAKE.prepare(tools.after)
          const trap = await faultServer(HEALTHY, { tls: { cert, key } })
          const report = await call('read', { baseUrl: named(trap), ca })
          expect('read', report, { class: 'NetworkError', code: 'ERR_TLS_CERT_ALTNAME_INVALID', attempts: 1 })
          if (trap.connections.length !== 1) throw new Error('the trap got no connection')
          if (trap.connections.some(({ received }) => received.length > 0)) throw new Error('the trap got data')
        },
      ),
  },
  {
    id: 'A20',
    title: 'no free port',
    namespace: true,
    async run({ faultServer, child }) {
      const { limitPorts } = require('../harness/namespace.js')
      const net = require('node:net')
      const server = await faultServer(HEALTHY)
      const caller = await child()
      limitPorts(40_000, 40_003)
      const held = await Promise.all(
        Array.from(
          { length: 4 },
          () =>
            new Promise((resolve) => {
              const socket = net
                .connect(server.port, '127.0.0.1', () => resolve(socket))
                .on('error', () => resolve(socket))
            }),
        ),
      )
      const call = (kind) => caller.ask('call', { kind, options: { baseUrl: server.baseUrl } })
      expect('read', await call('read'), { class: 'NetworkError', code: 'EADDRNOTAVAIL', attempts: 3 })
      expect('write', await call('write'), { code: 'EADDRNOTAVAIL', attempts: 1, outcome: 'not_sent' })
      for (const socket of held) socket.resetAndDestroy()
      limitPorts(40_000, 41_000)
      expect('with ports again', await call('read'), SUCCESS)
      await caller.end()
    },
  },
  {
    id: 'A21',
    title: 'no free descriptor',
    prefix: ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"'],
    steps: HEALTHY,
    call: withoutDescriptors,
    read: { class: 'NetworkError', code: 'EMFILE', attempts: 3, requests: 0 },
    write: { class: 'NetworkError', code: 'EMFILE', ...NOT_SENT },
  },
  {
    id: 'A22',
    title: 'a process that is frozen with connections in its pool',
    async run({ faultServer, child }) {
      for (const kind of ['read', 'write']) {
        const server = await faultServer(HEALTHY)
        const caller = await child()
        expect('before', await caller.ask('call', { kind: 'read', options: { baseUrl: server.baseUrl } }), SUCCESS)
        caller.process.kill('SIGSTOP')
        for (const { socket } of server.connections) socket.end()
        await new Promise((resolve) => setTimeout(resolve, counts(120_000)))
        caller.process.kill('SIGCONT')
        const report = await caller.ask('call', { kind })
        if (kind === 'read') expect('read', report, SUCCESS)
        else if (!report.succeeded) expect('write', report, { outcome: /^(not_sent|unknown)$/ })
        const sent = server.requests.filter(({ method }) => method === 'POST').length
        if (sent > 1) throw new Error(`the order was sent ${sent} times`)
        await caller.end()
      }
    },
  },
]

const DEAD = ['10.99.0.1', '10.99.0.2', '10.99.0.3', '10.99.0.4', '10.99.0.5']
const named = (server) => server.baseUrl.replace(/\/\/[\d.]+/, '//exchange.test')

/** Runs `body` with a name server that returns `answer`, and a child that makes calls. */
async function withNames({ after, child, faultServer }, answer, body) {
  const { useLocalDns } = require('../harness/namespace.js')
  const { startDns } = require('../servers/dns-server.js')
  useLocalDns(after)
  const dns = await startDns(answer)
  after(() => dns.close())
  const caller = await child()
  const call = (kind, options) => caller.ask('call', { kind, options })
  await body({ call, again: () => caller.ask('healthy'), dns, faultServer })
  await caller.end()
}

/** A script that makes many calls at once, exits with lookups pending, and prints the results. */
const manyAtOnce = (options) => `
  const { readdirSync } = require('node:fs')
  const { CoinPort } = require('coinport')
  const coinport = new CoinPort({ ...${JSON.stringify(options)}, rateLimit: false, maxRetries: 0 })
  const threads = () => readdirSync('/proc/self/task').length
  const before = threads()
  let most = 0
  let exiting
  setInterval(() => { most = Math.max(most, threads()) }, 10)
  const codes = new Set()
  const call = () => coinport.getTickers({}, { timeout: 1500 }).catch(({ code }) => codes.add(code))
  process.on('exit', () =>
    console.log(JSON.stringify({ codes: [...codes], threads: most - before, exit: performance.now() - exiting })))
  Promise.all(Array.from({ length: 1000 }, call)).then(() => {
    call()
    exiting = performance.now()
    process.exit(0)
  })`

/** Makes the default call while the process has no free descriptor. */
async function withoutDescriptors(client, { kind }) {
  const held = []
  try {
    // Repeats until none is free: Node closes some shortly after its start.
    while (takeDescriptors(held) > 0) await wait(50)
    return await (kind === 'write' ? client.request('POST', 'market/orders', ORDER) : client.getBalances())
  } finally {
    held.forEach(closeSync)
  }
}

/** Opens all free descriptors. Returns how many there were. */
function takeDescriptors(held) {
  const before = held.length
  try {
    for (;;) held.push(openSync('/dev/null'))
  } catch {
    // The only sign that none is left.
    return held.length - before
  }
}

module.exports = { group: 'A', title: 'TCP, DNS, connecting', rows }
