'use strict'

// Rows about whole documents: what is valid JSON, and what is not.

const { isDeepStrictEqual } = require('node:util')
const { fixtureText } = require('../../../support/fixtures.js')
const { FULL } = require('../../../support/counts.js')
const { BAD_RESPONSE, SUCCESS, UNKNOWN } = require('../../harness/outcomes.js')
const { BALANCES } = require('../../servers/replies.js')
const {
  MARK,
  REFUSED,
  amount,
  respondWith,
  balance,
  cases,
  each,
  nested,
  refused,
  silent,
  unknown,
} = require('./bodies.js')
const { documents } = require('./random-documents.js')
const { asSent, flippedBits } = require('./flipped-bits.js')

const NOT_JSON = { read: { ...REFUSED, path: '' }, write: { ...BAD_RESPONSE, ...UNKNOWN } }
const texts = (list, expected) => list.map((text) => ({ name: text, steps: respondWith(text), ...expected }))
const raw = (head, body) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}Content-Length: ${body.length}\r\n\r\n`), body])
const BITCOIN = JSON.parse(BALANCES)

const rows = [
  { id: 'F01', title: 'an empty body', cases: texts(['', ' ', '\n\r\n\t '], NOT_JSON) },
  {
    id: 'F02',
    title: 'an HTML page instead of JSON',
    steps: respondWith(`<!DOCTYPE html><title>${MARK}</title>`, { headers: ['Server: cloudflare'] }),
    read: { ...REFUSED, path: '', message: silent },
    write: { ...BAD_RESPONSE, ...UNKNOWN, message: silent },
  },
  {
    id: 'F03',
    title: 'JSON with another Content-Type, or with none',
    cases: ['Content-Type: text/html\r\n', 'Content-Type: text/plain; charset=latin1\r\n', ''].map((head) => ({
      name: head,
      steps: [['request'], ['write', raw(head, Buffer.from(BALANCES))]],
      read: { ...SUCCESS, value: BITCOIN, requests: 1 },
    })),
  },
  {
    id: 'F04',
    title: 'a byte order mark',
    steps: respondWith(`\ufeff${BALANCES}`),
    read: { ...SUCCESS, value: BITCOIN },
  },
  {
    id: 'F05',
    title: 'text that is not UTF-8',
    cases: cases(
      {
        'UTF-16': Buffer.from(BALANCES, 'utf16le'),
        'UTF-16 with its mark': Buffer.from(`\ufeff${BALANCES}`, 'utf16le'),
        'UTF-16, the other order': Buffer.from(BALANCES, 'utf16le').swap16(),
        'UTF-32': Buffer.from([...BALANCES].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0])),
        'Latin-1': Buffer.from(unknown('"é"'), 'latin1'),
        'half a character': Buffer.from([0x22, 0xe2, 0x82, 0x22]),
      },
      NOT_JSON,
    ),
  },
  {
    id: 'F06',
    title: 'nesting in a declared field',
    cases: [
      ...[1, 125, 126, 127, 1e6].map((depth) => ({
        name: `balance, ${depth} deeper`,
        steps: respondWith(amount(nested(depth))),
        read: { ...REFUSED, path: depth < 127 ? '[0].balance' : '' },
      })),
      ...[125, 126, 127, 1e6].map((depth) => ({
        name: `a list of addresses, ${depth} deeper`,
        steps: respondWith(balance(`"balance":"1","locked":"0","deposit_addresses":${nested(depth)}`)),
        read: { ...REFUSED, path: depth < 127 ? '[0].deposit_addresses[0]' : '' },
      })),
    ],
  },
  {
    id: 'F07',
    title: 'nesting in an undeclared field',
    cases: [
      ...[125, 126].map((depth) => ({
        name: `${depth} deeper`,
        steps: respondWith(unknown(nested(depth))),
        read: SUCCESS,
      })),
      ...[nested(127), nested(1e6), '['.repeat(1e6), '{"a":'.repeat(1e6)].map((text, index) => ({
        name: `beyond 128: ${index}`,
        steps: respondWith(unknown(text)),
        read: { ...REFUSED, path: '' },
      })),
    ],
  },
  each({
    id: 'F08',
    title: 'cut at every byte',
    bodies: () => {
      const golden = fixtureText('getBalances').trim()
      return Array.from(golden, (_, end) => golden.slice(0, end))
    },
    judge: refused,
  }),
  each({
    id: 'F09',
    title: 'invalid JSON numbers',
    bodies: [
      'NaN',
      'Infinity',
      '-Infinity',
      '01',
      '-01',
      '.5',
      '1.',
      '+1',
      '0x1F',
      '1e',
      '1_0',
      '--1',
      "'1'",
      '-0',
      '-0.0',
    ].flatMap((text) => [amount(text), unknown(text)]),
    judge: (outcome, body) =>
      body.includes('-0') && !body.includes('-01') ? outcome.value?.length !== 1 && outcome.message : refused(outcome),
  }),
  each({
    id: 'F30',
    title: 'random documents: the same are accepted as by JSON.parse, with the same values',
    bodies: () => documents(FULL ? 20_000 : 2_000),
    call: (client) => client.request('GET', 'public/anything').then((value) => [JSON.stringify(value)]),
    judge({ value, message }, body) {
      const expected = parsed(body)
      return value?.[0] !== expected && `${value?.[0] ?? message}, and JSON.parse gives ${expected}`
    },
  }),
  each({
    id: 'F31',
    title: 'flipped bits: no amount is read differently from how it was sent',
    bodies: () => flippedBits(FULL ? 20_000 : 1_000),
    judge: ({ value }, body) =>
      value && !isDeepStrictEqual(value, asSent(body)) && `accepted as ${JSON.stringify(value)}`,
  }),
  {
    id: 'F33',
    title: 'error bodies',
    cases: [
      ['{"errors":"x"}', ['x']],
      ['{"errors":["x","y"]}', ['x', 'y']],
      ['{"errors":[1,{},null,"z"]}', ['z']],
      ['{"error":"x"}', ['x']],
      ['{"message":"x"}', ['x']],
      ['[]', []],
      ['"x"', []],
      ['null', []],
      ['', []],
      ['<html>', []],
      [JSON.stringify({ errors: Array(100).fill('e') }), Array(16).fill('e')],
      [JSON.stringify({ errors: Array(1e5).fill('e') }), (errors) => errors.length <= 16],
      [JSON.stringify({ errors: ['x'.repeat(1000)] }), ['x'.repeat(128)]],
      [JSON.stringify({ errors: ['a\u001b[31m\u202eb\n'] }), (errors) => /^[ -~]*$/.test(errors[0])],
    ].map(([body, errors]) => ({
      name: body.slice(0, 40),
      steps: respondWith(body, { status: '422 Unprocessable Entity' }),
      read: { class: 'ApiError', code: 'ERR_BAD_REQUEST', status: 422, errors, requests: 1 },
    })),
  },
]

/** A text parsed and serialized again, or undefined if it is not JSON. */
function parsed(text) {
  try {
    return JSON.stringify(JSON.parse(text.replace(/^\ufeff/, '')))
  } catch {
    return undefined
  }
}

module.exports = { rows }
