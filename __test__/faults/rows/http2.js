'use strict'

const { setTimeout: wait } = require('node:timers/promises')
const { FULL } = require('../../support/counts.js')
const {
  ACK,
  END_HEADERS,
  END_STREAM,
  TYPE,
  fields,
  frame,
  inFrames,
  integer,
  text,
  uint32,
} = require('../servers/http2-peer.js')
const { atOnce, first, flood, http2Row, many, mustBe, defaultCall } = require('../harness/http2-row.js')
const { BODY_TRUNCATED, INVALID_RESPONSE, LOST, SUCCESS, TIMEOUT } = require('../harness/outcomes.js')
const { BALANCES } = require('../servers/replies.js')
const { rows: frameRows } = require('./http2-frames.js')

const OK = fields([[':status', '200']])
/** An endless stream of frames ends with a connection error or the timeout. */
const bounded = { succeeded: false, code: /^(EPROTO|ECONNRESET|EPIPE|ECONNABORTED)$/ }
const limits = { rise: 16 }

const rows = [
  http2Row({
    id: 'D01',
    title: 'GOAWAY',
    cases: [
      {
        name: 'before the request',
        script: () => ({ respond: first((peer) => peer.goAway(0)) }),
        read: { ...SUCCESS, requests: 2, connections: 2 },
        write: { ...LOST, requests: 1, attempts: 1, outcome: 'not_sent' },
      },
      {
        name: 'after it, and the end',
        script: () => ({
          respond: first(async (peer, { stream }) => {
            await peer.goAway(stream)
            peer.connection.socket.end()
          }),
        }),
        read: { ...SUCCESS, requests: 2, connections: 2 },
        write: { class: 'NetworkError', code: /^(ECONNRESET|EPIPE)$/, requests: 1, attempts: 1, outcome: 'unknown' },
      },
      {
        name: 'after it, with its response',
        script: () => ({
          respond: first(async (peer, request) => {
            await peer.goAway(request.stream)
            await peer.healthy(request)
          }),
        }),
        read: { ...SUCCESS, requests: 1 },
        write: { ...SUCCESS, requests: 1 },
      },
    ],
  }),
  http2Row({
    id: 'D02',
    title: 'REFUSED_STREAM for ever',
    script: () => ({ respond: (peer, { stream }) => peer.reset(stream, 'refused') }),
    read: { ...LOST, requests: 3, attempts: 3, connections: 1 },
    write: { ...LOST, requests: 1, attempts: 1, outcome: 'not_sent' },
  }),
  http2Row({
    id: 'D03',
    title: 'RST_STREAM after the head',
    cases: ['cancel', 'internal'].map((reason) => ({
      name: reason,
      script: () => ({
        async respond(peer, { stream }) {
          await peer.sendHeaders(stream)
          await peer.write(frame(TYPE.data, 0, stream, Buffer.from(BALANCES.slice(0, 20))))
          await peer.reset(stream, reason)
        },
      }),
      read: { ...BODY_TRUNCATED, requests: 3, attempts: 3, connections: 1 },
      write: { ...BODY_TRUNCATED, requests: 1, attempts: 1, outcome: 'unknown' },
    })),
  }),
  http2Row({
    id: 'D03b',
    title: 'RST_STREAM of one of many: the others succeed',
    call: (client) => atOnce(client, { count: 20, before: true }),
    options: { maxRetries: 0 },
    script: () => ({
      respond: (peer, request, index) => (index === 7 ? peer.reset(request.stream, 'cancel') : peer.healthy(request)),
    }),
    read: { ...SUCCESS, value: { succeeded: 19, codes: ['ECONNRESET'] }, requests: 21, connections: 1 },
  }),
  http2Row({
    id: 'D04',
    title: 'CONTINUATION for ever',
    options: { timeout: 2000 },
    cases: [
      ['empty', Buffer.alloc(0)],
      ['full', fields(Array(100).fill(['x', 'y'.repeat(100)]))],
    ].map(([name, block]) => ({
      name,
      script: () => ({
        async respond(peer, request) {
          await peer.write(frame(TYPE.headers, 0, request.stream, OK))
          await flood((stream) => many(frame(TYPE.continuation, 0, stream, block)))(peer, request)
        },
      }),
      read: bounded,
      write: { ...bounded, outcome: 'unknown' },
    })),
    limits,
  }),
  http2Row({
    id: 'D05',
    title: 'DATA of nothing, or of a byte, for ever',
    options: { timeout: 2000 },
    cases: [0, 1].map((size) => ({
      name: `${size} bytes`,
      script: () => ({
        async respond(peer, request) {
          await peer.sendHeaders(request.stream)
          await flood((stream) => many(frame(TYPE.data, 0, stream, Buffer.alloc(size, ' '))))(peer, request)
        },
      }),
      read: { succeeded: false, code: /^(EPROTO|ECONNRESET|EPIPE|ECONNABORTED)$/ },
    })),
    limits: { rise: 24 },
  }),
  http2Row({
    id: 'D05b',
    title: '300 calls at once with small responses, half of them errors: none is lost',
    call: async (client) => {
      const results = await Promise.allSettled(Array.from({ length: 300 }, () => client.getBalances()))
      return results.reduce((sum, { reason }) => sum + (reason === undefined || reason.status === 422 ? 1 : 0), 0)
    },
    script: () => ({
      respond: (peer, { stream }, index) =>
        index % 2 ? peer.respond(stream, 422, '{"errors":["x"]}') : peer.respond(stream, 200, BALANCES),
    }),
    read: { ...SUCCESS, value: 300, requests: 300 },
    options: { timeout: 10_000 },
  }),
  http2Row({
    id: 'D06',
    title: 'floods of other frames',
    options: { timeout: 2000 },
    cases: [
      ['PING', () => many(frame(TYPE.ping, 0, 0, Buffer.alloc(8)))],
      ['PING acknowledgements', () => many(frame(TYPE.ping, ACK, 0, Buffer.alloc(8)))],
      ['SETTINGS', () => many(frame(TYPE.settings, 0, 0))],
      ['PRIORITY', (stream) => many(frame(TYPE.priority, 0, stream, Buffer.from([0, 0, 0, 0, 1])))],
      [
        'PRIORITY of itself',
        (stream) => frame(TYPE.priority, 0, stream, Buffer.concat([uint32(stream), Buffer.from([1])])),
      ],
      ['RST_STREAM of others', (_stream, index) => frame(TYPE.reset, 0, 2 * index + 101, uint32(8))],
      ['WINDOW_UPDATE', (stream) => many(frame(TYPE.window, 0, stream, uint32(1)))],
      ['WINDOW_UPDATE beyond the largest', () => frame(TYPE.window, 0, 0, uint32(2 ** 31 - 1))],
      ['WINDOW_UPDATE of nothing', (stream) => frame(TYPE.window, 0, stream, uint32(0))],
      [
        'responses without a request',
        (_stream, index) => frame(TYPE.headers, END_HEADERS | END_STREAM, 2 * index + 101, OK),
      ],
    ].map(([name, make]) => ({
      name,
      script: () => ({ respond: flood(make) }),
      read: bounded,
      write: { ...bounded, outcome: 'unknown' },
    })),
    limits: { rise: 48 },
    fresh: true,
  }),
  http2Row({
    id: 'D07',
    title: 'headers that are too large',
    options: { timeout: 2000 },
    cases: [
      ['ten thousand fields', Buffer.concat(Array(10_000).fill(fields([['x', 'y']])))],
      [
        'one field that is remembered, ten thousand times',
        Buffer.concat([Buffer.from([0x40]), text('x'), text('y'.repeat(4000)), Buffer.alloc(10_000, 0xbe)]),
      ],
      ['a table of a gigabyte', integer(2 ** 30, 5, 0x20)],
      ['an index that is in no table', integer(4000, 7, 0x80)],
      ['a length without an end', Buffer.from([0, 0x7f, ...Array(20).fill(0xff)])],
      ['half a field', Buffer.from([0, 5, 0x61])],
    ].map(([name, block]) => ({
      name,
      script: () => ({
        respond: (peer, { stream }) => peer.write(...inFrames(stream, Buffer.concat([OK, block]))),
      }),
      read: bounded,
      write: { ...bounded, outcome: 'unknown' },
    })),
    limits,
  }),
  http2Row({
    id: 'D08',
    title: 'one stream at a time',
    call: (client) => atOnce(client, { count: FULL ? 500 : 100, before: true }),
    script: () => ({ settings: { maxStreams: 1 } }),
    read: { ...SUCCESS, value: ({ codes }) => codes.length === 0, connections: 1 },
    options: { timeout: 10_000 },
  }),
  http2Row({
    id: 'D08b',
    title: 'no stream at all',
    // The first request is sent before the settings are received.
    cases: [
      {
        name: 'ignored',
        options: { timeout: 1000 },
        script: () => ({ settings: { maxStreams: 0 }, respond: () => {} }),
        read: TIMEOUT,
        write: { ...TIMEOUT, outcome: /^(unknown|not_sent)$/ },
      },
      {
        name: 'refused',
        script: () => ({ settings: { maxStreams: 0 }, respond: (peer, { stream }) => peer.reset(stream, 'refused') }),
        options: { timeout: 1000 },
        // After the settings are received, a request waits for a stream.
        read: TIMEOUT,
        write: { code: /^(ECONNRESET|ECONNABORTED)$/, outcome: 'not_sent' },
      },
    ],
    fresh: true,
  }),
  http2Row({
    id: 'D09',
    title: 'a window that never opens',
    script: () => ({ settings: { initialWindow: 0 }, respond: () => {} }),
    call: async (client, { kind }) => {
      await client.getBalances({}, { timeout: 300 }).catch(() => {})
      return defaultCall(client, kind)
    },
    write: { ...TIMEOUT, check: (peers) => mustBe(peers[0].requests.length <= 2, 'more than two requests') },
    options: { timeout: 1000 },
    limits: { timeout: 1300 },
    fresh: true,
  }),
  http2Row({
    id: 'D10',
    title: 'PUSH_PROMISE',
    script: () => ({
      respond: (peer, { stream }) => peer.write(frame(TYPE.push, END_HEADERS, stream, Buffer.concat([uint32(2), OK]))),
    }),
    read: { ...INVALID_RESPONSE, requests: 1, attempts: 1, check: (peers) => mustBe(peers[0].goneAway, 'no GOAWAY') },
    write: { ...INVALID_RESPONSE, requests: 1, outcome: 'unknown' },
  }),
  http2Row({
    id: 'D11',
    title: 'a peer that ignores PING',
    script: () => ({ deaf: true, respond: () => {} }),
    read: {
      class: 'NetworkError',
      code: 'ETIMEDOUT',
      elapsed: (elapsed) => elapsed > 9_000 && elapsed < 20_000,
      requests: 1,
    },
    options: { timeout: 30_000, maxRetries: 0 },
  }),
  ...frameRows,
  http2Row({
    id: 'D13',
    title: 'one of a hundred calls is aborted',
    call: async (client) => {
      await client.getBalances()
      const controller = new AbortController()
      const calls = Array.from({ length: 60 }, (_, index) =>
        client.getBalances({}, index === 33 ? { signal: controller.signal } : {}),
      )
      // The server responds to the first call when it has received all of them.
      await Promise.race(calls)
      controller.abort()
      const settled = await Promise.allSettled(calls)
      return settled.flatMap(({ reason }, index) => (reason ? [[index, reason.code]] : []))
    },
    script: () => {
      const held = []
      /** Not awaited by the peer, which could not read the reset meanwhile. */
      const respondToOthers = async (peer) => {
        while (peer.resets.length === 0 && !peer.connection.endedAt) await wait(5)
        for (const one of held.slice(1)) if (!peer.resets.includes(one.stream)) await peer.healthy(one)
      }
      return {
        async respond(peer, request, index) {
          if (index === 0) return peer.healthy(request)
          held.push(request)
          if (held.length < 60) return
          await peer.healthy(held[0])
          respondToOthers(peer)
        },
      }
    },
    read: {
      ...SUCCESS,
      value: [[33, 'ERR_CANCELED']],
      connections: 1,
      check: (peers) => mustBe(peers[0].resets.length === 1, `${peers[0].resets.length} were reset`),
    },
  }),
  http2Row({
    id: 'D14',
    title: 'ten thousand informational responses',
    options: { timeout: 2000 },
    script: () => ({
      respond: async (peer, { stream }) => {
        const early = frame(
          TYPE.headers,
          END_HEADERS,
          stream,
          fields([
            [':status', '103'],
            ['link', '</>'],
          ]),
        )
        for (let count = 0; count < 50; count += 1) if (!(await peer.write(many(early)))) return
      },
    }),
    read: bounded,
    limits: { rise: 24 },
  }),
  http2Row({
    id: 'D15',
    title: 'a length that is not that of the body',
    cases: [
      ['longer', BALANCES.length + 1],
      ['shorter', BALANCES.length - 1],
      ['nothing', 0],
    ].map(([name, length]) => ({
      name,
      script: () => ({
        respond: (peer, { stream }) => peer.respond(stream, 200, BALANCES, [['content-length', String(length)]]),
      }),
      read: { class: 'NetworkError', code: /^(EPROTO|ECONNRESET)$/ },
      write: { class: 'NetworkError', code: /^(EPROTO|ECONNRESET)$/, requests: 1, outcome: 'unknown' },
    })),
  }),
]

module.exports = { group: 'D', title: 'HTTP/2', rows }
